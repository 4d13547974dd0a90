import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-cross-account-writes.js';
import { absent } from '../../../src/core/fact.js';
import type { BucketGrant } from '../../../src/datasets/s3-grants.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const harmless: BucketGrant = {
  account: '444455556666',
  index: 0,
  why: 'Principal AWS is "arn:aws:iam::444455556666:root".',
  protection: [],
  changesData: false,
  statement: '{"Effect":"Allow"}',
};
const grant: BucketGrant = { ...harmless, changesData: true };
const other: BucketGrant = { ...grant, account: '777788889999', index: 3, sid: 'Partner' };
const trustedAccounts = ['444455556666'];

interface Row {
  readonly name: string;
  readonly access: unknown;
  readonly status: string;
  readonly says?: string;
  readonly severity?: string;
  readonly trustedAccounts?: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'no policy', access: absent, status: 'pass', says: 'no bucket policy' },
  { name: 'no grant', access: [], status: 'pass' },
  {
    name: 'a grant of something else',
    access: [{ ...grant, changesData: false, protection: ['s3:PutBucketPolicy'] }],
    status: 'pass',
  },
  { name: 'another account', access: [grant], status: 'fail', says: 'statement 1 lets account 444455556666 in' },
  { name: 'everyone', access: [{ ...grant, account: 'anyone' }], status: 'fail', says: 'lets every account in' },
  {
    name: 'nobody knows whom',
    access: [{ ...grant, account: 'unstated' }],
    status: 'fail',
    says: 'a principal that does not say its account',
  },
  { name: 'two', access: [grant, harmless, other], status: 'fail', says: ', among 2 such grants' },
  { name: 'a trusted account', access: [grant], status: 'fail', severity: 'informational', trustedAccounts },
  {
    name: 'an organization',
    access: [{ ...grant, account: 'anyone', organizations: ['o-abc'] }],
    status: 'fail',
    says: 'every account in o-abc',
    severity: 'informational',
  },
  {
    name: 'a trusted account and another, which is named',
    access: [grant, other],
    status: 'fail',
    says: 'statement Partner lets account 777788889999',
    trustedAccounts,
  },
  { name: 'policy unreadable', access: testGap(), status: 'unknown', trustedAccounts },
];

test.each(rows)(
  '$name is $status',
  ({ access, status, says = '', severity = 'high', trustedAccounts: trusted = [] }) => {
    const finding = evaluateCheck(check, { facts: { access }, options: { trustedAccounts: trusted } });
    expect(finding).toMatchObject({ status, severity });
    expect(finding.message).toContain(says);
  },
);
