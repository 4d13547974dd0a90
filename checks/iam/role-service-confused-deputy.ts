import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import { isServiceLinked, role } from '../../src/datasets/iam-entities.js';
import { trustOf } from '../../src/datasets/iam-policies.js';
import { listFlaws } from '../../src/policy/flaw.js';
import { serviceTrust } from '../../src/policy/trust.js';

export default defineCheck({
  id: 'iam-role-service-confused-deputy',
  title: 'Service role trust names the source it acts for',
  severity: 'low',
  recommendation: 'restrict-role-trust',
  rationale:
    'A service that may assume a role for anyone can be made to use it for somebody else who knows the role’s ARN.',
  remediation: {
    text: 'Add a condition on aws:SourceAccount or aws:SourceArn to the role’s trust policy, as the service’s documentation shows, and see that the service still works.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  resource: role,
  needs: { trust: trustOf },
  evaluate(subject, { trust }) {
    const { path } = subject.data;
    if (isServiceLinked(subject)) return notApplicable('The service owns the trust policy of this role', { path });
    const { services, pages, flaws } = serviceTrust(trust);
    if (services.length === 0) {
      return notApplicable('The role trusts no service that is known to state for whom it acts', { services });
    }
    return flaws.length > 0
      ? fail(`The role may be used for other accounts: ${listFlaws(flaws)}`, { services, pages, flaws })
      : pass(`For whom it acts is named for ${services.join(', ')}`, { services, pages });
  },
});
