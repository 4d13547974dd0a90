import { expect, test } from 'vitest';
import check from '../../../checks/iam/root-access-key.js';
import type { RootCredentials } from '../../../src/datasets/iam-account.js';
import { evaluateCheck } from '../../../src/testing.js';

const none: RootCredentials = { mfa: false, password: false, accessKeys: false, signingCertificates: false };

const rows: readonly { readonly name: string; readonly root: RootCredentials; readonly status: string }[] = [
  { name: 'no key', root: { ...none, password: true }, status: 'pass' },
  { name: 'no credentials at all', root: none, status: 'pass' },
  { name: 'a key', root: { ...none, accessKeys: true }, status: 'fail' },
  { name: 'a key and MFA', root: { ...none, accessKeys: true, mfa: true }, status: 'fail' },
];

test.each(rows)('$name is $status', ({ root, status }) => {
  expect(evaluateCheck(check, { facts: { root } })).toMatchObject({
    status,
    evidence: { accessKeys: root.accessKeys },
  });
});
