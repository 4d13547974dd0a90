import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-public-access.js';
import { absent } from '../../../src/core/fact.js';
import type { PublicAccessBlock } from '../../../src/datasets/s3.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const off: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const on: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
const closed = {
  policyStatus: absent,
  publicStatements: absent,
  publicGrants: [],
  bucketBlock: off,
  accountBlock: off,
} as const;
const statement = { public: true, index: 1, element: 'Principal', why: 'It admits everyone.' } as const;
const policy = { policyStatus: { isPublic: true }, publicStatements: [statement] };
const acl = { publicGrants: [{ group: 'AllUsers', permission: 'READ' }] };

const rows: readonly {
  readonly name: string;
  readonly facts: object;
  readonly status: string;
  readonly says?: string;
}[] = [
  { name: 'no policy, no grants', facts: {}, status: 'pass', says: 'Not open to everyone' },
  { name: 'a policy that is not public', facts: { policyStatus: { isPublic: false } }, status: 'pass' },
  { name: 'a public policy', facts: policy, status: 'fail', says: 'its policy, statement 2' },
  {
    name: 'a public policy with a named statement',
    facts: { ...policy, publicStatements: [{ ...statement, sid: 'Everyone' }] },
    status: 'fail',
    says: 'statement Everyone',
  },
  {
    name: 'a policy public to AWS and not to us: the stricter decides',
    facts: { ...policy, publicStatements: [{ ...statement, public: false }] },
    status: 'fail',
    says: 'our own reading finds no public statement',
  },
  { name: 'a public policy whose text is denied', facts: { ...policy, publicStatements: gap }, status: 'fail' },
  {
    name: 'a public policy, only BlockPublicPolicy on',
    facts: { ...policy, bucketBlock: { ...off, blockPublicPolicy: true } },
    status: 'fail',
  },
  {
    name: 'a public policy, RestrictPublicBuckets on the bucket',
    facts: { ...policy, bucketBlock: { ...off, restrictPublicBuckets: true } },
    status: 'pass',
    says: 'Block Public Access shuts it',
  },
  {
    name: 'a public policy, RestrictPublicBuckets on the account',
    facts: { ...policy, bucketBlock: absent, accountBlock: { ...off, restrictPublicBuckets: true } },
    status: 'pass',
  },
  {
    name: 'a public policy, block absent at both levels',
    facts: { ...policy, bucketBlock: absent, accountBlock: absent },
    status: 'fail',
  },
  { name: 'a public ACL', facts: acl, status: 'fail', says: 'its ACL' },
  {
    name: 'an ACL for every AWS user',
    facts: { publicGrants: [{ group: 'AuthenticatedUsers', permission: 'WRITE' }] },
    status: 'fail',
  },
  {
    name: 'a public ACL, only BlockPublicAcls on',
    facts: { ...acl, bucketBlock: { ...off, blockPublicAcls: true } },
    status: 'fail',
  },
  {
    name: 'a public ACL, IgnorePublicAcls on',
    facts: { ...acl, bucketBlock: { ...off, ignorePublicAcls: true } },
    status: 'pass',
  },
  { name: 'everything open', facts: { ...policy, ...acl }, status: 'fail', says: 'and its ACL' },
  {
    name: 'bucket block absent, account block complete',
    facts: { ...policy, ...acl, bucketBlock: absent, accountBlock: on },
    status: 'pass',
  },

  { name: 'policy status denied', facts: { policyStatus: gap, publicStatements: gap }, status: 'unknown' },
  {
    name: 'policy status denied, RestrictPublicBuckets on',
    facts: { policyStatus: gap, publicStatements: gap, accountBlock: on },
    status: 'pass',
  },
  {
    name: 'policy status denied, a public ACL',
    facts: { policyStatus: gap, publicStatements: gap, ...acl },
    status: 'fail',
  },
  { name: 'ACL denied', facts: { publicGrants: gap }, status: 'unknown' },
  {
    name: 'ACL denied, IgnorePublicAcls on',
    facts: { publicGrants: gap, bucketBlock: { ...off, ignorePublicAcls: true } },
    status: 'pass',
  },
  { name: 'nothing public, blocks denied', facts: { bucketBlock: gap, accountBlock: gap }, status: 'pass' },
  { name: 'a public policy, bucket block denied', facts: { ...policy, bucketBlock: gap }, status: 'unknown' },
  { name: 'a public policy, account block denied', facts: { ...policy, accountBlock: gap }, status: 'unknown' },
  {
    name: 'a public policy, bucket block denied, account on',
    facts: { ...policy, bucketBlock: gap, accountBlock: on },
    status: 'pass',
  },
  {
    name: 'everything denied',
    facts: { policyStatus: gap, publicStatements: gap, publicGrants: gap, bucketBlock: gap, accountBlock: gap },
    status: 'unknown',
  },
];

test.each(rows)('$name is $status', ({ facts, status, says }) => {
  const finding = evaluateCheck(check, { facts: { ...closed, ...facts } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
