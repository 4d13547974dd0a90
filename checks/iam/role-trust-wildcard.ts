import { defineCheck, fail, pass } from '../../src/core/index.js';
import { role } from '../../src/datasets/iam-entities.js';
import { trustOf } from '../../src/datasets/iam-policies.js';
import { listFlaws } from '../../src/policy/flaw.js';
import { openToAnyone } from '../../src/policy/trust.js';

export default defineCheck({
  id: 'iam-role-trust-wildcard',
  title: 'No role can be assumed by anyone',
  severity: 'critical',
  recommendation: 'restrict-role-trust',
  rationale: 'Whoever has an AWS account can assume a role that trusts everyone, and has its permissions from then on.',
  remediation: {
    text: 'Name the accounts, services or identity providers in the role’s trust policy, or limit it by a condition on aws:PrincipalOrgID or aws:PrincipalArn with literal values.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  },
  resource: role,
  needs: { trust: trustOf },
  evaluate(_, { trust }) {
    const open = openToAnyone(trust);
    return open.length > 0
      ? fail(`Anyone can assume the role: ${listFlaws(open)}`, { open })
      : pass('The trust policy admits nobody without saying who', { statements: trust.statements.length });
  },
});
