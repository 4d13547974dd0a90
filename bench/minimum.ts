/**
 * The fewest calls that can answer a check, worked out from the account's shape alone.
 * Nothing here knows how lintel plans a scan: a call it sends beyond these is one too many.
 */
import {
  type AccountShape,
  bucketPolicy,
  canRotate,
  indices,
  keyKind,
  regions,
  reportPolls,
  userKeys,
} from './account.js';

/** Calls by `service:Operation`. */
export type Calls = ReadonlyMap<string, number>;

/** Resources that one page of any listing holds. */
const pageSize = 1000;

/** An empty listing takes a call too. */
function pages(items: number): number {
  return Math.max(1, Math.ceil(items / pageSize));
}

function everyScan(): Record<string, number> {
  return { 'sts:GetCallerIdentity': 1, 'ec2:DescribeRegions': 1 };
}

const formulas: Readonly<Record<string, (account: AccountShape) => Readonly<Record<string, number>>>> = {
  's3-bucket-public-access': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketPolicyStatus': buckets,
    's3:GetBucketAcl': buckets,
    's3:GetPublicAccessBlock': buckets,
    's3:GetBucketPolicy': indices(buckets, (index) => bucketPolicy(index) === 'public').length,
    's3-control:GetPublicAccessBlock': 1,
  }),
  'kms-key-rotation': ({ keysPerRegion }) => ({
    'kms:ListKeys': regions.length * pages(keysPerRegion),
    'kms:DescribeKey': regions.length * keysPerRegion,
    'kms:GetKeyRotationStatus': regions.length * indices(keysPerRegion, (index) => canRotate(keyKind(index))).length,
  }),
  'iam-root-mfa': () => ({ 'iam:GetAccountSummary': 1 }),
  'iam-access-key-unused': ({ users }) => ({
    'iam:GetAccountAuthorizationDetails': pages(users),
    'iam:GenerateCredentialReport': 1 + reportPolls,
    'iam:GetCredentialReport': 1,
    'iam:ListAccessKeys': indices(users, (index) => userKeys(index).includes('active')).length,
  }),
  'cloudtrail-multi-region-trail': ({ trails }) => ({
    'cloudtrail:DescribeTrails': regions.length,
    'cloudtrail:ListEventDataStores': regions.length,
    'cloudtrail:GetTrailStatus': trails,
    'cloudtrail:GetEventSelectors': trails,
  }),
  'cloudtrail-trail-logging': ({ trails }) => ({
    'cloudtrail:DescribeTrails': regions.length,
    'cloudtrail:GetTrailStatus': trails,
  }),
};

/** The checks that have a formula. */
export const measuredChecks: readonly string[] = Object.keys(formulas);

/**
 * The fewest calls for a scan with these checks. Two checks that ask an operation ask it
 * about the same things, so the larger number holds both.
 * @throws TypeError for a check without a formula.
 */
export function minimumCalls(checks: readonly string[], account: AccountShape): Calls {
  const calls = new Map(Object.entries(everyScan()));
  for (const check of checks) {
    const formula = formulas[check];
    if (formula === undefined) throw new TypeError(`no formula for the check ${check}`);
    for (const [operation, count] of Object.entries(formula(account))) {
      if (count > 0) calls.set(operation, Math.max(count, calls.get(operation) ?? 0));
    }
  }
  return calls;
}

/** All calls of a map together. */
export function total(calls: Calls): number {
  let sum = 0;
  for (const count of calls.values()) sum += count;
  return sum;
}
