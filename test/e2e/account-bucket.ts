import {
  CreateBucketCommand,
  PutBucketAclCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
  type BucketVersioningStatus,
  type DefaultRetention,
  type LifecycleRule,
  type ObjectOwnership,
  type PublicAccessBlockConfiguration,
  type S3Client,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import type { Building } from './account.js';
import type { Facts } from './facts.js';

/** What S3 gives a new bucket since April 2023, and moto does not. */
const defaults = {
  block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  ownership: 'BucketOwnerEnforced',
} as const;

/** How a bucket is to be; what is left out is as S3 makes a bucket. */
export interface BucketPlan {
  readonly name: string;
  readonly region: string;
  /** Statements, over the bucket's objects unless they say otherwise, and AWS's word on whether they are public. */
  readonly policy?: { readonly statements: readonly object[]; readonly isPublic: boolean };
  readonly publicAcl?: true;
  readonly block?: PublicAccessBlockConfiguration | 'none';
  readonly ownership?: ObjectOwnership | 'none';
  readonly versioning?: BucketVersioningStatus;
  readonly mfaDelete?: true;
  readonly lock?: DefaultRetention;
  readonly lifecycle?: LifecycleRule[];
  /** The bucket that receives its access log. */
  readonly logsTo?: string;
  readonly encryption?: ServerSideEncryptionRule;
}

/** Makes the bucket; what moto has no place for goes to the facts. */
export async function buildBucket(plan: BucketPlan, { clients, facts }: Building): Promise<void> {
  const { name: Bucket, region } = plan;
  const s3 = clients.s3(region);
  const location = { LocationConstraint: region as BucketLocationConstraint };
  await s3.send(
    new CreateBucketCommand({ Bucket, ...(region !== 'us-east-1' && { CreateBucketConfiguration: location }) }),
  );
  facts.bucketRegions[Bucket] = region;
  await grant(plan, s3, facts);
  await protect(plan, s3, facts);
  if (plan.logsTo !== undefined) {
    const LoggingEnabled = { TargetBucket: plan.logsTo, TargetPrefix: `${Bucket}/` };
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
  }
  if (plan.encryption !== undefined) {
    const ServerSideEncryptionConfiguration = { Rules: [plan.encryption] };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    const { EncryptionType } = plan.encryption.BlockedEncryptionTypes ?? {};
    if (EncryptionType !== undefined) facts.blockedEncryption[Bucket] = EncryptionType;
  }
}

/** Who may reach it. */
async function grant(plan: BucketPlan, s3: S3Client, facts: Facts): Promise<void> {
  const { name: Bucket, policy, publicAcl, block = defaults.block, ownership = defaults.ownership } = plan;
  if (publicAcl) await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
  if (policy !== undefined) {
    const Statement = policy.statements.map((statement) => ({ Resource: `arn:aws:s3:::${Bucket}/*`, ...statement }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
    facts.publicPolicies[Bucket] = policy.isPublic;
  }
  if (block !== 'none') {
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }));
  }
  if (ownership !== 'none') {
    const OwnershipControls = { Rules: [{ ObjectOwnership: ownership }] };
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
  }
}

/** What keeps its objects, and for how long. */
async function protect(plan: BucketPlan, s3: S3Client, facts: Facts): Promise<void> {
  const { name: Bucket, versioning, mfaDelete, lock, lifecycle } = plan;
  if (versioning !== undefined) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: versioning } }));
    if (mfaDelete) facts.mfaDelete.push(Bucket);
  }
  if (lock !== undefined) {
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' as const, Rule: { DefaultRetention: lock } };
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  }
  if (lifecycle !== undefined) {
    const LifecycleConfiguration = { Rules: lifecycle };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  }
}
