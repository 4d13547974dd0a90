import { awsError, type Replies } from '../bench.js';

const open = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};
const block = { PublicAccessBlockConfiguration: open };
const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };

export const everything: Replies = {
  's3:ListBuckets': { Buckets: [{ Name: 'logs', BucketRegion: 'us-east-1' }] },
  's3:GetPublicAccessBlock': block,
  's3-control:GetPublicAccessBlock': block,
  's3:GetBucketPolicyStatus': { PolicyStatus: { IsPublic: true } },
  's3:GetBucketPolicy': { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
  's3:GetBucketAcl': { Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '1' }, Permission: 'FULL_CONTROL' }] },
};

export const nothing: Replies = {
  's3:ListBuckets': { Buckets: [] },
  's3-control:GetPublicAccessBlock': awsError('NoSuchPublicAccessBlockConfiguration', 404),
};
