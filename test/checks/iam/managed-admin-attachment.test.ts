import { expect, test } from 'vitest';
import check from '../../../checks/iam/managed-admin-attachment.js';
import { evaluateCheck } from '../../../src/testing.js';

const arn = 'arn:aws:iam::111122223333:role/ops';

interface Row {
  readonly name: string;
  readonly policy?: string;
  readonly path?: string;
  readonly allowed?: readonly string[];
  readonly status: string;
}

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const rows: readonly Row[] = [
  { name: 'nothing attached', status: 'pass' },
  { name: 'another policy', policy: 'arn:aws:iam::aws:policy/ReadOnlyAccess', status: 'pass' },
  { name: 'AdministratorAccess', policy: administrator, status: 'fail' },
  { name: 'that of China', policy: 'arn:aws-cn:iam::aws:policy/AdministratorAccess', status: 'fail' },
  {
    name: 'a customer policy of that name',
    policy: 'arn:aws:iam::111122223333:policy/AdministratorAccess',
    status: 'pass',
  },
  { name: 'approved by name', policy: administrator, allowed: ['ops'], status: 'pass' },
  { name: 'approved by ARN', policy: administrator, allowed: [arn], status: 'pass' },
  { name: 'another one approved', policy: administrator, allowed: ['op', 'ops2'], status: 'fail' },
  {
    name: 'a role of Identity Center',
    policy: administrator,
    path: '/aws-reserved/sso.amazonaws.com/',
    status: 'not-applicable',
  },
];

test.each(rows)('$name is $status', ({ policy, path = '/', allowed, status }) => {
  const attached = policy === undefined ? [] : [{ arn: policy, name: 'AdministratorAccess' }];
  const resource = { key: arn, name: 'ops', data: { path, attached, inline: [] } };
  const options = allowed === undefined ? {} : { allowed };
  expect(evaluateCheck(check, { resource, facts: {}, options }).status).toBe(status);
});
