import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-object-lock.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const locked = (defaultRetention?: object) => ({ enabled: true, ...(defaultRetention && { defaultRetention }) });
const chosen = ['records-*'];

const rows: readonly {
  readonly name: string;
  readonly lock: unknown;
  readonly buckets?: readonly string[];
  readonly status: string;
  readonly says?: string;
}[] = [
  {
    name: 'a retention in days',
    lock: locked({ mode: 'COMPLIANCE', days: 30 }),
    status: 'pass',
    says: '30 days in compliance mode',
  },
  {
    name: 'a retention in years',
    lock: locked({ mode: 'GOVERNANCE', years: 7 }),
    status: 'pass',
    says: '7 years in governance mode',
  },
  { name: 'no retention', lock: locked(), status: 'fail', says: 'without a default retention' },
  { name: 'a lock that is not enabled', lock: { enabled: false }, status: 'fail', says: 'There is no Object Lock' },
  { name: 'no lock', lock: absent, status: 'fail', says: 'There is no Object Lock' },
  { name: 'denied', lock: testGap(), status: 'unknown' },
  { name: 'nothing selected', lock: absent, buckets: [], status: 'not-applicable' },
  { name: 'another bucket selected', lock: absent, buckets: ['records'], status: 'not-applicable' },
  { name: 'nothing selected, denied', lock: testGap(), buckets: [], status: 'not-applicable' },
];

test.each(rows)('$name is $status', ({ lock, buckets = chosen, status, says = '' }) => {
  const resource = { name: 'records-2026' };
  const finding = evaluateCheck(check, { resource, facts: { objectLock: lock }, options: { buckets } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});

test('by default no bucket is judged', () => {
  expect(check.options['buckets']).toMatchObject({ default: [] });
});
