import { anyOf, defineCheck, fail, isGap, known, notApplicable, pass, undecided } from '../../src/core/index.js';
import { identity } from '../../src/datasets/iam-entities.js';
import { inlinePoliciesOf } from '../../src/datasets/iam-policies.js';
import { adminStatements } from '../../src/policy/admin.js';
import { listFlaws } from '../../src/policy/flaw.js';
import { delegatesAllRoles } from '../../src/policy/grants.js';
import type { Policy } from '../../src/policy/policy.js';

export default defineCheck({
  id: 'iam-inline-policy-delegation-wildcard',
  title: 'Permission to pass or assume roles in inline policies names those roles',
  severity: 'medium',
  recommendation: 'apply-least-privilege',
  rationale: 'Whoever may pass or assume any role may have the permissions of the strongest one.',
  remediation: {
    text: 'Name the roles in Resource, or limit iam:PassRole by iam:PassedToService to the services that need it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  resource: identity,
  needs: { inline: inlinePoliciesOf },
  evaluate(_, { inline }) {
    if (inline.length === 0) return notApplicable('It has no inline policy', { inline: 0 });
    const isFull = (policy: Policy): boolean => adminStatements(policy).length > 0;
    const judged = inline.map(({ name, policy }) => ({
      name,
      wide: known(policy, (one) => (isFull(one) ? [] : delegatesAllRoles(one))),
    }));
    const someWide = anyOf(judged.map(({ wide }) => known(wide, (flaws) => flaws.length > 0)));
    if (isGap(someWide)) return undecided(someWide, 'An inline policy could not be judged', { judged });
    const full = inline.filter(({ policy }) => known(policy, isFull) === true).map(({ name }) => name);
    if (!someWide && full.length > 0) {
      return notApplicable('An inline policy allows everything, which has a check of its own', { full });
    }
    if (!someWide) return pass('Allows passing or assuming of named roles at most', { inline: inline.length });
    const bad = judged.flatMap(({ name, wide }) => (isGap(wide) || wide.length === 0 ? [] : [{ name, wide }]));
    return fail(`Roles are not named: ${bad.map(({ name, wide }) => `${name}, ${listFlaws(wide)}`).join('; ')}`, {
      bad,
    });
  },
});
