import { expect, test } from 'vitest';
import check from '../../../checks/organizations/trusted-administrators.js';
import { absent, type Absent } from '../../../src/core/fact.js';
import type { DelegatedAdministrator, Organization } from '../../../src/datasets/organizations.js';
import { evaluateCheck } from '../../../src/testing.js';

const organization: Organization = { id: 'o-1', managementAccount: '111122223333' };
const security: DelegatedAdministrator = { account: '444455556666', name: 'security', services: [] };
const sandbox: DelegatedAdministrator = { account: '777788889999', name: 'sandbox', services: [] };
const trustedAccounts = [security.account];

const rows: readonly {
  readonly name: string;
  readonly organization?: Organization | Absent;
  readonly administrators: readonly DelegatedAdministrator[] | Absent;
  readonly trustedAccounts: readonly string[];
  readonly status: string;
  readonly says: string;
}[] = [
  {
    name: 'a trusted one',
    administrators: [security],
    trustedAccounts,
    status: 'pass',
    says: '1 delegated administrator',
  },
  { name: 'none', administrators: [], trustedAccounts, status: 'pass', says: '0 delegated administrators' },
  {
    name: 'another beside it',
    administrators: [security, sandbox],
    trustedAccounts,
    status: 'fail',
    says: 'Not trusted: 777788889999 (sandbox)',
  },
  {
    name: 'no list of trusted accounts',
    administrators: [security],
    trustedAccounts: [],
    status: 'not-applicable',
    says: 'which accounts are trusted is not configured',
  },
  {
    name: 'seen from a member',
    administrators: absent,
    trustedAccounts,
    status: 'not-applicable',
    says: '111122223333',
  },
  {
    name: 'a standalone account',
    organization: absent,
    administrators: absent,
    trustedAccounts,
    status: 'not-applicable',
    says: 'in no organization',
  },
];

test.each(rows)('$name is $status', ({ organization: of = organization, administrators, status, says, ...options }) => {
  const finding = evaluateCheck(check, {
    facts: { organization: of, administrators },
    options: { trustedAccounts: options.trustedAccounts },
  });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
