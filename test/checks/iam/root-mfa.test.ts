import { expect, test } from 'vitest';
import check from '../../../checks/iam/root-mfa.js';
import type { RootCredentials } from '../../../src/datasets/iam-account.js';
import { evaluateCheck } from '../../../src/testing.js';

const all: RootCredentials = { mfa: true, password: true, accessKeys: true, signingCertificates: true };
const none = { password: false, accessKeys: false, signingCertificates: false };

const rows: readonly { readonly name: string; readonly root: RootCredentials; readonly status: string }[] = [
  { name: 'password and MFA', root: { ...all, accessKeys: false, signingCertificates: false }, status: 'pass' },
  { name: 'password and no MFA', root: { ...all, mfa: false }, status: 'fail' },
  { name: 'an access key alone and no MFA', root: { ...none, mfa: false, accessKeys: true }, status: 'fail' },
  { name: 'a certificate alone and no MFA', root: { ...none, mfa: false, signingCertificates: true }, status: 'fail' },
  { name: 'no credentials at all', root: { ...none, mfa: false }, status: 'not-applicable' },
  { name: 'no credentials, an MFA device left over', root: { ...none, mfa: true }, status: 'not-applicable' },
];

test.each(rows)('$name is $status', ({ root, status }) => {
  const finding = evaluateCheck(check, { facts: { root } });
  expect(finding.status).toBe(status);
  expect(finding.evidence).toEqual(root);
});
