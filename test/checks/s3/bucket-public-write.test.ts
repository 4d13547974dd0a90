import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-public-write.js';
import { absent } from '../../../src/core/fact.js';
import type { PublicAccessBlock, PublicStatement } from '../../../src/datasets/s3.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const off: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const restricted = { ...off, restrictPublicBuckets: true };
const ignored = { ...off, ignorePublicAcls: true };
const closed = { publicStatements: absent, publicGrants: [], bucketBlock: off, accountBlock: off } as const;
const write: PublicStatement = {
  public: true,
  index: 1,
  element: 'Principal',
  why: 'Principal is "*", which is everyone.',
  changes: true,
  statement: '{"Effect":"Allow","Principal":"*","Action":"s3:*"}',
};
const read: PublicStatement = { ...write, index: 0, sid: 'Website', changes: false };
const policy = { publicStatements: [read, write] };
const acl = (permission: string) => ({ publicGrants: [{ group: 'AllUsers', permission }] });

const rows: readonly {
  readonly name: string;
  readonly facts: object;
  readonly status: string;
  readonly says?: string;
}[] = [
  { name: 'no public policy, no grants', facts: {}, status: 'pass', says: 'Not everyone can write' },
  { name: 'a public policy that lets only read', facts: { publicStatements: [read] }, status: 'pass' },
  { name: 'a public policy that lets write', facts: policy, status: 'fail', says: 'through its policy, statement 2' },
  {
    name: 'a named statement that lets write',
    facts: { publicStatements: [{ ...write, sid: 'Upload' }] },
    status: 'fail',
    says: 'statement Upload',
  },
  {
    name: 'public to AWS, not to us, lets write: the stricter decides',
    facts: {
      publicStatements: [
        { ...read, public: false },
        { ...write, public: false },
      ],
    },
    status: 'fail',
    says: 'our own reading finds no public statement), perhaps statement 2',
  },
  {
    name: 'public to AWS, not to us, lets only read',
    facts: { publicStatements: [{ ...read, public: false }] },
    status: 'pass',
  },
  {
    name: 'only BlockPublicPolicy on',
    facts: { ...policy, bucketBlock: { ...off, blockPublicPolicy: true } },
    status: 'fail',
  },
  { name: 'only IgnorePublicAcls on', facts: { ...policy, bucketBlock: ignored }, status: 'fail' },
  { name: 'RestrictPublicBuckets on the bucket', facts: { ...policy, bucketBlock: restricted }, status: 'pass' },
  {
    name: 'RestrictPublicBuckets on the account',
    facts: { ...policy, bucketBlock: absent, accountBlock: restricted },
    status: 'pass',
  },
  {
    name: 'blocks absent at both levels',
    facts: { ...policy, bucketBlock: absent, accountBlock: absent },
    status: 'fail',
  },
  ...['WRITE', 'WRITE_ACP', 'FULL_CONTROL'].map((permission) => ({
    name: `an ACL that grants ${permission}`,
    facts: acl(permission),
    status: 'fail',
    says: `its ACL (${permission} for AllUsers)`,
  })),
  { name: 'an ACL that grants READ', facts: acl('READ'), status: 'pass' },
  { name: 'an ACL that grants READ_ACP', facts: acl('READ_ACP'), status: 'pass' },
  {
    name: 'an ACL, only RestrictPublicBuckets on',
    facts: { ...acl('WRITE'), bucketBlock: restricted },
    status: 'fail',
  },
  { name: 'an ACL, IgnorePublicAcls on', facts: { ...acl('WRITE'), accountBlock: ignored }, status: 'pass' },
  {
    name: 'both ways open',
    facts: { ...policy, ...acl('WRITE') },
    status: 'fail',
    says: 'statement 2 and its ACL (WRITE for AllUsers)',
  },

  { name: 'policy unreadable', facts: { publicStatements: gap }, status: 'unknown' },
  {
    name: 'policy unreadable, RestrictPublicBuckets on',
    facts: { publicStatements: gap, bucketBlock: restricted },
    status: 'pass',
  },
  {
    name: 'policy unreadable, RestrictPublicBuckets on, a writing ACL',
    facts: { publicStatements: gap, bucketBlock: restricted, ...acl('WRITE') },
    status: 'fail',
    says: 'through its ACL',
  },
  {
    name: 'policy unreadable, RestrictPublicBuckets on, ACL unreadable',
    facts: { publicStatements: gap, bucketBlock: restricted, publicGrants: gap },
    status: 'unknown',
  },
  { name: 'ACL unreadable', facts: { publicGrants: gap }, status: 'unknown' },
  { name: 'ACL unreadable, a policy that lets write', facts: { ...policy, publicGrants: gap }, status: 'fail' },
  { name: 'blocks unreadable, nothing public', facts: { bucketBlock: gap, accountBlock: gap }, status: 'pass' },
  { name: 'bucket block unreadable', facts: { ...policy, bucketBlock: gap }, status: 'unknown' },
  { name: 'account block unreadable', facts: { ...policy, accountBlock: gap }, status: 'unknown' },
  {
    name: 'account block unreadable, RestrictPublicBuckets on the bucket',
    facts: { ...policy, accountBlock: gap, bucketBlock: restricted },
    status: 'pass',
  },
];

test.each(rows)('$name is $status', ({ facts, status, says }) => {
  const finding = evaluateCheck(check, { facts: { ...closed, ...facts } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
