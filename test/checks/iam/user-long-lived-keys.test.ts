import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-long-lived-keys.js';
import type { KeySlot } from '../../../src/datasets/iam-credential-report.js';
import { evaluateCheck } from '../../../src/testing.js';
import { credentials, daysAgo, slot } from './credentials.js';

const usedBy = (lastUsedService: string): KeySlot => slot({ lastUsed: daysAgo(1), lastUsedService });

interface Row {
  readonly name: string;
  readonly keys: readonly KeySlot[];
  readonly status: string;
  readonly says: string;
  readonly exceptedUsers?: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'used for s3', keys: [usedBy('s3')], status: 'fail', says: 'to call s3' },
  { name: 'used for sts', keys: [usedBy('sts')], status: 'pass', says: 'No active access key' },
  { name: 'used for iam', keys: [usedBy('iam')], status: 'pass', says: 'No active access key' },
  { name: 'never used (service absent)', keys: [slot()], status: 'pass', says: 'No active access key' },
  { name: 'one of two for s3', keys: [usedBy('sts'), usedBy('s3')], status: 'fail', says: 'to call s3' },
  { name: 'two for two', keys: [usedBy('ec2'), usedBy('s3')], status: 'fail', says: 'to call ec2 and s3' },
  { name: 'inactive', keys: [{ ...usedBy('s3'), active: false }], status: 'not-applicable', says: 'no active' },
  { name: 'no key', keys: [], status: 'not-applicable', says: 'no active access key' },
  {
    name: 'excepted',
    keys: [usedBy('s3')],
    status: 'not-applicable',
    says: 'list of excepted users',
    exceptedUsers: ['ann', 'backup'],
  },
  { name: 'another excepted', keys: [usedBy('s3')], status: 'fail', says: 's3', exceptedUsers: ['ann'] },
];

test.each(rows)('$name is $status', ({ keys, status, says, exceptedUsers }) => {
  const options = exceptedUsers === undefined ? {} : { exceptedUsers };
  const facts = { credentials: credentials({ keys }) };
  const finding = evaluateCheck(check, { resource: { name: 'backup' }, facts, options });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});

test('one service is named once', () => {
  const facts = { credentials: credentials({ keys: [usedBy('s3'), usedBy('s3')] }) };
  expect(evaluateCheck(check, { facts }).message).toBe('Active access keys were last used to call s3');
});
