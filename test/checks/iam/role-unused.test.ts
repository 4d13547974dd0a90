import { expect, test } from 'vitest';
import check from '../../../checks/iam/role-unused.js';
import { type RoleData } from '../../../src/datasets/iam-entities.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const now = new Date('2026-11-01T09:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

interface Row {
  readonly name: string;
  readonly lastUsed: RoleData['lastUsed'];
  readonly created?: Date;
  readonly path?: string;
  readonly maxUnusedDays?: number;
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'used yesterday', lastUsed: daysAgo(1), status: 'pass', says: 'Last used 1 day ago' },
  { name: 'used 90 days ago to the second', lastUsed: daysAgo(90), status: 'pass' },
  { name: 'used 91 days ago', lastUsed: daysAgo(91), status: 'fail', says: 'Last used 91 days ago' },
  { name: 'used 91 days ago, 120 allowed', lastUsed: daysAgo(91), maxUnusedDays: 120, status: 'pass' },
  { name: 'used after the scan began', lastUsed: daysAgo(-1), status: 'pass', says: '0 days' },
  { name: 'never used and old', lastUsed: 'never', status: 'fail', says: '500 days old' },
  { name: 'never used and young', lastUsed: 'never', created: daysAgo(90), status: 'pass', says: '90 days old' },
  { name: 'old, its last use not known', lastUsed: testGap('malformed'), status: 'unknown' },
  { name: 'young, its last use not known', lastUsed: testGap('malformed'), created: daysAgo(3), status: 'pass' },
  {
    name: 'a service-linked role',
    lastUsed: 'never',
    path: '/aws-service-role/x.amazonaws.com/',
    status: 'not-applicable',
  },
  {
    name: 'a role of Identity Center',
    lastUsed: 'never',
    path: '/aws-reserved/sso.amazonaws.com/',
    status: 'not-applicable',
  },
];

test.each(rows)('$name is $status', ({ lastUsed, created = daysAgo(500), path = '/', maxUnusedDays, status, says }) => {
  const options = maxUnusedDays === undefined ? {} : { maxUnusedDays };
  const finding = evaluateCheck(check, { resource: { data: { path, created, lastUsed } }, facts: {}, now, options });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
