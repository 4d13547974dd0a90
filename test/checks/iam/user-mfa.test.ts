import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-mfa.js';
import type { UserCredentials } from '../../../src/datasets/iam-credentials.js';
import { evaluateCheck } from '../../../src/testing.js';
import { credentials, inactive, password, slot } from './credentials.js';

interface Row {
  readonly name: string;
  readonly user: Partial<UserCredentials>;
  readonly status: string;
  readonly severity?: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'password and MFA', user: { password, mfa: true }, status: 'pass' },
  { name: 'key and MFA', user: { keys: [slot()], mfa: true }, status: 'pass' },
  { name: 'password and no MFA', user: { password }, status: 'fail', says: 'a console password and no MFA' },
  { name: 'password, key and no MFA', user: { password, keys: [slot()] }, status: 'fail' },
  { name: 'key and no MFA', user: { keys: [slot()] }, status: 'fail', severity: 'low', says: '1 active access key' },
  {
    name: 'key in the second slot and no MFA',
    user: { keys: [inactive, slot()] },
    status: 'fail',
    severity: 'low',
    says: '1 active access key',
  },
  { name: 'inactive key and no MFA', user: { keys: [inactive] }, status: 'not-applicable' },
  { name: 'no credentials (password absent)', user: {}, status: 'not-applicable' },
];

test.each(rows)('$name is $status', ({ user, status, severity = 'medium', says = '' }) => {
  const finding = evaluateCheck(check, { facts: { credentials: credentials(user) } });
  expect(finding).toMatchObject({ status, severity, message: expect.stringContaining(says) as string });
  expect(finding.evidence).toHaveProperty('activeKeys', (user.keys ?? []).filter(({ active }) => active).length);
});
