/** The two checks on the events of S3 objects, which differ by what they ask for. */
import { describe, expect, test } from 'vitest';
import reads from '../../../checks/cloudtrail/s3-read-events.js';
import writes from '../../../checks/cloudtrail/s3-write-events.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const all = { reads: true, writes: true, of: ['arn:'], except: [], narrowedBy: [] };
const trail = (objects: unknown, more: object = {}) => ({
  name: 'main',
  homeRegion: 'us-east-1',
  multiRegion: true,
  logging: true,
  objects,
  ...more,
});
const none = { items: [], gaps: [] };
const some = { items: [{ name: 'logs' }], gaps: [] };
const unlisted = { items: [], gaps: [gap] };

interface Row {
  readonly name: string;
  readonly trails: readonly unknown[];
  readonly gaps?: readonly unknown[];
  readonly buckets?: unknown;
  readonly status: readonly [reads: string, writes: string];
}

const rows: readonly Row[] = [
  { name: 'everything recorded', trails: [trail([all])], status: ['pass', 'pass'] },
  { name: 'reads recorded', trails: [trail([{ ...all, writes: false }])], status: ['pass', 'fail'] },
  { name: 'writes recorded', trails: [trail([{ ...all, reads: false }])], status: ['fail', 'pass'] },
  { name: 'nothing recorded', trails: [trail([])], status: ['fail', 'fail'] },
  { name: 'no trail', trails: [], status: ['fail', 'fail'] },
  { name: 'a trail that is off', trails: [trail([all], { logging: false })], status: ['fail', 'fail'] },
  { name: 'a trail of one Region', trails: [trail([all], { multiRegion: false })], status: ['fail', 'fail'] },
  { name: 'some buckets', trails: [trail([{ ...all, of: ['arn:aws:s3:::a/'] }])], status: ['fail', 'fail'] },
  { name: 'all buckets but one', trails: [trail([{ ...all, except: ['arn:aws:s3:::a/'] }])], status: ['fail', 'fail'] },
  { name: 'selectors denied', trails: [trail(gap)], status: ['unknown', 'unknown'] },
  { name: 'a region unread', trails: [], gaps: [gap], status: ['unknown', 'unknown'] },
  { name: 'a region unread, recorded', trails: [trail([all])], gaps: [gap], status: ['pass', 'pass'] },
  { name: 'no buckets', trails: [], buckets: none, status: ['not-applicable', 'not-applicable'] },
  {
    name: 'no buckets, selectors denied',
    trails: [trail(gap)],
    buckets: none,
    status: ['not-applicable', 'not-applicable'],
  },
  { name: 'buckets unlisted, not recorded', trails: [], buckets: unlisted, status: ['unknown', 'unknown'] },
  { name: 'buckets unlisted, recorded', trails: [trail([all])], buckets: unlisted, status: ['pass', 'pass'] },
  { name: 'some buckets listed', trails: [], buckets: { ...some, gaps: [gap] }, status: ['fail', 'fail'] },
];

describe.each([
  ['reads', reads],
  ['writes', writes],
] as const)('%s', (access, check) => {
  test.each(rows)('$name', ({ trails, gaps = [], buckets = some, status }) => {
    const facts = { coverage: { everyBucket: 'arn:aws:s3:::', trails, gaps }, buckets };
    const finding = evaluateCheck(check, { facts });
    expect(finding.status).toBe(status[access === 'reads' ? 0 : 1]);
    if (finding.status === 'pass') expect(finding.message).toBe('Recorded by main');
  });
});
