import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-block-public-access.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const off = { blockPublicAcls: false, ignorePublicAcls: false, blockPublicPolicy: false, restrictPublicBuckets: false };
const acls = { ...off, blockPublicAcls: true, ignorePublicAcls: true };
const policies = { ...off, blockPublicPolicy: true, restrictPublicBuckets: true };
const all = 'blockPublicAcls, ignorePublicAcls, blockPublicPolicy, restrictPublicBuckets';

interface Row {
  readonly name: string;
  readonly bucket: unknown;
  readonly account: unknown;
  readonly status: string;
  readonly says?: string;
  readonly publicBuckets?: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'all on for the bucket, account never set', bucket: on, account: absent, status: 'pass' },
  { name: 'all on for the account, bucket never set', bucket: absent, account: on, status: 'pass' },
  { name: 'two on at each level, four together', bucket: acls, account: policies, status: 'pass', says: 'together' },
  {
    name: 'the same two on at both',
    bucket: acls,
    account: acls,
    status: 'fail',
    says: ': blockPublicPolicy, restrict',
  },
  { name: 'never set at either', bucket: absent, account: absent, status: 'fail', says: all },
  { name: 'all off', bucket: off, account: off, status: 'fail', says: all },
  { name: 'bucket denied, account on', bucket: gap, account: on, status: 'pass' },
  { name: 'account denied, bucket on', bucket: on, account: gap, status: 'pass' },
  { name: 'bucket denied, account half on', bucket: gap, account: acls, status: 'unknown' },
  { name: 'account denied, bucket never set', bucket: absent, account: gap, status: 'unknown' },
  { name: 'both denied', bucket: gap, account: gap, status: 'unknown' },
  {
    name: 'meant to be public',
    bucket: off,
    account: gap,
    status: 'not-applicable',
    says: 'publicBuckets',
    publicBuckets: ['site', 'logs'],
  },
  { name: 'another meant to be public', bucket: off, account: off, status: 'fail', publicBuckets: ['logs2', 'log'] },
];

test.each(rows)('$name is $status', ({ bucket, account, status, says = '', publicBuckets = [] }) => {
  const facts = { bucketBlock: bucket, accountBlock: account };
  const finding = evaluateCheck(check, { resource: { name: 'logs' }, facts, options: { publicBuckets } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
