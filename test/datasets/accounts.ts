/** Two accounts as AWS would answer for them: one that has something of everything, and one that has nothing. */
import { awsError, type Call, type Replies } from './bench.js';
import { account } from './iam-answers.js';

const usEast =
  (there: object, elsewhere: object) =>
  ({ region }: Call) =>
    region === 'us-east-1' ? there : elsewhere;
const created = new Date('2025-01-01T00:00:00Z');
const used = { active: 'true', rotated: '2025-01-01T00:00:00+00:00', used: 'N/A' };
const open = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};
const block = { PublicAccessBlockConfiguration: open };
const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };

const common: Replies = {
  'sts:GetCallerIdentity': { Arn: 'arn:aws:iam::111122223333:user/ann', Account: '111122223333' },
  'ec2:DescribeRegions': { Regions: [{ RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' }] },
  'account:ListRegions': { Regions: [{ RegionName: 'us-east-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' }] },
  'iam:GetAccountSummary': {
    SummaryMap: {
      AccountMFAEnabled: 1,
      AccountPasswordPresent: 1,
      AccountAccessKeysPresent: 0,
      AccountSigningCertificatesPresent: 0,
    },
  },
};

/** An account with one of everything, such that every declared operation is called for it. */
export const everything: Replies = {
  ...common,
  ...account([{ user: 'ann', keys: [used] }]),
  'iam:ListAccessKeys': { AccessKeyMetadata: [{ AccessKeyId: 'AKIA1', CreateDate: created, Status: 'Active' }] },
  's3:ListBuckets': { Buckets: [{ Name: 'logs', BucketRegion: 'us-east-1' }] },
  's3:GetPublicAccessBlock': block,
  's3-control:GetPublicAccessBlock': block,
  's3:GetBucketPolicyStatus': { PolicyStatus: { IsPublic: true } },
  's3:GetBucketPolicy': { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
  's3:GetBucketAcl': { Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '1' }, Permission: 'FULL_CONTROL' }] },
  'kms:ListKeys': usEast({ Keys: [{ KeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1', KeyId: '1' }] }, { Keys: [] }),
  'kms:DescribeKey': {
    KeyMetadata: {
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
      KeyState: 'Enabled',
      MultiRegion: false,
    },
  },
  'kms:GetKeyRotationStatus': { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
  'cloudtrail:DescribeTrails': {
    trailList: [
      {
        TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main',
        Name: 'main',
        HomeRegion: 'us-east-1',
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        IsOrganizationTrail: false,
      },
    ],
  },
  'cloudtrail:GetTrailStatus': { IsLogging: true, LatestDeliveryTime: new Date('2026-01-01T00:00:00Z') },
  'cloudtrail:GetEventSelectors': { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] },
  'cloudtrail:ListEventDataStores': { EventDataStores: [{ Name: 'lake' }] },
};

/** An account that has nothing but its root user. */
export const nothing: Replies = {
  ...common,
  ...account([]),
  's3:ListBuckets': { Buckets: [] },
  's3-control:GetPublicAccessBlock': awsError('NoSuchPublicAccessBlockConfiguration', 404),
  'kms:ListKeys': { Keys: [] },
  'cloudtrail:DescribeTrails': { trailList: [] },
  'cloudtrail:ListEventDataStores': { EventDataStores: [] },
};
