import { errorAnswer, jsonAnswer, type Answer } from './answer.js';
import type { Difference, Upstream } from './differences.js';
import type { Facts } from './facts.js';

const reference = 'https://docs.aws.amazon.com/kms/latest/APIReference';

interface Metadata {
  readonly KeyId: string;
  readonly Arn: string;
  readonly KeySpec: string;
  readonly KeyState: string;
  readonly Origin: string;
  readonly KeyUsage: string | null;
  readonly MultiRegion: boolean | null;
  readonly MultiRegionConfiguration?: { readonly PrimaryKey: { readonly Arn: string } };
}

function metadataOf(answer: Answer): Metadata {
  return (JSON.parse(answer.body) as { KeyMetadata: Metadata }).KeyMetadata;
}

/** What AWS says of a key beyond or against moto. */
function corrected(metadata: Metadata, facts: Facts): object {
  const seconds = (date: Date): number => date.getTime() / 1000;
  const { MultiRegionConfiguration: shape } = metadata;
  return {
    ...metadata,
    CreationDate: seconds(facts.created),
    KeyUsage: metadata.KeyUsage ?? 'ENCRYPT_DECRYPT',
    MultiRegion: metadata.MultiRegion ?? false,
    ...(facts.awsManagedKeys.includes(metadata.KeyId) && { KeyManager: 'AWS' }),
    ...(metadata.KeyState === 'PendingDeletion' && { DeletionDate: seconds(facts.now) + 20 * 86_400 }),
    ...(shape && {
      MultiRegionConfiguration: {
        ...shape,
        MultiRegionKeyType: shape.PrimaryKey.Arn === metadata.Arn ? 'PRIMARY' : 'REPLICA',
      },
    }),
  };
}

async function describe(keyId: unknown, { ask }: Upstream): Promise<Answer> {
  return ask({ target: 'TrentService.DescribeKey', body: JSON.stringify({ KeyId: keyId }) });
}

export const keyDifferences: readonly Difference[] = [
  {
    service: 'kms',
    operation: 'DescribeKey',
    moto: 'gives null for KeyUsage and MultiRegion, takes AWS managed keys for customer managed, calls a primary key a replica once its replica was described',
    page: `${reference}/API_KeyMetadata.html`,
    async answer(_, { facts, next }) {
      const answer = await next();
      return answer.status === 200 ? jsonAnswer({ KeyMetadata: corrected(metadataOf(answer), facts) }) : answer;
    },
  },
  {
    service: 'kms',
    operation: 'GetKeyRotationStatus',
    moto: 'gives no period, lets keys that cannot rotate be asked, keeps true for keys pending deletion',
    page: `${reference}/API_GetKeyRotationStatus.html`,
    async answer(call, upstream) {
      const described = await describe(call.input['KeyId'], upstream);
      if (described.status !== 200) return described;
      const { KeyId, Arn, KeySpec, KeyState, Origin } = metadataOf(described);
      if (KeySpec !== 'SYMMETRIC_DEFAULT') return errorAnswer(call, 400, 'UnsupportedOperationException', '');
      if (Origin !== 'AWS_KMS') {
        const message = `${Arn} origin is ${Origin} which is not valid for this operation.`;
        return errorAnswer(call, 400, 'UnsupportedOperationException', message);
      }
      const { KeyRotationEnabled } = JSON.parse((await upstream.next()).body) as { KeyRotationEnabled: boolean };
      const { facts } = upstream;
      const rotates = facts.awsManagedKeys.includes(KeyId) || (KeyRotationEnabled && KeyState !== 'PendingDeletion');
      if (!rotates) return jsonAnswer({ KeyId: Arn, KeyRotationEnabled: false });
      return jsonAnswer({
        KeyId: Arn,
        KeyRotationEnabled: true,
        RotationPeriodInDays: facts.rotationPeriods[KeyId] ?? 365,
      });
    },
  },
];
