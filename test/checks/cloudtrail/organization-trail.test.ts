import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/organization-trail.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const member = { id: 'o-1', managementAccount: '999988887777' };
const trail = (organization: boolean, status: unknown = { logging: true }, name = 'org') => ({
  resource: {
    name,
    key: `arn:aws:cloudtrail:us-east-1:999988887777:trail/${name}`,
    region: 'us-east-1',
    data: { organization },
  },
  status,
});

interface Row {
  readonly name: string;
  readonly organization?: unknown;
  readonly trails: readonly unknown[];
  readonly gaps?: readonly unknown[];
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  { name: 'an organization trail', trails: [trail(true)], status: 'pass', says: 'Collected by org' },
  { name: 'no trail', trails: [], status: 'fail', says: 'No trail is an organization trail' },
  { name: 'trails of the account alone', trails: [trail(false)], status: 'fail', says: 'No trail is' },
  { name: 'one that is off', trails: [trail(true, { logging: false })], status: 'fail', says: 'org is not logging' },
  { name: 'one whose status is denied', trails: [trail(true, gap)], status: 'unknown', says: 'Whether' },
  { name: 'another whose status is denied', trails: [trail(false, gap)], status: 'fail', says: 'No trail is' },
  { name: 'a region unread', trails: [], gaps: [gap], status: 'unknown', says: 'Whether' },
  { name: 'a region unread, found', trails: [trail(true)], gaps: [gap], status: 'pass', says: 'org' },
  { name: 'a standalone account', organization: absent, trails: [], status: 'not-applicable', says: 'no organization' },
  {
    name: 'an organization that could not be read',
    organization: gap,
    trails: [trail(true)],
    status: 'unknown',
    says: '',
  },
];

test.each(rows)('$name is $status', ({ organization = member, trails, gaps = [], status, says }) => {
  const finding = evaluateCheck(check, { facts: { organization, trails: { items: trails, gaps } } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
