import { expect, test } from 'vitest';
import check from '../../../checks/s3/multi-region-access-point-block-public-access.js';
import { evaluateCheck } from '../../../src/testing.js';

const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const judged = (block: object) => evaluateCheck(check, { resource: { data: { status: 'READY', block } }, facts: {} });

test('all four on is pass', () => {
  expect(judged(on)).toMatchObject({ status: 'pass', evidence: { status: 'READY', ...on } });
});

test.each(Object.keys(on))('%s off is fail', (setting) => {
  const { status, severity, message } = judged({ ...on, [setting]: false });
  expect({ status, severity }).toEqual({ status: 'fail', severity: 'high' });
  expect(message).toBe(`Off: ${setting}`);
});
