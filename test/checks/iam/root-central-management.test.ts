import { expect, test } from 'vitest';
import check from '../../../checks/iam/root-central-management.js';
import { absent, type Absent } from '../../../src/core/fact.js';
import type { Organization } from '../../../src/datasets/organizations.js';
import { evaluateCheck } from '../../../src/testing.js';

const organization: Organization = { id: 'o-1', managementAccount: '111122223333' };

const rows: readonly {
  readonly name: string;
  readonly organization: Organization | Absent;
  readonly features: readonly string[] | Absent;
  readonly status: string;
  readonly says: string;
}[] = [
  {
    name: 'both features on',
    organization,
    features: ['RootCredentialsManagement', 'RootSessions'],
    status: 'pass',
    says: 'sessions are on',
  },
  {
    name: 'credentials managed, no sessions',
    organization,
    features: ['RootCredentialsManagement'],
    status: 'pass',
    says: 'sessions are off',
  },
  { name: 'sessions only', organization, features: ['RootSessions'], status: 'fail', says: 'its own root credentials' },
  { name: 'no feature on', organization, features: [], status: 'fail', says: 'its own root credentials' },
  {
    name: 'a standalone account',
    organization: absent,
    features: absent,
    status: 'not-applicable',
    says: 'no organization',
  },
  {
    name: 'a member account',
    organization: { ...organization, managementAccount: '999999999999' },
    features: absent,
    status: 'not-applicable',
    says: '999999999999',
  },
];

test.each(rows)('$name is $status', ({ organization: of, features, status, says }) => {
  const finding = evaluateCheck(check, { facts: { organization: of, features } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
