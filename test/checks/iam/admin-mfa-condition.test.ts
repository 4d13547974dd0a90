import { expect, test } from 'vitest';
import check from '../../../checks/iam/admin-mfa-condition.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { policy } from '../../policy/statement.js';

const gap = testGap();
const root = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
const mfa = policy({ ...root, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } });
const people = policy(root);
const service = policy({ ...root, Principal: { Service: 'ec2.amazonaws.com' } });
const admin = { by: ['AdministratorAccess'], notRead: [] };
const notAdmin = { by: [], notRead: ['PowerUserAccess'] };
const unclear = { by: [], gap, notRead: [] };

const rows: readonly {
  name: string;
  trust: unknown;
  admin: unknown;
  boundary?: string;
  status: string;
  says?: string;
}[] = [
  { name: 'an administrator without MFA', trust: people, admin, status: 'fail', says: 'by AdministratorAccess' },
  { name: 'an administrator with MFA', trust: mfa, admin, status: 'pass' },
  { name: 'no people', trust: service, admin, status: 'not-applicable', says: 'no account and no user' },
  { name: 'no people, policies denied', trust: service, admin: gap, status: 'not-applicable' },
  {
    name: 'no administrator',
    trust: people,
    admin: notAdmin,
    status: 'not-applicable',
    says: 'not read: PowerUserAccess',
  },
  { name: 'with a boundary', trust: people, admin, boundary: 'arn:b', status: 'fail', says: 'boundary leaves was not' },
  { name: 'one policy not known, no MFA', trust: people, admin: unclear, status: 'unknown' },
  { name: 'one policy not known, MFA', trust: mfa, admin: unclear, status: 'pass' },
  { name: 'policies denied, no MFA', trust: people, admin: gap, status: 'unknown' },
  { name: 'policies denied, MFA', trust: mfa, admin: gap, status: 'pass' },
  { name: 'a trust policy that cannot be judged', trust: testGap('malformed'), admin, status: 'unknown' },
];

test.each(rows)('$name is $status', ({ trust, admin: by, boundary, status, says }) => {
  const data = boundary === undefined ? {} : { boundary };
  const finding = evaluateCheck(check, { resource: { data }, facts: { trust, admin: by } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
