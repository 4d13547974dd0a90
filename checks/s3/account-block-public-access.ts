import { account, defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-account-block-public-access',
  title: 'S3 Block Public Access is fully on for the account',
  severity: 'high',
  recommendation: 'block-s3-public-access',
  rationale:
    'The settings of the account hold over every bucket and access point, those that are made later and forgotten included.',
  remediation: {
    text: 'Turn on all four Block Public Access settings of the account. First move what is meant to be public behind CloudFront with origin access control: the settings also shut buckets that are public on purpose.',
    cli: 'aws s3control put-public-access-block --account-id {account} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html',
  },
  resource: account,
  needs: { accountBlock: s3.accountPublicAccessBlock },
  evaluate(_, { accountBlock }) {
    if (isAbsent(accountBlock)) return fail('Block Public Access was never set for the account', { accountBlock });
    const off = s3.blockSettings.filter((setting) => !accountBlock[setting]);
    if (off.length > 0) return fail(`Off for the account: ${off.join(', ')}`, { accountBlock });
    return pass('All four settings are on for the account', { accountBlock });
  },
});
