import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/trail-enabled.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const trail = (name: string, status: unknown) => ({ resource: { name, region: 'us-east-1', data: {} }, status });
const [on, off] = [{ logging: true }, { logging: false }];

interface Row {
  readonly name: string;
  readonly trails: readonly unknown[];
  readonly gaps?: readonly unknown[];
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  { name: 'a logging trail', trails: [trail('a', on), trail('b', off)], status: 'pass', says: 'Logged by a' },
  { name: 'trails that are off', trails: [trail('a', off), trail('b', off)], status: 'fail', says: 'None of 2 trails' },
  { name: 'no trail', trails: [], status: 'fail', says: 'There is no trail' },
  { name: 'a status denied', trails: [trail('a', off), trail('b', gap)], status: 'unknown', says: 'No trail' },
  {
    name: 'a status denied beside a logging trail',
    trails: [trail('a', gap), trail('b', on)],
    status: 'pass',
    says: 'b',
  },
  { name: 'a region unread', trails: [], gaps: [gap], status: 'unknown', says: 'No trail' },
];

test.each(rows)('$name is $status', ({ trails, gaps = [], status, says }) => {
  const finding = evaluateCheck(check, { facts: { trails: { items: trails, gaps } } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
