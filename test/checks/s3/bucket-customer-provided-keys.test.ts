import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-customer-provided-keys.js';
import { absent } from '../../../src/core/fact.js';
import { parsePolicy } from '../../../src/policy/parse.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const key = 's3:x-amz-server-side-encryption-customer-algorithm';
const deny = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::logs/*',
  Condition: { Null: { [key]: 'false' } },
};
const policyOf = (change: object) =>
  parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: [{ ...deny, ...change }] }));
const encryption = (...blocked: readonly string[]) => ({ algorithm: 'AES256', bucketKey: false, blocked });

interface Row {
  readonly name: string;
  readonly encryption?: unknown;
  readonly policy?: unknown;
  readonly status: string;
  readonly says?: string;
  readonly sseCBuckets?: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'nothing rejects it', status: 'fail', says: 'Neither' },
  { name: 'blocked by encryption', encryption: encryption('SSE-C'), status: 'pass', says: 'Default encryption' },
  { name: 'NONE blocked', encryption: encryption('NONE'), status: 'fail' },
  { name: 'blocked, policy denied', encryption: encryption('SSE-C'), policy: gap, status: 'pass' },
  { name: 'refused by policy', policy: policyOf({}), status: 'pass', says: 'by statement 1' },
  { name: 'refused by policy, encryption denied', encryption: gap, policy: policyOf({}), status: 'pass' },
  { name: 'a boolean', policy: policyOf({ Condition: { Null: { [key]: false } } }), status: 'pass' },
  { name: 's3:Put*', policy: policyOf({ Action: 's3:Put*' }), status: 'pass' },
  { name: 'never any upload', policy: policyOf({ Condition: undefined }), status: 'pass' },
  { name: 'the wrong way round', policy: policyOf({ Condition: { Null: { [key]: 'true' } } }), status: 'fail' },
  { name: 'another operator', policy: policyOf({ Condition: { StringEquals: { [key]: 'false' } } }), status: 'fail' },
  {
    name: 'a set operator',
    policy: policyOf({ Condition: { 'ForAllValues:Null': { [key]: 'false' } } }),
    status: 'fail',
  },
  {
    name: 'another key',
    policy: policyOf({ Condition: { Null: { 's3:x-amz-server-side-encryption': 'false' } } }),
    status: 'fail',
  },
  { name: 'one account', policy: policyOf({ Principal: { AWS: '111122223333' } }), status: 'fail' },
  { name: 'a prefix', policy: policyOf({ Resource: 'arn:aws:s3:::logs/a/*' }), status: 'fail' },
  { name: 'another action', policy: policyOf({ Action: 's3:GetObject' }), status: 'fail' },
  { name: 'an Allow', policy: policyOf({ Effect: 'Allow' }), status: 'fail' },
  {
    name: 'a further condition',
    policy: policyOf({ Condition: { Null: { [key]: 'false' }, Bool: { 'aws:SecureTransport': 'false' } } }),
    status: 'fail',
  },
  { name: 'policy denied', policy: gap, status: 'unknown' },
  { name: 'encryption denied', encryption: gap, status: 'unknown' },
  { name: 'both denied', encryption: gap, policy: gap, status: 'unknown' },
  { name: 'meant', encryption: gap, status: 'not-applicable', says: 'sseCBuckets', sseCBuckets: ['logs'] },
  { name: 'another meant', status: 'fail', sseCBuckets: ['log', 'logs2'] },
];

test.each(rows)('$name is $status', ({ status, says = '', sseCBuckets = [], ...given }) => {
  const finding = evaluateCheck(check, {
    resource: { key: 'arn:aws:s3:::logs', name: 'logs' },
    facts: { encryption: given.encryption ?? encryption(), policy: given.policy ?? absent },
    options: { sseCBuckets },
  });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
