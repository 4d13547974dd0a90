import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-initial-access-key.js';
import type { KeySlot } from '../../../src/datasets/iam-credential-report.js';
import { evaluateCheck } from '../../../src/testing.js';
import { credentials, daysAgo, inactive, password, slot } from './credentials.js';

const created = daysAgo(400);
const after = (minutes: number): Date => new Date(created.getTime() + minutes * 60_000);

interface Row {
  readonly name: string;
  readonly keys: readonly KeySlot[];
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  {
    name: 'made with the user and never used',
    keys: [slot({ lastRotated: created })],
    status: 'fail',
    says: '1 active',
  },
  { name: 'made an hour after to the second', keys: [slot({ lastRotated: after(60) })], status: 'fail' },
  { name: 'made 61 minutes after', keys: [slot({ lastRotated: after(61) })], status: 'pass' },
  {
    name: 'made with the user and used',
    keys: [slot({ lastRotated: created, lastUsed: daysAgo(300) })],
    status: 'pass',
  },
  {
    name: 'the second is left over',
    keys: [slot(), slot({ lastRotated: after(1) })],
    status: 'fail',
    says: '1 active',
  },
  { name: 'both are', keys: [1, 2].map((at) => slot({ lastRotated: after(at) })), status: 'fail', says: '2 active' },
  { name: 'left over and inactive', keys: [{ ...inactive, lastRotated: created }], status: 'not-applicable' },
  { name: 'no key', keys: [], status: 'not-applicable', says: 'no active access key' },
];

test.each(rows)('$name is $status', ({ keys, status, says = '' }) => {
  const finding = evaluateCheck(check, { facts: { credentials: credentials({ created, password, keys }) } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
  expect(finding.evidence).toHaveProperty('created', created.toISOString());
});

test('a user without a password (absent) is not-applicable', () => {
  const user = credentials({ created, keys: [slot({ lastRotated: created })] });
  const finding = evaluateCheck(check, { facts: { credentials: user } });
  expect(finding).toMatchObject({ status: 'not-applicable', message: 'The user has no console password' });
});
