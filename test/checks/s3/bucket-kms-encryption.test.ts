import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-kms-encryption.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1';
const managed = 'arn:aws:kms:us-east-1:111122223333:alias/aws/s3';

const rows: readonly (readonly [string, object, string, string])[] = [
  ['a customer key', { algorithm: 'aws:kms', keyId: arn }, 'pass', `aws:kms with ${arn}`],
  ['two layers', { algorithm: 'aws:kms:dsse', keyId: arn }, 'pass', 'aws:kms:dsse'],
  ['no key named', { algorithm: 'aws:kms' }, 'pass', 'the AWS managed key aws/s3'],
  ['the managed key named', { algorithm: 'aws:kms', keyId: managed }, 'pass', 'the AWS managed key aws/s3'],
  ['SSE-S3', { algorithm: 'AES256' }, 'fail', 'Default encryption is AES256, without a KMS key'],
  ['something new', { algorithm: 'aws:other' }, 'fail', 'aws:other'],
];

test.each(rows)('%s', (_, encryption, status, says) => {
  const finding = evaluateCheck(check, { facts: { encryption: { bucketKey: false, blocked: [], ...encryption } } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});

test('encryption denied is unknown', () => {
  expect(evaluateCheck(check, { facts: { encryption: testGap() } }).status).toBe('unknown');
});
