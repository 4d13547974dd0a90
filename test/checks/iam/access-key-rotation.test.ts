import { expect, test } from 'vitest';
import check from '../../../checks/iam/access-key-rotation.js';
import type { AccessKeyData } from '../../../src/datasets/iam-credentials.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { daysAgo, now, reportGeneratedAt, slot } from './credentials.js';

const key = (created: Date, active = true, lastUsed: Extract<AccessKeyData, { known: 'key' }>['lastUsed'] = 'never') =>
  ({ known: 'key', active, created, lastUsed, reportGeneratedAt }) as const;
const reported = (...rotated: readonly number[]): AccessKeyData => ({
  known: 'report-only',
  activeKeys: rotated.map((days) => slot({ lastRotated: daysAgo(days) })),
  why: testGap(),
  reportGeneratedAt,
});

interface Row {
  readonly name: string;
  readonly data: AccessKeyData;
  readonly status: string;
  readonly says?: string;
  readonly maxAgeDays?: number;
}

const rows: readonly Row[] = [
  { name: 'new', data: key(daysAgo(3)), status: 'pass', says: 'Created 3 days ago' },
  { name: '90 days old to the second', data: key(daysAgo(90)), status: 'pass' },
  { name: '91 days old', data: key(daysAgo(91)), status: 'fail', says: 'Created 91 days ago' },
  { name: '91 days old, 365 allowed', data: key(daysAgo(91)), status: 'pass', maxAgeDays: 365 },
  { name: 'old and in use', data: key(daysAgo(400), true, daysAgo(1)), status: 'fail' },
  { name: 'old, its use not clear', data: key(daysAgo(400), true, testGap('stale')), status: 'fail' },
  { name: 'old and inactive', data: key(daysAgo(400), false), status: 'not-applicable' },
  {
    name: 'a user with inactive keys only',
    data: { known: 'inactive-only', keys: 2, reportGeneratedAt },
    status: 'not-applicable',
  },
  { name: 'unlisted, too old by the report alone', data: reported(10, 91), status: 'fail', says: '90 days: 1' },
  { name: 'unlisted, recently made or changed', data: reported(10), status: 'unknown' },
];

test.each(rows)('$name is $status', ({ data, status, says, maxAgeDays }) => {
  const options = maxAgeDays === undefined ? {} : { maxAgeDays };
  const finding = evaluateCheck(check, { resource: { data }, facts: {}, now, options });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
