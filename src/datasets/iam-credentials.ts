import { perAccount, perResource, resourceType } from '../core/dataset.js';
import { type Absent, createGap, type Gap, isAbsent, isGap, mergeGaps } from '../core/fact.js';
import type { ReadContext } from '../core/operation.js';
import { malformed, stale, unread } from '../core/unreadable.js';
import type { Page, Resource } from '../core/resource.js';
import {
  credentialsIn,
  keysIn,
  type KeySlot,
  lastUseOf,
  type LastUse,
  type ListedKey,
  readReport,
  type ReportRow,
  type RootUse,
  rootUseIn,
  type RowCredentials,
} from './iam-credential-report.js';
import { iam } from './iam-client.js';
import { user } from './iam-entities.js';
import { required } from './require.js';

/** The credential report: one row a user, up to 4 hours old. */
export interface CredentialReport {
  readonly generatedAt: Date;
  /** Rows by ARN, the root user's too. */
  readonly rows: ReadonlyMap<string, ReportRow>;
}

/** Waits between the polls of a report that is being made, in milliseconds; AWS may need minutes for many users. */
const reportPolls = [500, 1000, 2000, ...Array.from({ length: 36 }, () => 5000)];

/** What GetCredentialReport says where the report is still being made, or was not taken in time. */
const notReady = [
  'CredentialReportExpiredException',
  'CredentialReportNotPresentException',
  'CredentialReportNotReadyException',
];

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
      const answer = await send(iam.GetCredentialReport, {}, { absent: notReady });
      if (isAbsent(answer)) continue;
      const at = { operation: iam.GetCredentialReport, region };
      return {
        generatedAt: required(answer.GeneratedTime, 'GeneratedTime', at),
        rows: readReport(required(answer.Content, 'Content', at), broken(region)),
      };
    }
    const { name, actions } = iam.GenerateCredentialReport;
    const message = 'The credential report was not ready after 3 minutes.';
    return unread(createGap({ kind: 'timeout', operation: `iam:${name}`, actions, region, message }));
  },
});

function broken(region: string): (what: string) => never {
  return (what) => malformed(iam.GetCredentialReport, region, what);
}

function notInReport(region: string): Gap {
  const message = 'The user is not in the credential report (it may be younger than the report).';
  return stale(iam.GetCredentialReport, region, message);
}

/** What the credential report says of a user. */
export interface UserCredentials extends RowCredentials {
  readonly reportGeneratedAt: Date;
}

/** What the credential report says of a user; a gap for one who is not in it. */
export const userCredentials = perResource(user, {
  name: 'iam.userCredentials',
  needs: { report: credentialReport },
  async read({ region }, { report }, { key }): Promise<UserCredentials> {
    const row = report.rows.get(key) ?? unread(notInReport(region));
    return { ...credentialsIn(row, broken(region)), reportGeneratedAt: report.generatedAt };
  },
});

/** When the root user's credentials were last used. */
export const rootCredentialUse = perAccount({
  name: 'iam.rootCredentialUse',
  needs: { report: credentialReport },
  async read({ partition, account, region }, { report }): Promise<RootUse & { readonly reportGeneratedAt: Date }> {
    const row = report.rows.get(`arn:${partition}:iam::${account}:root`) ?? broken(region)('it has no row for root');
    return { ...rootUseIn(row, broken(region)), reportGeneratedAt: report.generatedAt };
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
  operations: [iam.ListAccessKeys, iam.GetUser],
  needs: { users: user, report: credentialReport },
  async *list(context, { users, report }): AsyncIterable<Page<AccessKeyData>> {
    // Calls are bounded elsewhere; a page bounds what is held.
    for (const some of chunks(users, 100)) {
      const pages = await Promise.all(some.map(async (owner) => keysOf(context, owner, report)));
      yield {
        items: pages.flatMap(({ items }) => items),
        gaps: pages.flatMap(({ gaps }) => gaps ?? []),
        gone: pages.reduce((sum, { gone = 0 }) => sum + gone, 0),
      };
    }
  },
});

async function keysOf(
  context: ReadContext,
  owner: Resource,
  { generatedAt: reportGeneratedAt, rows }: CredentialReport,
): Promise<Page<AccessKeyData>> {
  const { apart, region } = context;
  const row = rows.get(owner.key);
  if (row === undefined) return missing(context, owner, notInReport(region));
  const { fact: slots } = await apart(async () => keysIn(row, broken(region)));
  if (isGap(slots)) return { items: [], gaps: [{ gap: slots, at: owner }] };
  const activeKeys = slots.filter(({ active }) => active);
  const ofUser = { type: owner.type, arn: owner.key, name: owner.name };
  if (activeKeys.length === 0) {
    const data: AccessKeyData = { known: 'inactive-only', keys: slots.length, reportGeneratedAt };
    return { items: slots.length === 0 ? [] : [{ ...ofUser, data }] };
  }
  const { fact, sources } = await apart(async (own) => listKeys(own, owner));
  if (isAbsent(fact)) {
    const message = 'ListAccessKeys does not know the user that was listed.';
    return missing(context, owner, stale(iam.ListAccessKeys, region, message), sources);
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
}

const unclear = 'The credential report does not tell which of the user’s access keys a use belongs to.';
const noSuchUser = { absent: ['NoSuchEntityException'] };

async function listKeys({ send, region }: ReadContext, owner: Resource): Promise<readonly ListedKey[] | Absent> {
  const at = { operation: iam.ListAccessKeys, region };
  const answer = await send(iam.ListAccessKeys, { UserName: owner.name }, noSuchUser);
  if (isAbsent(answer)) return answer;
  return required(answer.AccessKeyMetadata, 'AccessKeyMetadata', at).map(({ AccessKeyId, CreateDate, Status }) => ({
    id: required(AccessKeyId, 'AccessKeyId', at),
    active: required(Status, 'Status', at) === 'Active',
    created: required(CreateDate, 'CreateDate', at),
  }));
}

/** A listed user whom another source does not know: gone where a second look says so too, else unknown for `why`. */
async function missing(
  { apart }: ReadContext,
  owner: Resource,
  why: Gap,
  sources: readonly string[] = [],
): Promise<Page<never>> {
  const look = await apart(async ({ send, region }) => {
    const answer = await send(iam.GetUser, { UserName: owner.name }, noSuchUser);
    return isAbsent(answer) ? answer : required(answer.User, 'User', { operation: iam.GetUser, region });
  });
  if (isAbsent(look.fact)) return { items: [], gone: 1 };
  const gap = isGap(look.fact) ? mergeGaps([why, look.fact]) : why;
  return { items: [], gaps: [{ gap, at: owner, sources: [...sources, ...look.sources] }] };
}

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
