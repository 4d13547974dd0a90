import { expect, test } from 'vitest';
import check from '../../../checks/organizations/policy-delegation.js';
import { absent, type Absent } from '../../../src/core/fact.js';
import type { Organization, PolicyDelegation } from '../../../src/datasets/organizations.js';
import { evaluateCheck } from '../../../src/testing.js';

const organization: Organization = { id: 'o-1', managementAccount: '111122223333' };
const attach: PolicyDelegation = { account: '444455556666', actions: ['organizations:AttachPolicy'] };

const rows: readonly {
  readonly name: string;
  readonly organization?: Organization | Absent;
  readonly delegations: readonly PolicyDelegation[] | Absent;
  readonly status: string;
  readonly says: string;
}[] = [
  { name: 'a member account', delegations: [attach, attach], status: 'pass', says: 'Delegated to 444455556666;' },
  { name: 'nobody', delegations: [], status: 'fail', says: 'No delegation policy' },
  { name: 'seen from a member', delegations: absent, status: 'not-applicable', says: '111122223333' },
  {
    name: 'a standalone account',
    organization: absent,
    delegations: absent,
    status: 'not-applicable',
    says: 'in no organization',
  },
];

test.each(rows)('$name is $status', ({ organization: of = organization, delegations, status, says }) => {
  const finding = evaluateCheck(check, { facts: { organization: of, delegations } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
