import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  ReplicateKeyCommand,
  ScheduleKeyDeletionCommand,
  type CreateKeyCommandInput,
} from '@aws-sdk/client-kms';
import type { Building } from './account.js';

interface KeyPlan {
  readonly alias: string;
  readonly region: string;
  readonly input?: CreateKeyCommandInput;
  /** Period in days. */
  readonly rotates?: number;
  readonly state?: 'Disabled' | 'PendingDeletion';
  readonly replicaIn?: string;
}

const keys: readonly KeyPlan[] = [
  { alias: 'booking-database', region: 'eu-west-1', rotates: 365 },
  { alias: 'invoices', region: 'eu-west-1' },
  { alias: 'card-vault', region: 'eu-west-1', rotates: 180 },
  { alias: 'ticket-signing', region: 'eu-west-1', input: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } },
  { alias: 'session-tokens', region: 'eu-west-1', input: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } },
  { alias: 'customs-broker', region: 'eu-west-1', input: { Origin: 'EXTERNAL' } },
  { alias: 'old-crm', region: 'eu-central-1', rotates: 365, state: 'Disabled' },
  { alias: 'closed-warehouse', region: 'eu-central-1', rotates: 365, state: 'PendingDeletion' },
  { alias: 'passengers', region: 'us-east-1', input: { MultiRegion: true }, replicaIn: 'eu-central-1' },
];

async function buildKey(plan: KeyPlan, { clients, facts, label }: Building): Promise<void> {
  const kms = clients.kms(plan.region);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: plan.alias, ...plan.input }));
  const { KeyId = '', Arn = '' } = KeyMetadata ?? {};
  label(Arn, plan.alias);
  await kms.send(new CreateAliasCommand({ AliasName: `alias/${plan.alias}`, TargetKeyId: KeyId }));
  if (plan.rotates !== undefined) {
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: plan.rotates }));
    facts.rotationPeriods[KeyId] = plan.rotates;
  }
  if (plan.state === 'Disabled') await kms.send(new DisableKeyCommand({ KeyId }));
  if (plan.state === 'PendingDeletion') await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
  if (plan.replicaIn !== undefined) {
    const replica = await kms.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: plan.replicaIn }));
    label(replica.ReplicaKeyMetadata?.Arn ?? '', `${plan.alias} replica`);
  }
}

/** KMS keys of every kind that the rotation check tells apart, and the key that AWS made for S3. */
export async function buildKeys(building: Building): Promise<void> {
  for (const plan of keys) await buildKey(plan, building);
  const kms = building.clients.kms('us-east-1');
  // Asking for the alias makes the key, as the first encrypted object does on AWS.
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
  const { KeyId = '', Arn = '' } = KeyMetadata ?? {};
  building.facts.awsManagedKeys.push(KeyId);
  building.label(Arn, 'aws/s3');
}
