import {
  allOf,
  anyOf,
  defineCheck,
  fail,
  isAbsent,
  isGap,
  known,
  maybe,
  not,
  pass,
  undecided,
} from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3.js';
import { statementName } from '../../src/policy/describe.js';

export default defineCheck({
  id: 's3-bucket-public-access',
  title: 'No bucket is open to everyone',
  severity: 'critical',
  recommendation: 'block-s3-public-access',
  rationale: 'A bucket whose policy or ACL admits everyone is found by scanners within hours of its creation.',
  remediation: {
    text: 'Turn on all four Block Public Access settings of the bucket, and of the account where no bucket is meant to be public. Serve public content through CloudFront with origin access control.',
    cli: 'aws s3api put-public-access-block --bucket {name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  },
  resource: s3.bucket,
  needs: {
    policyStatus: maybe(s3.bucketPolicyStatus),
    publicStatements: maybe(s3.publicPolicyStatements),
    publicGrants: maybe(s3.bucketPublicGrants),
    bucketBlock: maybe(s3.bucketPublicAccessBlock),
    accountBlock: maybe(s3.accountPublicAccessBlock),
  },
  evaluate(_, evidence) {
    const { policyStatus, publicStatements, publicGrants, bucketBlock, accountBlock } = evidence;
    // Only these two settings shut what is open: the Block… ones reject new writes.
    const blocked = (setting: s3.BlockSetting) => s3.isBlocked(setting, [bucketBlock, accountBlock]);
    const policyIsPublic = known(policyStatus, (status) => !isAbsent(status) && status.isPublic);
    const aclIsPublic = known(publicGrants, (grants) => grants.length > 0);
    const byPolicy = allOf([policyIsPublic, not(blocked('restrictPublicBuckets'))]);
    const byAcl = allOf([aclIsPublic, not(blocked('ignorePublicAcls'))]);

    const open = anyOf([byPolicy, byAcl]);
    if (isGap(open)) return undecided(open, 'Whether the bucket is public could not be settled', evidence);
    if (open) {
      const ways = [
        ...(byPolicy === true ? [policyWay(publicStatements)] : []),
        ...(byAcl === true ? ['its ACL'] : []),
      ];
      return fail(`Open to everyone through ${ways.join(' and ')}`, evidence);
    }
    const shut =
      policyIsPublic === true || aclIsPublic === true
        ? 'A public grant exists and Block Public Access shuts it'
        : 'Not open to everyone';
    return pass(shut, evidence);
  },
});

function policyWay(statements: s3.PublicStatements): string {
  if (isGap(statements) || isAbsent(statements)) return 'its policy';
  const found = statements.filter((statement) => statement.public);
  if (found.length === 0) return 'its policy (by AWS’s verdict; our own reading finds no public statement)';
  return `its policy, ${found.map(statementName).join(', ')}`;
}
