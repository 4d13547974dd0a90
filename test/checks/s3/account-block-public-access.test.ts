import { expect, test } from 'vitest';
import check from '../../../checks/s3/account-block-public-access.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };

const rows: readonly {
  readonly name: string;
  readonly block: unknown;
  readonly status: string;
  readonly says: string;
}[] = [
  { name: 'all on', block: on, status: 'pass', says: 'All four' },
  { name: 'never set', block: absent, status: 'fail', says: 'never set' },
  ...Object.keys(on).map((setting) => ({
    name: `${setting} off`,
    block: { ...on, [setting]: false },
    status: 'fail',
    says: `Off for the account: ${setting}`,
  })),
  {
    name: 'two off',
    block: { ...on, blockPublicAcls: false, restrictPublicBuckets: false },
    status: 'fail',
    says: 'blockPublicAcls, restrictPublicBuckets',
  },
  { name: 'denied', block: testGap(), status: 'unknown', says: '' },
];

test.each(rows)('$name is $status', ({ block, status, says }) => {
  const finding = evaluateCheck(check, { facts: { accountBlock: block } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
