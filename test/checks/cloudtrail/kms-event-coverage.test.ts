import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/kms-event-coverage.js';
import type { ManagementEvents } from '../../../src/datasets/cloudtrail-selectors.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const [kms, rds] = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];
const all: ManagementEvents = { reads: true, writes: true, excludedSources: [], narrowedBy: [] };
const without = (...excludedSources: string[]) => ({ ...all, excludedSources });
const trail = (events: unknown, more: { name?: string; multiRegion?: boolean; logging?: boolean } = {}) => ({
  resource: { name: more.name ?? 'main', region: 'us-east-1', data: { multiRegion: more.multiRegion ?? true } },
  status: { logging: more.logging ?? true },
  events,
});

interface Row {
  readonly name: string;
  readonly trails: readonly unknown[];
  readonly gaps?: readonly unknown[];
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  { name: 'everything recorded', trails: [trail(all)], status: 'pass', says: 'Recorded by main' },
  {
    name: 'KMS excluded',
    trails: [trail(without(kms, rds))],
    status: 'fail',
    says: `main leaves out ${kms} and ${rds}`,
  },
  { name: 'RDS Data excluded', trails: [trail(without(rds))], status: 'pass', says: `main (without ${rds})` },
  {
    name: 'KMS excluded by one of two',
    trails: [trail(without(kms)), trail(all, { name: 'other' })],
    status: 'pass',
    says: 'Recorded by other',
  },
  {
    name: 'KMS recorded by a trail that is off',
    trails: [trail(without(kms)), trail(all, { name: 'other', logging: false })],
    status: 'fail',
    says: 'main leaves out',
  },
  {
    name: 'KMS recorded in one Region',
    trails: [trail(without(kms)), trail(all, { name: 'other', multiRegion: false })],
    status: 'fail',
    says: 'main leaves out',
  },
  { name: 'reads left out', trails: [trail({ ...all, reads: false })], status: 'fail', says: 'No multi-Region trail' },
  { name: 'no trail', trails: [], status: 'fail', says: 'No multi-Region trail' },
  { name: 'selectors denied', trails: [trail(gap)], status: 'unknown', says: 'No trail' },
  { name: 'selectors denied, off anyway', trails: [trail(gap, { logging: false })], status: 'fail', says: 'No multi' },
  { name: 'a region unread', trails: [], gaps: [gap], status: 'unknown', says: 'No trail' },
  { name: 'a region unread, recorded', trails: [trail(all)], gaps: [gap], status: 'pass', says: 'main' },
];

test.each(rows)('$name is $status', ({ trails, gaps = [], status, says }) => {
  const finding = evaluateCheck(check, { facts: { trails: { items: trails, gaps } } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
