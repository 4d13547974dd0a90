import { anyOf, defineCheck, fail, isGap, known, pass, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';
import { inlinePoliciesOf } from '../../src/datasets/iam-policies.js';
import { adminStatements } from '../../src/policy/admin.js';
import { describeStatement, statementName } from '../../src/policy/describe.js';

export default defineCheck({
  id: 'iam-inline-policy-full-admin',
  title: 'No inline policy allows every action on every resource',
  severity: 'high',
  recommendation: 'apply-least-privilege',
  rationale:
    'An inline policy stands in no list of policies: an administrator made by one is seen only by who looks into this very identity.',
  remediation: {
    text: 'Name the actions and resources that the work needs, in a managed policy, and delete the inline one. For a role of IAM Identity Center, change its permission set.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  },
  resource: iam.identity,
  needs: { policies: inlinePoliciesOf },
  evaluate(_, { policies }) {
    const judged = policies.map(({ name, policy }) => ({ name, admin: known(policy, adminStatements) }));
    const open = judged.flatMap(({ name, admin }) =>
      isGap(admin) ? [] : admin.map((one) => ({ policy: name, name: statementName(one), statement: one })),
    );
    const evidence = {
      inline: policies.map(({ name }) => name),
      statements: open.map(({ policy, statement }) => ({ policy, statement: describeStatement(statement) })),
    };
    const isAdmin = anyOf(judged.map(({ admin }) => known(admin, (statements) => statements.length > 0)));
    if (isGap(isAdmin)) return undecided(isAdmin, 'An inline policy could not be read', evidence);
    if (!isAdmin) return pass('No inline policy allows every action on every resource', evidence);
    return fail(
      `Allows everything by ${open.map(({ policy, name }) => `${name} of inline policy ${policy}`).join(', ')}`,
      evidence,
    );
  },
});
