import { bucketPolicy, indices } from '../account.js';
import { type Formulas, pages } from './formula.js';

export const s3: Formulas = {
  's3-bucket-public-access': ({ buckets }) => ({
    's3:ListBuckets': pages(buckets),
    's3:GetBucketPolicyStatus': buckets,
    's3:GetBucketAcl': buckets,
    's3:GetPublicAccessBlock': buckets,
    's3:GetBucketPolicy': indices(buckets, (index) => bucketPolicy(index) === 'public').length,
    's3-control:GetPublicAccessBlock': 1,
  }),
};
