import { expect, test } from 'vitest';
import check from '../../../checks/iam/group-members.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const attached = [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', name: 'ReadOnlyAccess' }];
const inline = [{ name: 'own', document: '{}' }];
const member = { data: { groups: ['others', 'staff'] } };
const stranger = { data: { groups: ['staff2'] } };

interface Row {
  readonly name: string;
  readonly data?: object;
  readonly users?: readonly object[];
  readonly gaps?: readonly object[];
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'policies and a member', users: [stranger, member], status: 'pass', says: 'Has 1 member' },
  { name: 'policies and no users', users: [], status: 'fail', says: 'ReadOnlyAccess' },
  { name: 'policies and no member', users: [stranger], status: 'fail' },
  {
    name: 'an inline policy and no member',
    data: { attached: [], inline },
    users: [stranger],
    status: 'fail',
    says: 'own',
  },
  { name: 'no policies', data: { attached: [] }, users: [], status: 'not-applicable' },
  { name: 'no policies, users denied', data: { attached: [] }, gaps: [testGap()], status: 'not-applicable' },
  { name: 'users denied', gaps: [testGap()], status: 'unknown' },
  { name: 'a member before the listing broke off', users: [member], gaps: [testGap()], status: 'pass' },
];

test.each(rows)('$name is $status', ({ data = {}, users = [], gaps = [], status, says }) => {
  const resource = { name: 'staff', data: { path: '/', attached, inline: [], ...data } };
  const finding = evaluateCheck(check, { resource, facts: { users: { items: users, gaps } } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
