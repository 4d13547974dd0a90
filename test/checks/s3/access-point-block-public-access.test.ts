import { expect, test } from 'vitest';
import check from '../../../checks/s3/access-point-block-public-access.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const on = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const settings = Object.keys(on);
const judged = (block: unknown, networkOrigin = 'Internet') =>
  evaluateCheck(check, { resource: { data: { bucket: 'logs', networkOrigin } }, facts: { block } });

test.each(['Internet', 'VPC'])('all four on from %s is pass', (origin) => {
  expect(judged(on, origin)).toMatchObject({ status: 'pass', evidence: { networkOrigin: origin, bucket: 'logs' } });
});

test.each(settings)('%s off is fail', (setting) => {
  const { status, severity, message } = judged({ ...on, [setting]: false });
  expect({ status, severity }).toEqual({ status: 'fail', severity: 'high' });
  expect(message).toBe(`Off: ${setting}`);
});

test('off, and open to one VPC alone, is low', () => {
  const { status, severity, message } = judged({ ...on, blockPublicPolicy: false }, 'VPC');
  expect({ status, severity }).toEqual({ status: 'fail', severity: 'low' });
  expect(message).toBe('Off: blockPublicPolicy; requests must come from one VPC');
});

test('settings denied is unknown', () => {
  expect(judged(testGap()).status).toBe('unknown');
});
