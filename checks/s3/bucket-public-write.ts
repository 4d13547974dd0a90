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

const writing: readonly string[] = ['WRITE', 'WRITE_ACP', 'FULL_CONTROL'];

export default defineCheck({
  id: 's3-bucket-public-write',
  title: 'No bucket lets everyone write or change permissions',
  severity: 'critical',
  recommendation: 'restrict-bucket-policies',
  rationale:
    'Whoever can write to a bucket can replace or delete what others rely on, and leave malware or costs behind.',
  remediation: {
    text: 'Take the statements and grants named here out of the bucket policy and the ACL, or name the principals that may write. Turn on all four Block Public Access settings.',
    cli: 'aws s3api put-public-access-block --bucket {name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  },
  resource: s3.bucket,
  needs: {
    publicStatements: maybe(s3.publicPolicyStatements),
    publicGrants: maybe(s3.bucketPublicGrants),
    bucketBlock: maybe(s3.bucketPublicAccessBlock),
    accountBlock: maybe(s3.accountPublicAccessBlock),
  },
  evaluate(_, evidence) {
    const { publicStatements, publicGrants, bucketBlock, accountBlock } = evidence;
    const levels = [bucketBlock, accountBlock];
    const statements = known(publicStatements, (all) => (isAbsent(all) ? [] : all.filter(({ changes }) => changes)));
    const grants = known(publicGrants, (all) => all.filter(({ permission }) => writing.includes(permission)));
    const some = (list: readonly unknown[]) => list.length > 0;
    const byPolicy = allOf([known(statements, some), not(s3.isBlocked('restrictPublicBuckets', levels))]);
    const byAcl = allOf([known(grants, some), not(s3.isBlocked('ignorePublicAcls', levels))]);

    const open = anyOf([byPolicy, byAcl]);
    if (isGap(open)) return undecided(open, 'Whether everyone can write could not be settled', evidence);
    if (!open) return pass('Not everyone can write', evidence);
    const ways = [
      ...(byPolicy === true && !isGap(statements) ? [policyWay(statements)] : []),
      ...(byAcl === true && !isGap(grants) ? [`its ACL (${grants.map(aclWay).join(', ')})`] : []),
    ];
    return fail(`Everyone can write through ${ways.join(' and ')}`, evidence);
  },
});

function policyWay(statements: readonly s3.PublicStatement[]): string {
  const names = statements.map(statementName).join(', ');
  if (statements.some((statement) => statement.public)) return `its policy, ${names}`;
  return `its policy (public by AWS’s verdict; our own reading finds no public statement), perhaps ${names}`;
}

function aclWay({ group, permission }: s3.PublicGrant): string {
  return `${permission} for ${group}`;
}
