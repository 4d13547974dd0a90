import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-versioning.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const rows = [
  ['Enabled', 'pass', 'Versioning is on'],
  ['Suspended', 'fail', 'Versioning is suspended'],
  ['never', 'fail', 'Versioning was never turned on'],
] as const;

test.each(rows)('%s is %s', (status, verdict, message) => {
  const facts = { versioning: { status, mfaDelete: false } };
  expect(evaluateCheck(check, { facts })).toMatchObject({ status: verdict, message, evidence: { status } });
});

test('versioning denied is unknown', () => {
  expect(evaluateCheck(check, { facts: { versioning: testGap() } }).status).toBe('unknown');
});
