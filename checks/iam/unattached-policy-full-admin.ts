import { defineCheck, fail, isGap, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';
import { policyOf } from '../../src/datasets/iam-policies.js';
import { adminStatements } from '../../src/policy/admin.js';
import { describeStatement, statementName } from '../../src/policy/describe.js';

export default defineCheck({
  id: 'iam-unattached-policy-full-admin',
  title: 'No unattached customer policy allows every action on every resource',
  severity: 'informational',
  recommendation: 'apply-least-privilege',
  rationale:
    'It grants nothing today; whoever may attach policies is one step from being an administrator by it, under an innocent name.',
  remediation: {
    text: 'Delete the policy, or narrow it to the actions and resources that it is kept for.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html',
  },
  resource: iam.managedPolicy,
  needs: { policy: maybe(policyOf) },
  evaluate({ data }, { policy }) {
    const { attachments, boundaryUses } = data;
    const uses = { attachments, boundaryUses };
    if (attachments > 0) return notApplicable('Attached, which another check judges', uses);
    if (boundaryUses > 0) return notApplicable('Only a permissions boundary, which grants nothing', uses);
    if (isGap(policy)) return undecided(policy, 'The policy could not be read', uses);
    const admin = adminStatements(policy);
    const evidence = { ...uses, statements: admin.map(describeStatement) };
    return admin.length === 0
      ? pass('No statement allows every action on every resource', evidence)
      : fail(`Would allow everything by ${admin.map(statementName).join(', ')}`, evidence);
  },
});
