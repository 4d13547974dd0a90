import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  type CreateKeyCommandInput,
} from '@aws-sdk/client-kms';
import type { Building } from './account.js';

interface KeyPlan {
  /** What people call it; its alias too, unless another key has taken that over. */
  readonly alias: string;
  readonly unnamed?: true;
  readonly region: string;
  readonly input?: CreateKeyCommandInput;
  /** Period in days. */
  readonly rotates?: number;
  readonly state?: 'Disabled' | 'PendingDeletion';
  readonly replicaIn?: string;
  /** Days ago; as old as the account, where it does not say. */
  readonly made?: number;
  /** Days ago. */
  readonly rotatedOnDemand?: number;
  /** Days until the imported material expires; `never` for one that does not. */
  readonly materialExpires?: number | 'never';
  /** A statement of its policy beside the one that leaves it to IAM. */
  readonly statement?: object;
}

const signing: CreateKeyCommandInput = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };

const anyone = { Effect: 'Allow', Principal: { AWS: '*' }, Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*' };

const keys: readonly KeyPlan[] = [
  { alias: 'booking-database', region: 'eu-west-1', rotates: 365 },
  { alias: 'invoices', region: 'eu-west-1' },
  { alias: 'card-vault', region: 'eu-west-1', rotates: 180 },
  { alias: 'ticket-signing', region: 'eu-west-1', input: signing, made: 900 },
  { alias: 'retired ticket-signing', unnamed: true, region: 'eu-west-1', input: signing, made: 1800 },
  { alias: 'session-tokens', region: 'eu-west-1', input: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } },
  { alias: 'customs-broker', region: 'eu-west-1', input: { Origin: 'EXTERNAL' } },
  { alias: 'card-network', region: 'eu-west-1', input: { Origin: 'EXTERNAL' }, materialExpires: 9 },
  {
    alias: 'port-authority',
    region: 'eu-west-1',
    input: { Origin: 'EXTERNAL' },
    made: 900,
    rotatedOnDemand: 100,
    materialExpires: 'never',
  },
  { alias: 'partner-portal', region: 'eu-west-1', rotates: 365, statement: { ...anyone, Sid: 'Partners' } },
  {
    alias: 'fare-feeds',
    region: 'eu-west-1',
    rotates: 365,
    statement: { ...anyone, Condition: { StringEquals: { 'kms:CallerAccount': ['111122223333', '444455556666'] } } },
  },
  { alias: 'audit-trail', region: 'us-east-1', rotates: 365 },
  { alias: 'old-crm', region: 'eu-central-1', rotates: 365, state: 'Disabled' },
  { alias: 'closed-warehouse', region: 'eu-central-1', rotates: 365, state: 'PendingDeletion' },
  { alias: 'passengers', region: 'us-east-1', input: { MultiRegion: true }, replicaIn: 'eu-central-1' },
];

const leftToIam = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  Action: 'kms:*',
  Resource: '*',
};

async function buildKey(plan: KeyPlan, building: Building): Promise<void> {
  const kms = building.clients.kms(plan.region);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: plan.alias, ...plan.input }));
  const { KeyId = '', Arn = '' } = KeyMetadata ?? {};
  building.label(Arn, plan.alias);
  if (!plan.unnamed) {
    await kms.send(new CreateAliasCommand({ AliasName: `alias/${plan.alias}`, TargetKeyId: KeyId }));
  }
  if (plan.statement !== undefined) {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [leftToIam, plan.statement] });
    await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
  }
  if (plan.state === 'Disabled') await kms.send(new DisableKeyCommand({ KeyId }));
  if (plan.replicaIn !== undefined) {
    const replica = await kms.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: plan.replicaIn }));
    building.label(replica.ReplicaKeyMetadata?.Arn ?? '', `${plan.alias} replica`);
  }
  await rotate(plan, KeyId, building);
  if (plan.state === 'PendingDeletion') await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
}

/** How old it is, and what renews it. */
async function rotate(plan: KeyPlan, KeyId: string, { clients, facts, daysAgo }: Building): Promise<void> {
  const kms = clients.kms(plan.region);
  const { made, rotates, rotatedOnDemand, materialExpires } = plan;
  if (made !== undefined) facts.keysMade[KeyId] = daysAgo(made);
  if (rotates !== undefined) {
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: rotates }));
    facts.rotationPeriods[KeyId] = rotates;
  }
  if (rotatedOnDemand !== undefined) {
    await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    facts.rotatedOnDemand[KeyId] = daysAgo(rotatedOnDemand);
  }
  if (materialExpires !== undefined) {
    facts.importedMaterial[KeyId] = materialExpires === 'never' ? {} : { validTo: daysAgo(-materialExpires) };
  }
}

/** KMS keys of every kind that the checks tell apart, and the key that AWS made for S3. */
export async function buildKeys(building: Building): Promise<void> {
  for (const plan of keys) await buildKey(plan, building);
  const kms = building.clients.kms('us-east-1');
  // Asking for the alias makes the key, as the first encrypted object does on AWS.
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
  const { KeyId = '', Arn = '' } = KeyMetadata ?? {};
  building.facts.awsManagedKeys.push(KeyId);
  building.label(Arn, 'aws/s3');
}
