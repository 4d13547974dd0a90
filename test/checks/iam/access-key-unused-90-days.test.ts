import { expect, test } from 'vitest';
import check45 from '../../../checks/iam/access-key-unused.js';
import check from '../../../checks/iam/access-key-unused-90-days.js';
import type { AccessKeyData } from '../../../src/datasets/iam-credentials.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { daysAgo, now, reportGeneratedAt, slot } from './credentials.js';

const key = (lastUsed: Date | 'never', created = daysAgo(400)): AccessKeyData => ({
  known: 'key',
  active: true,
  created,
  lastUsed,
  reportGeneratedAt,
});
const reported = (lastUsed: Date): AccessKeyData => ({
  known: 'report-only',
  activeKeys: [slot({ lastUsed })],
  why: testGap(),
  reportGeneratedAt,
});

interface Row {
  readonly name: string;
  readonly data: AccessKeyData;
  readonly in45: string;
  readonly in90: string;
}

const rows: readonly Row[] = [
  { name: 'used 60 days ago', data: key(daysAgo(60)), in45: 'fail', in90: 'pass' },
  { name: 'used 90 days ago to the second', data: key(daysAgo(90)), in45: 'fail', in90: 'pass' },
  { name: 'used 91 days ago', data: key(daysAgo(91)), in45: 'fail', in90: 'fail' },
  { name: 'never used, 60 days old', data: key('never', daysAgo(60)), in45: 'fail', in90: 'pass' },
  { name: 'never used, 91 days old', data: key('never', daysAgo(91)), in45: 'fail', in90: 'fail' },
  { name: 'unlisted, used 60 days ago', data: reported(daysAgo(60)), in45: 'fail', in90: 'unknown' },
  { name: 'unlisted, used 91 days ago', data: reported(daysAgo(91)), in45: 'fail', in90: 'fail' },
  {
    name: 'inactive keys only',
    data: { known: 'inactive-only', keys: 1, reportGeneratedAt },
    in45: 'not-applicable',
    in90: 'not-applicable',
  },
];

test.each(rows)('$name: $in45 in 45 days, $in90 in 90', ({ data, in45, in90 }) => {
  expect(evaluateCheck(check45, { resource: { data }, facts: {}, now }).status).toBe(in45);
  expect(evaluateCheck(check, { resource: { data }, facts: {}, now }).status).toBe(in90);
});

test('its limit cannot be set', () => expect(check.options).toEqual({}));
