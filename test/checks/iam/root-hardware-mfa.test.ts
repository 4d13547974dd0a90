import { expect, test } from 'vitest';
import check from '../../../checks/iam/root-hardware-mfa.js';
import { absent, type Absent, type Gap } from '../../../src/core/fact.js';
import type { RootCredentials } from '../../../src/datasets/iam-account.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const root: RootCredentials = { mfa: true, password: true, accessKeys: false, signingCertificates: false };

const rows: readonly {
  readonly name: string;
  readonly root: RootCredentials;
  readonly virtualDevices: readonly string[] | Absent | Gap;
  readonly status: string;
  readonly says: string;
}[] = [
  { name: 'MFA and no virtual device', root, virtualDevices: [], status: 'pass', says: 'by inference' },
  { name: 'a virtual device', root, virtualDevices: ['mfa/phone'], status: 'fail', says: 'mfa/phone' },
  { name: 'no MFA', root: { ...root, mfa: false }, virtualDevices: absent, status: 'fail', says: 'no MFA device' },
  {
    name: 'a key alone and no MFA',
    root: { ...root, mfa: false, password: false, accessKeys: true },
    virtualDevices: absent,
    status: 'fail',
    says: 'no MFA device',
  },
  {
    name: 'nothing to protect',
    root: { ...root, password: false },
    virtualDevices: absent,
    status: 'not-applicable',
    says: 'no password',
  },
  { name: 'a list that is denied', root, virtualDevices: testGap(), status: 'unknown', says: 'denied' },
];

test.each(rows)('$name is $status', ({ root: credentials, virtualDevices, status, says }) => {
  const finding = evaluateCheck(check, { facts: { root: credentials, virtualDevices } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
