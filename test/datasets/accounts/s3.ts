import { awsError, type Replies, usEast } from '../bench.js';

const open = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};
const block = { PublicAccessBlockConfiguration: open };
const rule = { ID: 'tidy', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } };
const accessPoint = { Name: 'reports', Bucket: 'logs', NetworkOrigin: 'Internet' };
const multiRegion = { Name: 'worldwide', Alias: 'm1a2b3.mrap', Status: 'READY', PublicAccessBlock: open };
const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };

export const everything: Replies = {
  's3:ListBuckets': { Buckets: [{ Name: 'logs', BucketRegion: 'us-east-1' }] },
  's3:GetPublicAccessBlock': block,
  's3-control:GetPublicAccessBlock': block,
  's3:GetBucketPolicyStatus': { PolicyStatus: { IsPublic: true } },
  's3:GetBucketPolicy': { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
  's3:GetBucketAcl': { Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '1' }, Permission: 'FULL_CONTROL' }] },
  's3:GetBucketOwnershipControls': { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } },
  's3:GetBucketVersioning': { Status: 'Enabled', MFADelete: 'Disabled' },
  's3:GetObjectLockConfiguration': awsError('ObjectLockConfigurationNotFoundError', 404),
  's3:GetBucketLogging': {},
  's3:GetBucketLifecycleConfiguration': { Rules: [rule] },
  's3:GetBucketEncryption': {
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
    },
  },
  's3:ListDirectoryBuckets': usEast({ Buckets: [{ Name: 'fast--use1-az4--x-s3' }] }, { Buckets: [] }),
  's3-control:ListAccessPoints': usEast({ AccessPointList: [accessPoint] }, { AccessPointList: [] }),
  's3-control:GetAccessPoint': block,
  's3-control:ListMultiRegionAccessPoints': { AccessPoints: [multiRegion] },
};

export const nothing: Replies = {
  's3:ListBuckets': { Buckets: [] },
  's3:ListDirectoryBuckets': { Buckets: [] },
  's3-control:ListAccessPoints': { AccessPointList: [] },
  's3-control:ListMultiRegionAccessPoints': { AccessPoints: [] },
  's3-control:GetPublicAccessBlock': awsError('NoSuchPublicAccessBlockConfiguration', 404),
};
