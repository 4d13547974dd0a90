import {
  CreateBucketCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
  type PublicAccessBlockConfiguration,
} from '@aws-sdk/client-s3';
import type { Building } from './account.js';

interface BucketPlan {
  readonly name: string;
  readonly region: string;
  /** A statement over the bucket's objects, and AWS's word on whether the policy is public. */
  readonly policy?: { readonly statement: object; readonly isPublic: boolean };
  readonly publicAcl?: true;
  readonly block?: PublicAccessBlockConfiguration;
}

const anyone = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' };

const buckets: readonly BucketPlan[] = [
  {
    name: 'harbourline-audit-logs',
    region: 'us-east-1',
    policy: {
      statement: {
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:PutObject',
        Condition: {
          StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:123456789012:trail/harbourline-audit' },
        },
      },
      isPublic: false,
    },
    block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  },
  { name: 'harbourline-website', region: 'eu-west-1', policy: { statement: anyone, isPublic: true } },
  {
    name: 'harbourline-booking-assets',
    region: 'eu-west-1',
    policy: { statement: anyone, isPublic: true },
    block: { RestrictPublicBuckets: true },
  },
  {
    name: 'harbourline-press-kit',
    region: 'eu-central-1',
    policy: { statement: anyone, isPublic: true },
    block: { BlockPublicPolicy: true },
  },
  { name: 'harbourline-timetables', region: 'us-east-1', publicAcl: true },
  {
    name: 'harbourline-old-timetables',
    region: 'eu-central-1',
    publicAcl: true,
    block: { IgnorePublicAcls: true },
  },
  {
    name: 'harbourline-office-share',
    region: 'eu-west-1',
    policy: {
      statement: { ...anyone, Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } },
      isPublic: false,
    },
  },
  {
    name: 'harbourline-crew-roster',
    region: 'eu-west-1',
    policy: {
      statement: { ...anyone, Condition: { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } } },
      isPublic: true,
    },
  },
  {
    name: 'harbourline-build-artifacts',
    region: 'us-east-1',
    policy: {
      statement: { ...anyone, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
      isPublic: false,
    },
  },
  {
    name: 'harbourline-payroll',
    region: 'eu-central-1',
    policy: {
      statement: {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      isPublic: false,
    },
  },
  {
    name: 'harbourline-partner-exchange',
    region: 'eu-west-1',
    policy: { statement: { ...anyone, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, isPublic: false },
  },
  { name: 'harbourline-invoices', region: 'eu-west-1' },
  {
    name: 'harbourline-terminal-cctv',
    region: 'eu-central-1',
    policy: {
      statement: {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/terminal-security' } },
      },
      isPublic: false,
    },
  },
];

async function buildBucket(plan: BucketPlan, { clients, facts }: Building): Promise<void> {
  const { name: Bucket, region, policy, publicAcl, block } = plan;
  const s3 = clients.s3(region);
  const location = { LocationConstraint: region as BucketLocationConstraint };
  await s3.send(
    new CreateBucketCommand({ Bucket, ...(region !== 'us-east-1' && { CreateBucketConfiguration: location }) }),
  );
  if (publicAcl) await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
  if (policy !== undefined) {
    const Statement = [{ ...policy.statement, Resource: `arn:aws:s3:::${Bucket}/*` }];
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
    facts.publicPolicies[Bucket] = policy.isPublic;
  }
  if (block !== undefined) {
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }));
  }
}

/** Buckets that are public, that only look so, and that are neither; the account blocks nothing. */
export async function buildBuckets(building: Building): Promise<void> {
  for (const plan of buckets) await buildBucket(plan, building);
}
