import { defineCheck, fail, notApplicable, pass, region } from '../../src/core/index.js';
import { analyzers } from '../../src/datasets/access-analyzer.js';

export default defineCheck({
  id: 'accessanalyzer-external-analyzer',
  title: 'An external access analyzer is active in every enabled Region',
  severity: 'medium',
  recommendation: 'review-external-access',
  rationale:
    'An analyzer finds what policies of buckets, roles, keys and queues let in from outside, as soon as it comes about. It looks at its own Region only.',
  remediation: {
    text: 'Create an analyzer of the type ACCOUNT in this Region, or one of the type ORGANIZATION in the account that administers IAM Access Analyzer.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-getting-started.html',
  },
  resource: region,
  needs: { analyzers },
  options: {
    coveredAccounts: {
      default: [],
      description:
        'ids of member accounts that an analyzer of their organization covers, which they cannot see themselves; without an analyzer of their own the check does not apply to them',
    },
  },
  evaluate({ name }, { analyzers: found }, { account, options: { coveredAccounts } }) {
    const evidence = { analyzers: found, coveredAccounts };
    const external = found.filter(({ type }) => type === 'ACCOUNT' || type === 'ORGANIZATION');
    const active = external.filter(({ status }) => status === 'ACTIVE');
    if (active.length > 0) return pass(`Active: ${active.map((one) => one.name).join(', ')}`, evidence);
    if (coveredAccounts.includes(account)) {
      return notApplicable('By the configuration, an analyzer of the organization covers this account', evidence);
    }
    const idle = external.map((one) => `${one.name} is ${one.status}`).join(', ');
    return fail(`No external access analyzer is active in ${name}${idle === '' ? '' : `: ${idle}`}`, evidence);
  },
});
