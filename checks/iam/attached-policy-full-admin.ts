import { defineCheck, fail, isGap, maybe, notApplicable, pass, plural, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';
import { policyOf } from '../../src/datasets/iam-policies.js';
import { adminStatements } from '../../src/policy/admin.js';
import { describeStatement, statementName } from '../../src/policy/describe.js';

export default defineCheck({
  id: 'iam-attached-policy-full-admin',
  title: 'No attached customer policy allows every action on every resource',
  severity: 'high',
  recommendation: 'apply-least-privilege',
  rationale:
    'Whoever such a policy is attached to is an administrator, and under a name of your own choosing nobody reads it as one.',
  remediation: {
    text: 'Name the actions and resources that the work needs; IAM Access Analyzer can derive them from what was used. For administrators, attach AdministratorAccess, whose name says what it is, to as few as possible.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html',
  },
  resource: iam.managedPolicy,
  needs: { policy: maybe(policyOf) },
  evaluate({ data }, { policy }) {
    const { attachments, boundaryUses } = data;
    if (attachments === 0) {
      const why = boundaryUses > 0 ? 'Only a permissions boundary, which grants nothing' : 'Not attached';
      return notApplicable(why, { attachments, boundaryUses });
    }
    if (isGap(policy)) return undecided(policy, 'The policy could not be read', { attachments, boundaryUses });
    const admin = adminStatements(policy);
    const evidence = { attachments, boundaryUses, statements: admin.map(describeStatement) };
    if (admin.length === 0) return pass('No statement allows every action on every resource', evidence);
    const where = admin.map(statementName).join(', ');
    return fail(`Allows everything by ${where}, with ${plural(attachments, 'attachment')}`, evidence);
  },
});
