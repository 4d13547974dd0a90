/** Delivery to Security Hub: the only code of lintel that changes anything in an account. */
import { defineService } from '../aws/service.js';
import type { Session } from '../aws/session.js';
import { createTransport } from '../aws/transport.js';
import { type Answer, type Operation, operationId } from '../core/operation.js';
import { StartError, UserError } from '../core/user-error.js';

const sts = defineService({
  id: 'sts',
  load: async () => {
    const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    return { client: STSClient, commands: { GetCallerIdentity: GetCallerIdentityCommand } };
  },
  actions: { GetCallerIdentity: ['sts:GetCallerIdentity'] },
});

const securityHub = defineService({
  id: 'securityhub',
  load: async () => {
    const { SecurityHubClient, BatchImportFindingsCommand } = await import('@aws-sdk/client-securityhub');
    return { client: SecurityHubClient, commands: { BatchImportFindings: BatchImportFindingsCommand } };
  },
  actions: { BatchImportFindings: ['securityhub:BatchImportFindings'] },
});

/** All that can be sent for a delivery; the guard of its clients lets nothing else through. */
export const publishOperations: readonly Operation[] = [sts.GetCallerIdentity, securityHub.BatchImportFindings];

/** What a delivery needs to know of a finding; the rest is sent as it is. */
export interface Importable {
  readonly Id: string;
}

/** Where findings go, by whose leave. */
export interface Delivery {
  readonly session: Session;
  /** The region whose Security Hub is told. */
  readonly region: string;
  /** The account that the findings are of. */
  readonly account: string;
  /** Ends the delivery between two batches, or the call under way. */
  readonly signal: AbortSignal;
}

/** A finding that Security Hub did not take. */
export interface Refusal<F extends Importable> {
  /** Undefined where Security Hub names a finding that was not in the batch. */
  readonly finding: F | undefined;
  readonly code: string;
  readonly message: string;
}

/** What became of one batch. */
export interface Delivered<F extends Importable> {
  readonly sent: number;
  /** Findings of the batch that Security Hub did not confirm, whether or not it said why. */
  readonly refused: number;
  readonly refusals: readonly Refusal<F>[];
}

/** A batch could not be sent, so that it and those after it were not; the message says why. */
export class DeliveryEnded extends Error {
  override readonly name = 'DeliveryEnded';
}

/**
 * Imports findings batch by batch, in order, and tells what became of each. A batch that is throttled is sent again.
 * @throws StartError when the caller cannot be read; UserError when the credentials are of another account than the
 * findings; DeliveryEnded when a batch could not be sent.
 */
export async function* importFindings<F extends Importable>(
  batches: AsyncIterable<readonly F[]>,
  { session, region, account, signal }: Delivery,
): AsyncGenerator<Delivered<F>> {
  const transport = createTransport({
    ...session,
    concurrency: 1,
    signal,
    allowed: new Set(publishOperations.map(operationId)),
  });
  const send = async (operation: Operation, input: object): Promise<Answer> => transport.send(operation, input, region);
  try {
    const who = await send(sts.GetCallerIdentity, {});
    if (!who.ok) throw new StartError(who.gap.message);
    checkAccount((who.output as { readonly Account?: string }).Account, account);
    for await (const batch of batches) {
      const answer = await send(securityHub.BatchImportFindings, { Findings: batch });
      if (!answer.ok) throw new DeliveryEnded(answer.gap.message);
      yield deliveredOf(batch, answer.output as ImportAnswer);
    }
  } finally {
    transport.destroy();
  }
}

function checkAccount(of: string | undefined, account: string): void {
  if (of === account) return;
  throw new UserError(
    `The findings are of account ${account} and the credentials of ${of ?? 'an account that AWS did not name'}. ` +
      `Security Hub takes findings from their own account only: use credentials of ${account}.`,
  );
}

/** What BatchImportFindings answers, each member of which the SDK calls optional. */
interface ImportAnswer {
  readonly SuccessCount?: number;
  readonly FailedFindings?: readonly {
    readonly Id?: string;
    readonly ErrorCode?: string;
    readonly ErrorMessage?: string;
  }[];
}

/** Only what Security Hub says it took counts as sent. */
function deliveredOf<F extends Importable>(
  batch: readonly F[],
  { SuccessCount = 0, FailedFindings = [] }: ImportAnswer,
): Delivered<F> {
  return {
    sent: SuccessCount,
    refused: batch.length - SuccessCount,
    refusals: FailedFindings.map(({ Id, ErrorCode, ErrorMessage }) => ({
      finding: batch.find((finding) => finding.Id === Id),
      code: ErrorCode ?? 'no code',
      message: ErrorMessage ?? 'no message',
    })),
  };
}

/** The IAM policy that a delivery needs: importing as the account's own product. Who one is may always be asked. */
export const publishPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'LintelPublish',
      Effect: 'Allow',
      Action: securityHub.BatchImportFindings.actions,
      Resource: 'arn:*:securityhub:*:*:product/*/default',
    },
  ],
} as const;
