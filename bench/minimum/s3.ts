import { type AccountShape, bucketPolicy, indices, regions } from '../account.js';
import { type Formulas, pages } from './formula.js';

const everyPolicy = ({ buckets }: AccountShape) => ({
  's3:ListBuckets': pages(buckets),
  's3:GetBucketPolicy': buckets,
});

export const s3: Formulas = {
  's3-bucket-public-access': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketPolicyStatus': buckets,
    's3:GetBucketAcl': buckets,
    's3:GetPublicAccessBlock': buckets,
    's3:GetBucketPolicy': indices(buckets, (index) => bucketPolicy(index) === 'public').length,
    's3-control:GetPublicAccessBlock': 1,
  }),
  's3-bucket-public-write': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketPolicyStatus': buckets,
    's3:GetBucketAcl': buckets,
    's3:GetPublicAccessBlock': buckets,
    's3:GetBucketPolicy': indices(buckets, (index) => bucketPolicy(index) === 'public').length,
    's3-control:GetPublicAccessBlock': 1,
  }),
  's3-account-block-public-access': () => ({ 's3-control:GetPublicAccessBlock': 1 }),
  's3-bucket-block-public-access': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetPublicAccessBlock': buckets,
    's3-control:GetPublicAccessBlock': 1,
  }),
  's3-bucket-acl-disabled': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketOwnershipControls': buckets,
  }),
  's3-bucket-tls-only': everyPolicy,
  's3-bucket-cross-account-actions': everyPolicy,
  's3-bucket-cross-account-writes': everyPolicy,
  's3-bucket-customer-provided-keys': (account) => ({
    ...everyPolicy(account),
    's3:GetBucketEncryption': account.buckets,
  }),
  's3-bucket-versioning': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketVersioning': buckets,
  }),
  's3-bucket-mfa-delete': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketVersioning': buckets,
    's3:GetBucketLifecycleConfiguration': buckets,
    's3:GetObjectLockConfiguration': buckets,
  }),
  's3-bucket-object-lock': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetObjectLockConfiguration': buckets,
  }),
  's3-bucket-kms-encryption': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketEncryption': buckets,
  }),
  's3-bucket-access-logging': ({ buckets, trails }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketLogging': buckets,
    'cloudtrail:DescribeTrails': regions.length,
    'cloudtrail:GetTrailStatus': trails,
    'cloudtrail:GetEventSelectors': trails,
  }),
  's3-bucket-lifecycle': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketLifecycleConfiguration': buckets,
  }),
  's3-bucket-versioned-lifecycle': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketVersioning': buckets,
    's3:GetBucketLifecycleConfiguration': buckets,
  }),
  's3-directory-bucket-lifecycle': () => ({ 's3:ListDirectoryBuckets': regions.length }),
  's3-access-point-block-public-access': () => ({ 's3-control:ListAccessPoints': regions.length }),
  's3-multi-region-access-point-block-public-access': () => ({ 's3-control:ListMultiRegionAccessPoints': 1 }),
};
