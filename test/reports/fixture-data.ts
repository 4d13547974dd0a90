import type { GapReason } from '../../src/core/fact.js';
import type { Source } from '../../src/core/finding.js';
import type { CallCount, CheckInfo, Recommendation, RegionState } from '../../src/core/result.js';
import type { Draft } from './fixture.js';

/** Names that an account may hold and that must do no harm in any report. */
export const hostileNames = {
  script: '</script><script>alert(1)</script>',
  attribute: '"><img src=x onerror=alert(1)>',
  ansi: 'red\u001b[31m\u001b]8;;https://example.com\u0007link',
  c1: 'c1\u009b31mtext',
  bidi: 'invoice\u202Efdp.exe\u2066\u200f',
  zeroWidth: 'pay\u200bpal\ufeff',
  loneSurrogate: 'lone\ud800surrogate',
  newline: 'first line\nsecond line\r\tthird',
  long: 'n'.repeat(1024),
  formula: '=cmd|"/C calc"!A1',
  shell: "$(reboot) `id` '; rm -rf ~ #",
  template: '{{constructor.constructor("alert(1)")()}} ${7*7}',
  prototype: '__proto__',
} as const;

function check(id: string, title: string, severity: CheckInfo['severity'], recommendation: string): CheckInfo {
  return {
    id,
    title,
    service: id.slice(0, id.indexOf('-')),
    severity,
    recommendation,
    rationale: `What goes wrong when "${title}" is not so.`,
    remediation: {
      text: 'Change the setting and scan again.',
      cli: `aws ${id.slice(0, id.indexOf('-'))} change --name {name} --region {region}`,
      url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html',
    },
  };
}

export const checks: readonly CheckInfo[] = [
  check('account-security-contact', 'AWS can reach your security team', 'informational', 'secure-account-management'),
  check('cloudtrail-multi-region-trail', 'A trail records every region', 'high', 'record-api-activity'),
  check('ec2-security-group-ssh', 'No security group opens SSH to the world', 'high', 'restrict-network-access'),
  check('ec2-volume-encryption', 'EBS volumes are encrypted', 'low', 'encrypt-data-at-rest'),
  check('iam-root-mfa', 'The root user has MFA', 'critical', 'require-root-mfa'),
  check('iam-user-unused', 'IAM users without use are removed', 'medium', 'disable-unused-credentials'),
  check('kms-key-rotation', 'Customer managed symmetric keys rotate automatically', 'medium', 'rotate-kms-keys'),
  check('s3-bucket-public-access', 'No bucket is public', 'critical', 'control-resource-based-policies'),
  check('s3-bucket-versioning', 'Buckets keep versions of their objects', 'low', 'own-stored-content'),
];

export const recommendations: readonly Recommendation[] = [
  {
    id: 'require-root-mfa',
    statement: 'Require multi-factor authentication for the root user.',
    why: 'A leaked root password alone must not be enough to take over the account.',
    responsibility: 'customer',
    assessable: 'automated',
    services: ['iam'],
    sources: [
      { note: 'Securing a new account', section: 'Root user' },
      { note: 'Identity', section: 'Multi-factor authentication' },
    ],
  },
  {
    id: 'rotate-kms-keys',
    statement: 'Rotate customer managed keys.',
    why: 'Rotation bounds how much data one key protects.',
    responsibility: 'customer',
    assessable: 'partial',
    services: ['kms'],
    sources: [{ note: 'Encryption', section: 'Keys' }],
  },
  {
    id: 'know-the-responsibility-split',
    statement: 'Decide which controls are yours and which AWS operates, and record the decision.',
    why: 'A control that each side believes the other runs is run by nobody.',
    responsibility: 'shared',
    assessable: 'manual',
    services: [],
    sources: [{ note: 'Shared responsibility', section: 'Model' }],
  },
  {
    id: 'rely-on-aws-facility-security',
    statement: 'Rely on AWS for the physical security of data centres and read the audit reports.',
    why: 'AWS controls the buildings and nobody else can enter them.',
    responsibility: 'aws',
    assessable: 'manual',
    services: ['artifact'],
    sources: [{ note: 'Shared responsibility', section: 'Security of the cloud' }],
  },
  {
    id: 'encrypt-data-at-rest',
    statement: 'Encrypt stored data.',
    why: 'A copied disk or snapshot must not be readable.',
    responsibility: 'customer',
    assessable: 'automated',
    services: ['ec2', 's3'],
    sources: [],
  },
];

export const regions: readonly RegionState[] = [
  { name: 'ap-south-1', state: 'not-selected', reason: 'not among --region' },
  { name: 'eu-central-1', state: 'scanned' },
  { name: 'eu-west-1', state: 'scanned' },
  { name: 'me-south-1', state: 'not-enabled', reason: 'the account has not opted in' },
  { name: 'sa-east-1', state: 'unread', reason: 'no answer within 10 seconds, 5 times in a row' },
  { name: 'us-east-1', state: 'scanned' },
];

export const calls: readonly CallCount[] = [
  { operation: 'kms:DescribeKey', region: 'us-east-1', calls: 20, retries: 2, throttles: 2, errors: 3 },
  { operation: 's3:GetBucketPolicyStatus', region: 'us-east-1', calls: 13, retries: 0, throttles: 0, errors: 1 },
];

const denied: GapReason = {
  kind: 'denied',
  by: 'identity',
  operation: 'kms:DescribeKey',
  actions: ['kms:DescribeKey'],
  code: 'AccessDeniedException',
  region: 'us-east-1',
  message: 'No identity-based policy allows kms:DescribeKey.',
};
const trailsDenied: GapReason = {
  ...denied,
  operation: 'cloudtrail:DescribeTrails',
  actions: ['cloudtrail:DescribeTrails'],
  message: 'No identity-based policy allows cloudtrail:DescribeTrails.',
};
const deniedByScp: GapReason = {
  kind: 'denied',
  by: 'scp',
  operation: 's3:GetBucketPolicyStatus',
  actions: ['s3:GetBucketPolicyStatus'],
  code: 'AccessDenied',
  region: 'us-east-1',
  message: 'A service control policy denies s3:GetBucketPolicyStatus.',
};
const throttled: GapReason = {
  kind: 'throttled',
  operation: 'iam:GenerateCredentialReport',
  actions: ['iam:GenerateCredentialReport'],
  code: 'Throttling',
  region: 'global',
  message: 'IAM went on throttling after every retry.',
};
const stale: GapReason = { kind: 'stale', region: 'global', message: 'The user is not in the credential report.' };
const unreachable: GapReason = { kind: 'unreachable', region: 'sa-east-1', message: 'The region did not answer.' };
const malformed: GapReason = {
  kind: 'malformed',
  operation: 's3:GetBucketVersioning',
  actions: ['s3:GetBucketVersioning'],
  region: 'eu-west-1',
  message: 'The answer has no member Status.',
};

function bucket(name: string): Draft['resource'] {
  return { type: 'AWS::S3::Bucket', key: `arn:aws:s3:::${name}`, arn: `arn:aws:s3:::${name}`, name };
}

function key(id: string): Draft['resource'] {
  const arn = `arn:aws:kms:us-east-1:123456789012:key/${id}`;
  return { type: 'AWS::KMS::Key', key: arn, arn, name: id };
}

const accountItself: Draft['resource'] = { type: 'AWS::::Account', key: '123456789012', name: '123456789012' };

function user(name: string): Draft['resource'] {
  const arn = `arn:aws:iam::123456789012:user/${name}`;
  return { type: 'AWS::IAM::User', key: arn, arn, name };
}

export const sources: readonly Source[] = [
  {
    key: 'kms:DescribeKey us-east-1 {"KeyId":"key-01"}',
    operation: 'kms:DescribeKey',
    region: 'us-east-1',
    time: '2026-11-20T02:00:10.000Z',
    requestIds: ['1a2b3c4d-0000-4000-8000-000000000001'],
    calls: 1,
  },
  {
    key: 's3:ListBuckets us-east-1 {}',
    operation: 's3:ListBuckets',
    region: 'us-east-1',
    time: '2026-11-20T02:00:02.000Z',
    requestIds: ['REQUEST1', 'REQUEST2'],
    calls: 2,
  },
];

export const findings: readonly Draft[] = [
  {
    checkId: 'account-security-contact',
    status: 'fail',
    region: 'global',
    resource: accountItself,
    message: 'The account has no security contact.',
    evidence: { contact: null },
  },
  {
    checkId: 'iam-root-mfa',
    status: 'fail',
    region: 'global',
    resource: accountItself,
    message: 'The root user has no MFA device.',
    evidence: { accountMfaEnabled: false, devices: 0, checkedAt: '2026-11-20T02:00:00.000Z' },
  },
  {
    checkId: 'cloudtrail-multi-region-trail',
    status: 'unknown',
    region: 'global',
    resource: accountItself,
    message: 'Whether a trail records every region is not known.',
    gaps: [unreachable, trailsDenied],
  },
  {
    checkId: 'ec2-security-group-ssh',
    status: 'fail',
    region: 'eu-west-1',
    resource: {
      type: 'AWS::EC2::SecurityGroup',
      key: 'arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1',
      name: 'sg-1',
    },
    message: 'Port 22 is open to 0.0.0.0/0.',
    evidence: {
      rules: [
        { port: 22, from: '0.0.0.0/0', ipv6: null },
        { port: 22, from: '::/0', ipv6: true },
      ],
      attached: true,
    },
    command: 'aws ec2 revoke-security-group-ingress --group-id sg-1 --region eu-west-1',
  },
  {
    checkId: 'ec2-security-group-ssh',
    status: 'fail',
    severity: 'low',
    region: 'us-east-1',
    resource: {
      type: 'AWS::EC2::SecurityGroup',
      key: 'arn:aws:ec2:us-east-1:123456789012:security-group/sg-2',
      name: 'sg-2',
    },
    message: 'Port 22 is open to 0.0.0.0/0; nothing uses the group.',
    evidence: { attached: false },
  },
  {
    checkId: 'ec2-security-group-ssh',
    status: 'unknown',
    scope: true,
    region: 'sa-east-1',
    resource: { type: 'AWS::::Region', key: '123456789012/sa-east-1', name: 'sa-east-1' },
    message: 'The security groups of sa-east-1 could not be listed.',
    gaps: [unreachable],
  },
  ...Object.values(hostileNames).map((name, index): Draft => ({
    checkId: 's3-bucket-public-access',
    status: index % 3 === 2 ? 'pass' : 'fail',
    region: 'us-east-1',
    resource: bucket(name),
    message: `Bucket ${name} is ${index % 3 === 2 ? 'private' : 'public'}.`,
    evidence: { public: index % 3 !== 2, grantee: name, nested: { [`of ${name}`]: [name, 1.5, true, null, {}] } },
    sources: ['s3:ListBuckets us-east-1 {}'],
  })),
  {
    checkId: 's3-bucket-public-access',
    status: 'unknown',
    region: 'us-east-1',
    resource: bucket('guarded'),
    message: 'Whether the bucket is public is not known.',
    gaps: [deniedByScp],
  },
  ...Array.from({ length: 14 }, (_, index): Draft => {
    const id = `key-${String(index + 1).padStart(2, '0')}`;
    return {
      checkId: 'kms-key-rotation',
      status: 'fail',
      region: 'us-east-1',
      resource: key(id),
      message: 'Rotation is off.',
      evidence: { rotation: false, created: '2020-01-01T00:00:00.000Z' },
      sources: ['kms:DescribeKey us-east-1 {"KeyId":"key-01"}'],
      command: `aws kms enable-key-rotation --key-id ${id} --region us-east-1`,
    };
  }),
  ...['key-21', 'key-22', 'key-23'].map((id): Draft => ({
    checkId: 'kms-key-rotation',
    status: 'unknown',
    region: 'us-east-1',
    resource: key(id),
    message: 'Whether the key rotates is not known.',
    gaps: [denied],
  })),
  {
    checkId: 'kms-key-rotation',
    status: 'not-applicable',
    region: 'us-east-1',
    resource: key('key-31'),
    message: 'AWS manages the key.',
    evidence: { manager: 'AWS' },
  },
  {
    checkId: 'iam-user-unused',
    status: 'pass',
    region: 'global',
    resource: user('alice'),
    evidence: { lastUsed: null },
  },
  { checkId: 'iam-user-unused', status: 'unknown', region: 'global', resource: user('bob'), gaps: [stale] },
  {
    checkId: 'iam-user-unused',
    status: 'unknown',
    region: 'global',
    resource: user('carol'),
    gaps: [throttled, stale],
  },
  {
    checkId: 's3-bucket-versioning',
    status: 'unknown',
    region: 'eu-west-1',
    resource: bucket('odd'),
    message: 'The answer could not be understood.',
    gaps: [malformed],
  },
];
