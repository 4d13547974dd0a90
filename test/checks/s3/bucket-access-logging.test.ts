import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-access-logging.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const everyBucket = 'arn:aws:s3:::';
const events = (trail?: object) => ({
  events: {
    everyBucket,
    gaps: [],
    trails:
      trail === undefined
        ? []
        : [{ name: 'main', homeRegion: 'us-east-1', multiRegion: true, logging: true, ...trail }],
  },
});
const all = { of: [everyBucket], except: [], narrowedBy: [] };
const none = { items: [], unlisted: [], unread: [] };
const near = { region: 'eu-west-1', gap };
const facts = { logging: absent, targets: none, ...events() };

const rows: readonly {
  readonly name: string;
  readonly facts: object;
  readonly status: string;
  readonly severity?: string;
  readonly says?: string;
}[] = [
  {
    name: 'logged',
    facts: { logging: { target: 'audit', prefix: '' }, targets: gap, events: gap },
    status: 'pass',
    says: 'logged to audit',
  },
  { name: 'not logged', facts: {}, status: 'fail', says: 'Server access logging is off' },
  { name: 'a log target', facts: { targets: { ...none, items: ['mine'] } }, status: 'not-applicable' },
  {
    name: 'a log target, other buckets denied',
    facts: { targets: { ...none, items: ['mine'], unread: [near] } },
    status: 'not-applicable',
  },
  { name: 'not logged, others log elsewhere', facts: { targets: { ...none, items: ['audit'] } }, status: 'fail' },
  {
    name: 'not logged, a bucket of the region denied',
    facts: { targets: { ...none, unread: [near] } },
    status: 'unknown',
  },
  {
    name: 'not logged, a bucket of another region denied',
    facts: { targets: { ...none, unread: [{ ...near, region: 'us-east-1' }] } },
    status: 'fail',
  },
  { name: 'not logged, buckets not listed', facts: { targets: { ...none, unlisted: [gap] } }, status: 'unknown' },
  { name: 'not logged, targets denied', facts: { targets: gap }, status: 'unknown' },
  { name: 'logging denied', facts: { logging: gap }, status: 'unknown' },
  {
    name: 'recorded by CloudTrail',
    facts: events({ objects: [{ ...all, reads: true, writes: true }] }),
    status: 'fail',
    severity: 'informational',
    says: 'CloudTrail records',
  },
  {
    name: 'recorded by CloudTrail as to writes alone',
    facts: events({ objects: [{ ...all, reads: false, writes: true }] }),
    status: 'fail',
  },
  {
    name: 'recorded by a trail that is off',
    facts: events({ logging: false, objects: [{ ...all, reads: true, writes: true }] }),
    status: 'fail',
  },
  { name: 'selectors denied', facts: events({ objects: gap }), status: 'fail' },
  { name: 'trails denied', facts: { events: gap }, status: 'fail' },
];

test.each(rows)('$name is $status', ({ facts: given, status, severity = 'medium', says = '' }) => {
  const resource = { name: 'mine', key: 'arn:aws:s3:::mine', region: 'eu-west-1' };
  const finding = evaluateCheck(check, { resource, facts: { ...facts, ...given } });
  expect(finding).toMatchObject({ status, severity });
  expect(finding.message).toContain(says);
});
