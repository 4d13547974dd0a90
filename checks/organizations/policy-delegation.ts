import { account, defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import { organization, policyDelegations, whyNotHere } from '../../src/datasets/organizations.js';

export default defineCheck({
  id: 'organizations-policy-delegation',
  title: 'Policies of the organization are managed from a member account',
  severity: 'medium',
  recommendation: 'consolidate-accounts-in-an-organization',
  rationale:
    'No service control policy binds the management account, so it should be used for what only it can do. Managing policies is not among that.',
  remediation: {
    text: 'Give a member account for governance a delegation policy that lets it manage the policy types it needs.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html',
  },
  resource: account,
  needs: { organization, delegations: policyDelegations },
  evaluate(_, { organization: of, delegations }) {
    const evidence = { organization: of, delegations };
    if (isAbsent(delegations)) return notApplicable(whyNotHere(of), evidence);
    const accounts = [...new Set(delegations.map(({ account: id }) => id))];
    return accounts.length > 0
      ? pass(`Delegated to ${accounts.join(', ')}; only a person can confirm that these are for governance`, evidence)
      : fail('No delegation policy lets a member account manage policies of the organization', evidence);
  },
});
