import { expect, test } from 'vitest';
import check from '../../../checks/iam/workforce-federation.js';
import { absent } from '../../../src/core/fact.js';
import type { WorkforceSignIn } from '../../../src/datasets/iam-federation.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const none = { items: [], gaps: [] };
const center = ['arn:aws:sso:::instance/ssoins-1'];
const local: WorkforceSignIn = { consoleUsers: ['ann'], samlProviders: [], identityCenters: none };

const rows: readonly {
  readonly name: string;
  readonly signIn: Partial<WorkforceSignIn>;
  readonly status: string;
  readonly says: string;
}[] = [
  { name: 'console users and nothing central', signIn: {}, status: 'fail', says: 'neither a SAML' },
  {
    name: 'no console user',
    signIn: { consoleUsers: [], samlProviders: absent, identityCenters: absent },
    status: 'pass',
    says: 'No user has a console password',
  },
  { name: 'a SAML provider', signIn: { samlProviders: ['idp'] }, status: 'pass', says: 'SAML' },
  {
    name: 'an Identity Center',
    signIn: { identityCenters: { items: center, gaps: [] } },
    status: 'pass',
    says: 'Center',
  },
  {
    name: 'an Identity Center, one region denied',
    signIn: { identityCenters: { items: center, gaps: [gap] } },
    status: 'pass',
    says: 'Center',
  },
  {
    name: 'a SAML provider, all else denied',
    signIn: { consoleUsers: gap, samlProviders: ['idp'], identityCenters: { items: [], gaps: [gap] } },
    status: 'pass',
    says: 'SAML',
  },
  {
    name: 'one region denied',
    signIn: { identityCenters: { items: [], gaps: [gap] } },
    status: 'unknown',
    says: 'No central',
  },
  { name: 'SAML providers denied', signIn: { samlProviders: gap }, status: 'unknown', says: 'No central' },
  { name: 'the report denied', signIn: { consoleUsers: gap }, status: 'unknown', says: 'No central' },
];

test.each(rows)('$name is $status', ({ signIn, status, says }) => {
  const finding = evaluateCheck(check, { facts: { signIn: { ...local, ...signIn } } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});

test('sign-in that is not known at all is unknown', () => {
  expect(evaluateCheck(check, { facts: { signIn: gap } }).status).toBe('unknown');
});
