import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import { managedPolicy } from '../../src/datasets/iam-entities.js';
import { policyOf } from '../../src/datasets/iam-policies.js';
import { adminStatements } from '../../src/policy/admin.js';
import { statementName } from '../../src/policy/describe.js';
import { listFlaws } from '../../src/policy/flaw.js';
import { delegatesAllRoles } from '../../src/policy/grants.js';

export default defineCheck({
  id: 'iam-policy-delegation-wildcard',
  title: 'Permission to pass or assume roles in customer managed policies names those roles',
  severity: 'medium',
  recommendation: 'apply-least-privilege',
  rationale: 'Whoever may pass or assume any role may have the permissions of the strongest one.',
  remediation: {
    text: 'Name the roles in Resource, or limit iam:PassRole by iam:PassedToService to the services that need it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  resource: managedPolicy,
  needs: { policy: policyOf },
  evaluate({ data: { attachments } }, { policy }) {
    if (attachments === 0) return notApplicable('The policy is attached to nothing', { attachments });
    const full = adminStatements(policy).map(statementName);
    if (full.length > 0) return notApplicable('The policy allows everything, which has a check of its own', { full });
    const wide = delegatesAllRoles(policy);
    return wide.length > 0
      ? fail(`Roles are not named: ${listFlaws(wide)}`, { attachments, wide })
      : pass('Allows passing or assuming of named roles at most', { attachments });
  },
});
