import { perAccount, resourceType } from '../core/dataset.js';
import { type Absent, createGap, type Gap, isAbsent, isGap } from '../core/fact.js';
import type { ReadContext } from '../core/operation.js';
import { malformed, stale, unread } from '../core/unreadable.js';
import type { Page, Resource } from '../core/resource.js';
import {
  type CredentialReport,
  type KeySlot,
  lastUseOf,
  type LastUse,
  type ListedKey,
  readReport,
} from './iam-credential-report.js';
import { iam } from './iam-client.js';
import { user } from './iam-entities.js';
import { required } from './require.js';

/** Waits between the polls of a report that is being made, in milliseconds; AWS may need minutes for many users. */
const reportPolls = [500, 1000, 2000, ...Array.from({ length: 36 }, () => 5000)];

/** The credential report of the account, made anew where AWS has none that is younger than 4 hours. */
export const credentialReport = perAccount({
  name: 'iam.credentialReport',
  operations: [iam.GenerateCredentialReport, iam.GetCredentialReport],
  async read({ send, wait, region }): Promise<CredentialReport> {
    const generate = { operation: iam.GenerateCredentialReport, region };
    for (const pause of [0, ...reportPolls]) {
      await wait(pause);
      const { State } = await send(iam.GenerateCredentialReport, {});
      if (required(State, 'State', generate) !== 'COMPLETE') continue;
      const at = { operation: iam.GetCredentialReport, region };
      const { Content, GeneratedTime } = await send(iam.GetCredentialReport, {});
      return {
        generatedAt: required(GeneratedTime, 'GeneratedTime', at),
        keys: readReport(required(Content, 'Content', at), (what) => malformed(at.operation, region, what)),
      };
    }
    const { name, actions } = iam.GenerateCredentialReport;
    const message = 'The credential report was not ready after 3 minutes.';
    return unread(createGap({ kind: 'timeout', operation: `iam:${name}`, actions, region, message }));
  },
});

/** What is known of an access key, or of a user's keys where they were not listed one by one. */
export type AccessKeyData = { readonly reportGeneratedAt: Date } & (
  | {
      readonly known: 'key';
      readonly active: boolean;
      readonly created: Date;
      /** A gap where the report does not tell which of two keys a use belongs to. */
      readonly lastUsed: LastUse | Gap;
    }
  | { readonly known: 'inactive-only'; readonly keys: number }
  | { readonly known: 'report-only'; readonly activeKeys: readonly KeySlot[]; readonly why: Gap }
);

/**
 * Access keys of users: `AWS::IAM::AccessKey`, or `AWS::IAM::User` for a user whose keys have no ids here,
 * because all are inactive (then they are not asked for) or because they could not be listed.
 */
export const accessKey = resourceType({
  name: 'iam.accessKey',
  type: 'AWS::IAM::AccessKey',
  reach: 'global',
  listed: 'per-account',
  operations: [iam.ListAccessKeys],
  needs: { users: user, report: credentialReport },
  async *list({ apart, region }, { users, report }): AsyncIterable<Page<AccessKeyData>> {
    const reportGeneratedAt = report.generatedAt;
    // Calls are bounded elsewhere; a page bounds what is held.
    for (const some of chunks(users, 100)) {
      const pages = await Promise.all(
        some.map(async (owner): Promise<Page<AccessKeyData>> => {
          const slots = report.keys.get(owner.key);
          if (slots === undefined) {
            const message = 'The user is not in the credential report (it may be younger than the report).';
            return { items: [], gaps: [{ gap: stale(iam.GetCredentialReport, region, message), at: owner }] };
          }
          const activeKeys = slots.filter(({ active }) => active);
          const ofUser = { type: owner.type, arn: owner.key, name: owner.name };
          if (activeKeys.length === 0) {
            const data: AccessKeyData = { known: 'inactive-only', keys: slots.length, reportGeneratedAt };
            return { items: slots.length === 0 ? [] : [{ ...ofUser, data }] };
          }
          const { fact, sources } = await apart(async (context) => listKeys(context, owner));
          if (isAbsent(fact)) {
            const message = 'The user was listed and is not there any more.';
            return { items: [], gaps: [{ gap: stale(iam.ListAccessKeys, region, message), at: owner, sources }] };
          }
          if (isGap(fact)) {
            const data: AccessKeyData = { known: 'report-only', activeKeys, why: fact, reportGeneratedAt };
            return { items: [{ ...ofUser, sources, data }] };
          }
          return {
            items: fact.map((key) => {
              const { id, active, created } = key;
              const lastUsed =
                lastUseOf(key, fact, slots, reportGeneratedAt) ?? stale(iam.GetCredentialReport, region, unclear);
              const data: AccessKeyData = { known: 'key', active, created, lastUsed, reportGeneratedAt };
              return { key: `${owner.key}/accesskey/${id}`, name: id, owner: owner.name, sources, data };
            }),
          };
        }),
      );
      yield { items: pages.flatMap(({ items }) => items), gaps: pages.flatMap(({ gaps }) => gaps ?? []) };
    }
  },
});

const unclear = 'The credential report does not tell which of the user’s access keys a use belongs to.';

async function listKeys({ send, region }: ReadContext, owner: Resource): Promise<readonly ListedKey[] | Absent> {
  const at = { operation: iam.ListAccessKeys, region };
  const answer = await send(iam.ListAccessKeys, { UserName: owner.name }, { absent: ['NoSuchEntityException'] });
  if (isAbsent(answer)) return answer;
  return required(answer.AccessKeyMetadata, 'AccessKeyMetadata', at).map(({ AccessKeyId, CreateDate, Status }) => ({
    id: required(AccessKeyId, 'AccessKeyId', at),
    active: required(Status, 'Status', at) === 'Active',
    created: required(CreateDate, 'CreateDate', at),
  }));
}

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
