import { expect, test } from 'vitest';
import check from '../../../checks/organizations/delegated-administrators.js';
import { absent, type Absent } from '../../../src/core/fact.js';
import type { DelegatedAdministrator, Organization } from '../../../src/datasets/organizations.js';
import { evaluateCheck } from '../../../src/testing.js';

const organization: Organization = { id: 'o-1', managementAccount: '111122223333' };
const security: DelegatedAdministrator = {
  account: '444455556666',
  name: 'security',
  services: ['guardduty.amazonaws.com', 'config.amazonaws.com'],
};
const audit: DelegatedAdministrator = {
  account: '777788889999',
  name: 'audit',
  services: ['cloudtrail.amazonaws.com'],
};

const rows: readonly {
  readonly name: string;
  readonly organization?: Organization | Absent;
  readonly administrators: readonly DelegatedAdministrator[] | Absent;
  readonly trusted: readonly string[] | Absent;
  readonly status: string;
  readonly says: string;
}[] = [
  {
    name: 'every service delegated, by two accounts',
    administrators: [security, audit],
    trusted: ['cloudtrail.amazonaws.com', 'guardduty.amazonaws.com'],
    status: 'pass',
    says: 'Delegated: cloudtrail.amazonaws.com, guardduty.amazonaws.com',
  },
  {
    name: 'one service not delegated',
    administrators: [security],
    trusted: ['guardduty.amazonaws.com', 'macie.amazonaws.com'],
    status: 'fail',
    says: 'Run from the management account: macie.amazonaws.com',
  },
  {
    name: 'no administrator',
    administrators: [],
    trusted: ['securityhub.amazonaws.com'],
    status: 'fail',
    says: 'securityhub.amazonaws.com',
  },
  {
    name: 'services that are not for security',
    administrators: [],
    trusted: ['ram.amazonaws.com', 'tagpolicies.tag.amazonaws.com'],
    status: 'not-applicable',
    says: 'No security service',
  },
  {
    name: 'seen from a member',
    administrators: absent,
    trusted: absent,
    status: 'not-applicable',
    says: '111122223333',
  },
  {
    name: 'a standalone account',
    organization: absent,
    administrators: absent,
    trusted: absent,
    status: 'not-applicable',
    says: 'in no organization',
  },
];

test.each(rows)('$name is $status', ({ organization: of = organization, administrators, trusted, status, says }) => {
  const finding = evaluateCheck(check, { facts: { organization: of, administrators, trusted } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
