import { account, defineCheck, fail, isAbsent, notApplicable, pass, plural } from '../../src/core/index.js';
import { delegatedAdministrators, organization, whyNotHere } from '../../src/datasets/organizations.js';

export default defineCheck({
  id: 'organizations-trusted-administrators',
  title: 'Only trusted accounts are delegated administrators',
  severity: 'medium',
  recommendation: 'consolidate-accounts-in-an-organization',
  rationale:
    'A delegated administrator acts on every account of the organization through its service, and can turn the service off everywhere.',
  remediation: {
    text: 'Deregister the account named as delegated administrator of its services, or add it to the trusted accounts.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html',
  },
  resource: account,
  needs: { organization, administrators: delegatedAdministrators },
  options: {
    trustedAccounts: {
      default: [],
      description: 'ids of the accounts that may be delegated administrators; the check applies once one is named',
    },
  },
  evaluate(_, { organization: of, administrators }, { options: { trustedAccounts } }) {
    const evidence = { organization: of, administrators, trustedAccounts };
    if (isAbsent(administrators)) return notApplicable(whyNotHere(of), evidence);
    if (trustedAccounts.length === 0) {
      const found = plural(administrators.length, 'delegated administrator');
      return notApplicable(`${found}; which accounts are trusted is not configured`, evidence);
    }
    const others = administrators.filter(({ account: id }) => !trustedAccounts.includes(id));
    return others.length === 0
      ? pass(`${plural(administrators.length, 'delegated administrator')}, all trusted`, evidence)
      : fail(`Not trusted: ${others.map(({ account: id, name }) => `${id} (${name})`).join(', ')}`, evidence);
  },
});
