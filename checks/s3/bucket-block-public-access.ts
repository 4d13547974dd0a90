import { allOf, defineCheck, fail, isGap, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-bucket-block-public-access',
  title: 'Each bucket is covered by all four Block Public Access settings',
  severity: 'medium',
  recommendation: 'block-s3-public-access',
  rationale: 'A setting that is off leaves the bucket one mistaken policy or ACL away from being public.',
  remediation: {
    text: 'Turn on all four Block Public Access settings of the bucket, or of the account where no bucket is meant to be public. Name buckets that are public on purpose in the option publicBuckets.',
    cli: 'aws s3api put-public-access-block --bucket {name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-bucket.html',
  },
  resource: s3.bucket,
  needs: { bucketBlock: maybe(s3.bucketPublicAccessBlock), accountBlock: maybe(s3.accountPublicAccessBlock) },
  options: {
    publicBuckets: { default: [], description: 'Names of buckets that are meant to be public; they are not judged.' },
  },
  evaluate({ name }, { bucketBlock, accountBlock }, { options: { publicBuckets } }) {
    const evidence = { bucketBlock, accountBlock };
    if (publicBuckets.includes(name)) {
      return notApplicable('The option publicBuckets names it: it is meant to be public', evidence);
    }
    const on = s3.blockSettings.map((setting) => s3.isBlocked(setting, [bucketBlock, accountBlock]));
    const covered = allOf(on);
    if (isGap(covered)) return undecided(covered, 'Whether all four settings cover the bucket is not known', evidence);
    if (covered) return pass('Bucket and account together turn all four settings on', evidence);
    const off = s3.blockSettings.filter((_, index) => on[index] === false);
    return fail(`Off for both the bucket and the account: ${off.join(', ')}`, evidence);
  },
});
