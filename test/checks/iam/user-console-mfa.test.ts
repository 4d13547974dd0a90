import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-console-mfa.js';
import type { UserCredentials } from '../../../src/datasets/iam-credentials.js';
import { evaluateCheck } from '../../../src/testing.js';
import { credentials, password, slot } from './credentials.js';

interface Row {
  readonly name: string;
  readonly user: Partial<UserCredentials>;
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  { name: 'password and MFA', user: { password, mfa: true }, status: 'pass', says: 'and an MFA device' },
  { name: 'password and no MFA', user: { password }, status: 'fail', says: 'and no MFA device' },
  {
    name: 'password never used and no MFA',
    user: { password: { ...password, lastUsed: 'never' } },
    status: 'fail',
    says: 'and no MFA device',
  },
  { name: 'no password (absent)', user: {}, status: 'not-applicable', says: 'no console password' },
  { name: 'no password and a key', user: { keys: [slot()] }, status: 'not-applicable', says: 'no console password' },
];

test.each(rows)('$name is $status', ({ user, status, says }) => {
  const finding = evaluateCheck(check, { facts: { credentials: credentials(user) } });
  expect(finding).toMatchObject({ status, severity: 'high', message: expect.stringContaining(says) as string });
  expect(finding.evidence).toEqual({
    password: user.password !== undefined,
    mfa: user.mfa === true,
    reportGeneratedAt: '2026-11-01T06:00:00.000Z',
  });
});
