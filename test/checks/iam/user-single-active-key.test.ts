import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-single-active-key.js';
import { evaluateCheck } from '../../../src/testing.js';
import { credentials, inactive, slot } from './credentials.js';

test.each([
  { name: 'no key', keys: [], status: 'not-applicable', says: 'no active access key' },
  { name: 'inactive keys', keys: [inactive, inactive], status: 'not-applicable', says: 'no active access key' },
  { name: 'one key', keys: [slot()], status: 'pass', says: 'one active access key' },
  { name: 'one of two inactive', keys: [inactive, slot()], status: 'pass', says: 'one active access key' },
  { name: 'two keys', keys: [slot(), slot()], status: 'fail', says: '2 active access keys' },
])('$name is $status', ({ keys, status, says }) => {
  const finding = evaluateCheck(check, { facts: { credentials: credentials({ keys }) } });
  expect(finding).toMatchObject({ status, message: expect.stringContaining(says) as string });
  expect(finding.evidence['activeKeys']).toHaveLength(keys.filter(({ active }) => active).length);
});
