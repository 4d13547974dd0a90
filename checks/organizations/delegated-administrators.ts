import { account, defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import {
  delegatedAdministrators,
  organization,
  trustedServices,
  whyNotHere,
} from '../../src/datasets/organizations.js';

/** Security services that a member account can administer (Organizations user guide, services that it integrates with). */
const securityServices = [
  'access-analyzer',
  'cloudtrail',
  'config',
  'detective',
  'fms',
  'guardduty',
  'inspector2',
  'macie',
  'securityhub',
].map((name) => `${name}.amazonaws.com`);

export default defineCheck({
  id: 'organizations-delegated-administrators',
  title: 'Security services are run from a delegated administrator account',
  severity: 'medium',
  recommendation: 'consolidate-accounts-in-an-organization',
  rationale:
    'Who administers a security service for the organization should not have to sign in to the management account, which no service control policy binds.',
  remediation: {
    text: 'Register a member account for security as the delegated administrator of each service named.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html',
  },
  resource: account,
  needs: { organization, administrators: delegatedAdministrators, trusted: trustedServices },
  evaluate(_, { organization: of, administrators, trusted }) {
    if (isAbsent(administrators) || isAbsent(trusted)) return notApplicable(whyNotHere(of), { organization: of });
    const services = securityServices.filter((service) => trusted.includes(service));
    const evidence = { organization: of, administrators, services };
    if (services.length === 0) return notApplicable('No security service has access to the organization', evidence);
    const without = services.filter((service) => !administrators.some((one) => one.services.includes(service)));
    return without.length === 0
      ? pass(`Delegated: ${services.join(', ')}`, evidence)
      : fail(`Run from the management account: ${without.join(', ')}`, evidence);
  },
});
