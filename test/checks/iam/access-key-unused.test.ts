import { expect, test } from 'vitest';
import check from '../../../checks/iam/access-key-unused.js';
import type { AccessKeyData } from '../../../src/datasets/iam-credentials.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const now = new Date('2026-11-01T09:00:00Z');
const reportGeneratedAt = new Date('2026-11-01T06:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const key = (data: Partial<Extract<AccessKeyData, { known: 'key' }>>): AccessKeyData => ({
  known: 'key',
  active: true,
  created: daysAgo(400),
  lastUsed: daysAgo(1),
  reportGeneratedAt,
  ...data,
});
const reported = (lastRotated: Date, lastUsed: Date | 'never'): AccessKeyData => ({
  known: 'report-only',
  activeKeys: [{ active: true, lastRotated, lastUsed, lastUsedRegion: absent, lastUsedService: absent }],
  why: testGap(),
  reportGeneratedAt,
});

interface Row {
  readonly name: string;
  readonly data: AccessKeyData;
  readonly status: string;
  readonly says?: string;
  readonly maxUnusedDays?: number;
}

const rows: readonly Row[] = [
  { name: 'used yesterday', data: key({}), status: 'pass', says: 'Last used 1 day ago' },
  { name: 'used 45 days ago to the second', data: key({ lastUsed: daysAgo(45) }), status: 'pass' },
  { name: 'used 46 days ago', data: key({ lastUsed: daysAgo(46) }), status: 'fail', says: 'Last used 46 days ago' },
  { name: 'used 46 days ago, 90 allowed', data: key({ lastUsed: daysAgo(46) }), status: 'pass', maxUnusedDays: 90 },
  { name: 'never used and old', data: key({ lastUsed: 'never' }), status: 'fail', says: 'Never used in 400 days' },
  {
    name: 'never used and young',
    data: key({ lastUsed: 'never', created: daysAgo(10) }),
    status: 'pass',
    says: 'Never used, 10 days old',
  },
  { name: 'inactive and never used', data: key({ active: false, lastUsed: 'never' }), status: 'not-applicable' },
  { name: 'old, its use not clear', data: key({ lastUsed: testGap('stale') }), status: 'unknown' },
  { name: 'young, its use not clear', data: key({ lastUsed: testGap('stale'), created: daysAgo(3) }), status: 'pass' },
  {
    name: 'a user with inactive keys only',
    data: { known: 'inactive-only', keys: 2, reportGeneratedAt },
    status: 'not-applicable',
  },
  { name: 'unlisted, too old by the report alone', data: reported(daysAgo(90), 'never'), status: 'fail' },
  { name: 'unlisted, last used long ago', data: reported(daysAgo(90), daysAgo(60)), status: 'fail' },
  { name: 'unlisted, recently changed and never used', data: reported(daysAgo(3), 'never'), status: 'unknown' },
  { name: 'unlisted, used yesterday', data: reported(daysAgo(90), daysAgo(1)), status: 'unknown' },
];

test.each(rows)('$name is $status', ({ data, status, says, maxUnusedDays }) => {
  const options = maxUnusedDays === undefined ? {} : { maxUnusedDays };
  const finding = evaluateCheck(check, { resource: { data }, facts: {}, now, options });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
  expect(finding.evidence).toHaveProperty('reportGeneratedAt', '2026-11-01T06:00:00.000Z');
});

test('the command names user and key, quoted', () => {
  const resource = { data: key({ lastUsed: 'never' }), name: 'AKIA1', owner: "o'brien@example.org" };
  const { command } = evaluateCheck(check, { resource, facts: {}, now });
  expect(command).toBe(
    `aws iam update-access-key --user-name 'o'\\''brien@example.org' --access-key-id AKIA1 --status Inactive`,
  );
});
