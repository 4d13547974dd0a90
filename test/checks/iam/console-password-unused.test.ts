import { describe, expect, test } from 'vitest';
import check from '../../../checks/iam/console-password-unused.js';
import check90 from '../../../checks/iam/console-password-unused-90-days.js';
import { absent, type Absent } from '../../../src/core/fact.js';
import type { Password } from '../../../src/datasets/iam-credential-report.js';
import { evaluateCheck } from '../../../src/testing.js';
import { credentials, daysAgo, now } from './credentials.js';

interface Row {
  readonly name: string;
  readonly password: Password | Absent;
  readonly in45: string;
  readonly in90: string;
  readonly says: string;
}

const used = (days: number): Password => ({ lastUsed: daysAgo(days), lastChanged: daysAgo(500) });
const never = (days: number): Password => ({ lastUsed: 'never', lastChanged: daysAgo(days) });

const rows: readonly Row[] = [
  { name: 'used yesterday', password: used(1), in45: 'pass', in90: 'pass', says: 'Last used 1 day ago' },
  { name: 'used 45 days ago to the second', password: used(45), in45: 'pass', in90: 'pass', says: 'Last used 45 days' },
  { name: 'used 60 days ago', password: used(60), in45: 'fail', in90: 'pass', says: 'Last used 60 days ago' },
  { name: 'used 90 days ago to the second', password: used(90), in45: 'fail', in90: 'pass', says: 'Last used 90 days' },
  { name: 'used 91 days ago', password: used(91), in45: 'fail', in90: 'fail', says: 'Last used 91 days ago' },
  {
    name: 'used long ago, changed since',
    password: { ...used(91), lastChanged: daysAgo(3) },
    in45: 'fail',
    in90: 'fail',
    says: 'Last used 91 days ago',
  },
  { name: 'never used, new', password: never(10), in45: 'pass', in90: 'pass', says: 'Never used, set 10 days ago' },
  { name: 'never used, set 60 days ago', password: never(60), in45: 'fail', in90: 'pass', says: 'Never used, set 60' },
  { name: 'never used, set 91 days ago', password: never(91), in45: 'fail', in90: 'fail', says: 'Never used, set 91' },
  { name: 'used after the scan began', password: used(-0.1), in45: 'pass', in90: 'pass', says: 'Last used 0 days ago' },
  {
    name: 'no password',
    password: absent,
    in45: 'not-applicable',
    in90: 'not-applicable',
    says: 'no console password',
  },
];

describe.each([
  ['45 days', check, 'in45'],
  ['90 days', check90, 'in90'],
] as const)('%s', (_, judged, status) => {
  test.each(rows)(`$name is $${status}`, ({ password, says, ...row }) => {
    const finding = evaluateCheck(judged, { facts: { credentials: credentials({ password }) }, now });
    expect(finding.status).toBe(row[status]);
    expect(finding.message).toContain(says);
    expect(finding.evidence).toHaveProperty('reportGeneratedAt', '2026-11-01T06:00:00.000Z');
  });
});

test('the limit of the one can be set, that of the other cannot', () => {
  const facts = { credentials: credentials({ password: used(60) }) };
  expect(evaluateCheck(check, { facts, now, options: { maxUnusedDays: 60 } }).status).toBe('pass');
  expect(check90.options).toEqual({});
});
