import { defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-bucket-acl-disabled',
  title: 'ACLs are switched off on every bucket',
  severity: 'medium',
  recommendation: 'retire-s3-acls',
  rationale: 'While ACLs count, each object can grant access by itself, and no policy shows that it does.',
  remediation: {
    text: 'Move what the ACLs of the bucket and its objects grant into the bucket policy, then set Object Ownership to bucket owner enforced.',
    cli: "aws s3api put-bucket-ownership-controls --bucket {name} --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'",
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  },
  resource: s3.bucket,
  needs: { ownership: s3.bucketOwnership },
  evaluate(_, { ownership }) {
    if (isAbsent(ownership)) {
      return fail('Object Ownership was never set, so ACLs count and writers own their objects', { ownership });
    }
    const { objectOwnership } = ownership;
    if (objectOwnership === 'BucketOwnerEnforced') return pass('ACLs are switched off', { objectOwnership });
    return fail(`ACLs count: Object Ownership is ${objectOwnership}`, { objectOwnership });
  },
});
