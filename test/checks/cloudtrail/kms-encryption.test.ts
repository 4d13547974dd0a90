import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/kms-encryption.js';
import { evaluateCheck } from '../../../src/testing.js';

test('a KMS key passes and is named', () => {
  const kmsKey = 'arn:aws:kms:us-east-1:111122223333:key/1';
  expect(evaluateCheck(check, { resource: { data: { kmsKey } }, facts: {} })).toMatchObject({
    status: 'pass',
    message: `Encrypted with ${kmsKey}`,
  });
});

test('none fails', () => {
  expect(evaluateCheck(check, { resource: { data: {} }, facts: {} })).toMatchObject({
    status: 'fail',
    evidence: { kmsKey: null },
  });
});
