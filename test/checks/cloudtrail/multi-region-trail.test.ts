import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/multi-region-trail.js';
import type { ManagementEvents } from '../../../src/datasets/cloudtrail-selectors.js';
import type { TrailData } from '../../../src/datasets/cloudtrail.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const all: ManagementEvents = { reads: true, writes: true, excludedSources: [], narrowedBy: [] };
const trail = (changes: { data?: Partial<TrailData>; status?: unknown; events?: unknown; name?: string } = {}) => ({
  resource: {
    name: changes.name ?? 'main',
    region: 'us-east-1',
    data: { multiRegion: true, globalServiceEvents: true, organization: false, ...changes.data },
  },
  status: changes.status ?? { logging: true },
  events: changes.events ?? all,
});
const noLake = { items: [{ region: 'us-east-1', value: [] }], gaps: [] };

interface Row {
  readonly name: string;
  readonly trails: readonly unknown[];
  readonly gaps?: readonly unknown[];
  readonly lake?: unknown;
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'one complete trail', trails: [trail()], status: 'pass', says: 'Recorded by main' },
  { name: 'no trail', trails: [], status: 'fail', says: 'There is no trail' },
  { name: 'a single-Region trail', trails: [trail({ data: { multiRegion: false } })], status: 'fail' },
  { name: 'a trail that is off', trails: [trail({ status: { logging: false } })], status: 'fail' },
  { name: 'writes only', trails: [trail({ events: { ...all, reads: false } })], status: 'fail' },
  { name: 'no global service events', trails: [trail({ data: { globalServiceEvents: false } })], status: 'fail' },
  {
    name: 'one of two trails complete',
    trails: [trail({ status: { logging: false } }), trail({ name: 'other' })],
    status: 'pass',
    says: 'other',
  },
  {
    name: 'KMS events excluded',
    trails: [trail({ events: { ...all, excludedSources: ['kms.amazonaws.com'] } })],
    status: 'pass',
    says: 'without events of kms.amazonaws.com',
  },
  { name: 'an organization trail seen by a member', trails: [trail({ data: { organization: true } })], status: 'pass' },
  {
    name: 'an organization trail whose status is denied',
    trails: [trail({ data: { organization: true }, status: gap })],
    status: 'unknown',
  },
  { name: 'selectors denied', trails: [trail({ events: gap })], status: 'unknown' },
  {
    name: 'status denied, single-Region anyway',
    trails: [trail({ status: gap, data: { multiRegion: false } })],
    status: 'fail',
  },
  {
    name: 'status denied, another trail passes',
    trails: [trail({ status: gap }), trail({ name: 'other' })],
    status: 'pass',
  },
  { name: 'none found, a region unread', trails: [], gaps: [gap], status: 'unknown' },
  { name: 'found, a region unread', trails: [trail()], gaps: [gap], status: 'pass' },
  {
    name: 'no trail, Lake unseen',
    trails: [],
    lake: { items: [], gaps: [gap] },
    status: 'fail',
    says: 'CloudTrail Lake could not be seen',
  },
  {
    name: 'no trail, an event data store',
    trails: [],
    lake: { items: [{ region: 'us-east-1', value: ['audit'] }], gaps: [] },
    status: 'fail',
    says: 'event data stores (audit)',
  },
];

test.each(rows)('$name is $status', ({ trails, gaps = [], lake = noLake, status, says }) => {
  const finding = evaluateCheck(check, { facts: { trails: { items: trails, gaps }, lake } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});

test('what one trail leaves out and another records is not said to be missing', () => {
  const without = (source: string, name: string) => trail({ name, events: { ...all, excludedSources: [source] } });
  const trails = [without('kms.amazonaws.com', 'a'), without('rdsdata.amazonaws.com', 'b')];
  const finding = evaluateCheck(check, { facts: { trails: { items: trails, gaps: [] }, lake: noLake } });
  expect(finding).toMatchObject({ status: 'pass', message: 'Recorded by a, b' });
});
