import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { buildAccessPoints } from './account-access-points.js';
import { accountId } from './account-arns.js';
import { buildBuckets } from './account-buckets.js';
import { buildGovernance } from './account-governance.js';
import { buildIam } from './account-iam.js';
import { buildKeys } from './account-keys.js';
import { buildTrails } from './account-trails.js';
import { buildUsers } from './account-users.js';
import { clientsFor, type Clients } from './clients.js';
import { emptyFacts, type Facts } from './facts.js';
import type { Proxy } from './proxy.js';

export { accountId };

/** The regions that the account uses. */
export const usedRegions = ['eu-central-1', 'eu-west-1', 'us-east-1'] as const;

/** The emulated account of Harbourline, a ferry company that does not exist. */
export interface Account {
  readonly facts: Facts;
  /** What people call the things whose ids moto makes up: access key ids and key ARNs. */
  readonly labels: ReadonlyMap<string, string>;
  /** Environment variables for a caller in the account's audit role. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the builder of one service works on. */
export interface Building {
  readonly clients: Clients;
  readonly facts: Facts;
  /** The instant so many days before `facts.now`. */
  daysAgo(days: number): Date;
  label(id: string, label: string): void;
}

/** The environment of a caller who assumed the audit role. */
async function assumeAuditRole({ sts }: Clients): Promise<Record<string, string>> {
  const RoleArn = `arn:aws:iam::${accountId}:role/security-audit`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'lintel' }));
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  };
}

/**
 * Fills an empty moto server with one resource of every kind that the checks tell apart.
 * What moto has no place for is in the returned facts: start the proxy with them.
 */
export async function buildAccount(moto: string, now: Date): Promise<Account> {
  const clients = clientsFor(moto);
  const facts: Facts = { ...emptyFacts(now), optedIn: ['eu-south-1'] };
  const labels = new Map<string, string>();
  const building: Building = {
    clients,
    facts,
    daysAgo: (days) => new Date(now.getTime() - days * 86_400_000),
    label: (id, label) => void labels.set(id, label),
  };
  await buildUsers(building);
  await buildIam(building);
  await buildGovernance(building);
  await buildBuckets(building);
  await buildAccessPoints(building);
  await buildKeys(building);
  await buildTrails(building);
  return { facts, labels, environment: await assumeAuditRole(clients) };
}

/** What a bucket policy that denies `s3:*` keeps from a caller who scans. */
const bucketActions = [
  's3:GetBucketAcl',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPolicyStatus',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
];

/** What this account's caller may not read, as in many a real one: a bucket that shuts him out, a closed region. */
export function closeDoors(proxy: Proxy): void {
  for (const action of bucketActions) {
    proxy.deny(action, 'resource', { bucket: 'harbourline-terminal-cctv' });
  }
  for (const action of ['kms:ListKeys', 'kms:DescribeKey', 'kms:GetKeyRotationStatus']) {
    proxy.deny(action, 'scp', { region: 'ap-southeast-2' });
  }
}
