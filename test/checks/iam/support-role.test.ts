import { expect, test } from 'vitest';
import check from '../../../checks/iam/support-role.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const support = 'arn:aws:iam::aws:policy/AWSSupportAccess';
const identity = (name: string, arn = support, path = '/') => ({
  name,
  data: { path, attached: [{ arn, name: 'x' }], inline: [] },
});
const other = identity('app', 'arn:aws:iam::aws:policy/ReadOnlyAccess');
const gap = testGap();

interface Row {
  readonly name: string;
  readonly roles?: readonly object[];
  readonly groups?: readonly object[];
  readonly roleGaps?: readonly object[];
  readonly groupGaps?: readonly object[];
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'no roles and groups', status: 'fail' },
  { name: 'other roles and groups', roles: [other], groups: [other], status: 'fail' },
  { name: 'a role', roles: [other, identity('support')], status: 'pass', says: 'support' },
  { name: 'a group', groups: [identity('helpers')], status: 'pass', says: 'helpers' },
  {
    name: 'a role of Identity Center',
    roles: [identity('AWSReservedSSO_Support', support, '/aws-reserved/sso.amazonaws.com/')],
    status: 'pass',
  },
  {
    name: 'a service-linked role alone',
    roles: [identity('AWSServiceRoleForSupport', support, '/aws-service-role/support.amazonaws.com/')],
    status: 'fail',
  },
  { name: 'roles denied', roleGaps: [gap], groups: [other], status: 'unknown' },
  { name: 'groups denied', groupGaps: [gap], roles: [other], status: 'unknown' },
  { name: 'roles denied, a group', roleGaps: [gap], groups: [identity('helpers')], status: 'pass' },
  { name: 'groups denied, a role', groupGaps: [gap], roles: [identity('support')], status: 'pass' },
  { name: 'a role before the listing broke off', roles: [identity('support')], roleGaps: [gap], status: 'pass' },
];

test.each(rows)('$name is $status', ({ roles = [], groups = [], roleGaps = [], groupGaps = [], status, says }) => {
  const facts = { roles: { items: roles, gaps: roleGaps }, groups: { items: groups, gaps: groupGaps } };
  const finding = evaluateCheck(check, { facts });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
