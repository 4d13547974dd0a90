import type { Building } from './account.js';
import { buildBucket, type BucketPlan } from './account-bucket.js';

const anyone = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' };

const refuseHttp = {
  Sid: 'RefuseHttp',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** The bucket and its objects. */
function whole(bucket: string): { readonly Resource: readonly string[] } {
  return { Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`] };
}

/** In the order of making: a bucket that receives logs comes before those that send them. */
const buckets: readonly BucketPlan[] = [
  {
    name: 'harbourline-access-logs',
    region: 'us-east-1',
    policy: {
      statements: [{ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject' }],
      isPublic: false,
    },
    lifecycle: [{ ID: 'expire', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 400 } }],
  },
  {
    name: 'harbourline-audit-logs',
    region: 'us-east-1',
    policy: {
      statements: [
        {
          Sid: 'CloudTrailWrites',
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 's3:PutObject',
          Condition: {
            StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:123456789012:trail/harbourline-audit' },
          },
        },
        { ...refuseHttp, ...whole('harbourline-audit-logs') },
        {
          Sid: 'RefuseSseC',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Condition: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
        },
      ],
      isPublic: false,
    },
    versioning: 'Enabled',
    lock: { Mode: 'COMPLIANCE', Days: 400 },
    logsTo: 'harbourline-access-logs',
    encryption: {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/audit-trail' },
      BucketKeyEnabled: true,
    },
  },
  { name: 'harbourline-old-trails', region: 'eu-west-1', ownership: 'none' },
  {
    name: 'harbourline-website',
    region: 'eu-west-1',
    policy: { statements: [anyone], isPublic: true },
    block: 'none',
  },
  {
    name: 'harbourline-booking-assets',
    region: 'eu-west-1',
    policy: { statements: [anyone], isPublic: true },
    block: { RestrictPublicBuckets: true },
  },
  {
    name: 'harbourline-press-kit',
    region: 'eu-central-1',
    policy: { statements: [anyone], isPublic: true },
    block: { BlockPublicPolicy: true },
    ownership: 'none',
  },
  {
    name: 'harbourline-timetables',
    region: 'us-east-1',
    publicAcl: true,
    block: 'none',
    ownership: 'ObjectWriter',
  },
  {
    name: 'harbourline-old-timetables',
    region: 'eu-central-1',
    publicAcl: true,
    block: { IgnorePublicAcls: true },
    ownership: 'BucketOwnerPreferred',
    lifecycle: [{ ID: 'expire', Status: 'Disabled', Filter: { Prefix: '' }, Expiration: { Days: 90 } }],
  },
  {
    name: 'harbourline-office-share',
    region: 'eu-west-1',
    policy: {
      statements: [{ ...anyone, Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }],
      isPublic: false,
    },
    versioning: 'Suspended',
    block: 'none',
  },
  {
    name: 'harbourline-crew-roster',
    region: 'eu-west-1',
    policy: {
      statements: [{ ...anyone, Condition: { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } } }],
      isPublic: true,
    },
    block: 'none',
  },
  {
    name: 'harbourline-lost-and-found',
    region: 'eu-central-1',
    policy: { statements: [{ ...anyone, Sid: 'Report', Action: 's3:PutObject' }], isPublic: true },
    block: 'none',
  },
  {
    name: 'harbourline-build-artifacts',
    region: 'us-east-1',
    policy: {
      statements: [{ ...anyone, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }],
      isPublic: false,
    },
    versioning: 'Enabled',
    lifecycle: [
      {
        ID: 'age-out',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        Expiration: { Days: 60 },
        NoncurrentVersionExpiration: { NoncurrentDays: 14 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
      },
    ],
    block: 'none',
  },
  {
    name: 'harbourline-payroll',
    region: 'eu-central-1',
    // The bucket itself, whose listing tells names too, is forgotten.
    policy: { statements: [refuseHttp], isPublic: false },
    versioning: 'Enabled',
    mfaDelete: true,
    encryption: {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
      BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
    },
  },
  {
    name: 'harbourline-partner-exchange',
    region: 'eu-west-1',
    policy: { statements: [{ ...anyone, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }], isPublic: false },
    block: 'none',
  },
  {
    name: 'harbourline-agency-sales',
    region: 'eu-west-1',
    policy: {
      statements: [
        {
          Sid: 'AgencyUploads',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::444455556666:role/sales-export' },
          Action: ['s3:PutObject', 's3:PutObjectAcl'],
        },
      ],
      isPublic: false,
    },
    ownership: 'BucketOwnerPreferred',
  },
  {
    name: 'harbourline-invoices',
    region: 'eu-west-1',
    versioning: 'Enabled',
    encryption: {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: 'arn:aws:kms:eu-west-1:123456789012:alias/invoices',
      },
    },
  },
  {
    name: 'harbourline-terminal-cctv',
    region: 'eu-north-1',
    policy: {
      statements: [
        {
          ...whole('harbourline-terminal-cctv'),
          Sid: 'TerminalSecurityOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/terminal-security' } },
        },
      ],
      isPublic: false,
    },
  },
];

/** Buckets that are public or guarded, and that only look so; the account blocks nothing. */
export async function buildBuckets(building: Building): Promise<void> {
  for (const plan of buckets) await buildBucket(plan, building);
}
