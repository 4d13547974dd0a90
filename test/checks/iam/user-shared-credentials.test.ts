import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-shared-credentials.js';
import type { UserCredentials } from '../../../src/datasets/iam-credentials.js';
import { evaluateCheck } from '../../../src/testing.js';
import { credentials, daysAgo, now, password, slot } from './credentials.js';

const usedIn = (lastUsedRegion: string) => slot({ lastUsed: daysAgo(100), lastUsedRegion });
const recent = slot({ lastUsed: daysAgo(2) });
const used = (days: number) => ({ ...password, lastUsed: daysAgo(days) });

interface Row {
  readonly name: string;
  readonly user: Partial<UserCredentials>;
  readonly status: string;
  readonly says?: string;
  readonly called?: string;
  readonly sharedNames?: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'a password alone', user: { password }, status: 'pass' },
  { name: 'a key alone', user: { keys: [recent] }, status: 'pass' },
  { name: 'both in use', user: { password, keys: [recent] }, status: 'fail', says: 'both used within 45 days' },
  {
    name: 'both used 45 days ago',
    user: { password: used(45), keys: [slot({ lastUsed: daysAgo(45) })] },
    status: 'fail',
  },
  { name: 'the password not in use', user: { password: used(46), keys: [recent] }, status: 'pass' },
  { name: 'the key not in use', user: { password, keys: [slot({ lastUsed: daysAgo(46) })] }, status: 'pass' },
  { name: 'the key never used', user: { password, keys: [slot()] }, status: 'pass' },
  { name: 'the key inactive', user: { password, keys: [{ ...recent, active: false }] }, status: 'pass' },
  {
    name: 'keys used in two regions',
    user: { keys: [usedIn('eu-west-1'), usedIn('us-east-1')] },
    status: 'fail',
    says: 'active keys last used in eu-west-1 and us-east-1',
  },
  { name: 'keys used in one region', user: { keys: [usedIn('eu-west-1'), usedIn('eu-west-1')] }, status: 'pass' },
  { name: 'one key without a region (absent)', user: { keys: [usedIn('eu-west-1'), slot()] }, status: 'pass' },
  {
    name: 'an inactive key used elsewhere',
    user: { keys: [usedIn('eu-west-1'), { ...usedIn('us-east-1'), active: false }] },
    status: 'pass',
  },
  { name: 'a shared name', user: { password }, called: 'Admin', status: 'fail', says: 'the name Admin' },
  { name: 'a name that holds a shared one', user: { password }, called: 'admin.jones', status: 'pass' },
  { name: 'a name off the list', user: { password }, called: 'admin', sharedNames: ['ops'], status: 'pass' },
  { name: 'a name on the list', user: { password }, called: 'ops', sharedNames: ['ops'], status: 'fail' },
  {
    name: 'two signs',
    user: { password, keys: [recent] },
    called: 'deploy',
    status: 'fail',
    says: 'Signs of sharing: the name deploy; a password',
  },
  { name: 'a shared name without credentials', user: {}, called: 'admin', status: 'not-applicable' },
];

test.each(rows)('$name is $status', ({ user, status, says = '', called = 'ann', sharedNames }) => {
  const options = sharedNames === undefined ? {} : { sharedNames };
  const facts = { credentials: credentials(user) };
  const finding = evaluateCheck(check, { resource: { name: called }, facts, now, options });
  expect(finding).toMatchObject({ status, severity: 'informational' });
  expect(finding.message).toContain(says);
});
