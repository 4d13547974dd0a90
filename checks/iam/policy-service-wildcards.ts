import { defineCheck, fail, isGap, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';
import { policyOf } from '../../src/datasets/iam-policies.js';
import { describeStatement, statementName } from '../../src/policy/describe.js';
import { matchesWildcard } from '../../src/policy/match.js';

// No pattern can spell this character, so only wildcards match the shortest and a long action name made of it.
const names = ['\0'.repeat(3), '\0'.repeat(99)];

/** True for all actions of a service, or of every service: `s3:*`, `s3:?*`, `*`. */
function isWholeService(pattern: string): boolean {
  return names.every((name) => matchesWildcard(pattern.slice(pattern.indexOf(':') + 1), name));
}

export default defineCheck({
  id: 'iam-policy-service-wildcards',
  title: 'Customer policies allow no whole services and no inverted action lists',
  severity: 'low',
  recommendation: 'apply-least-privilege',
  rationale:
    'A whole service includes its deletion and its permissions, and every action that AWS adds to it later; an inverted list also grants every service that did not exist when it was written.',
  remediation: {
    text: 'Name the actions, with a wildcard after a prefix (ec2:Describe*) at most. Put exceptions into a Deny statement instead of NotAction in an Allow.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  },
  resource: iam.managedPolicy,
  needs: { policy: maybe(policyOf) },
  evaluate({ data }, { policy }) {
    const { attachments, boundaryUses } = data;
    const uses = { attachments, boundaryUses };
    if (attachments === 0 && boundaryUses > 0) {
      return notApplicable('Only a permissions boundary, which grants nothing', uses);
    }
    if (isGap(policy)) return undecided(policy, 'The policy could not be read', uses);
    // Whatever the resources: Security Hub IAM.21 looks at the actions alone.
    const wide = policy.statements.filter(
      ({ effect, action }) => effect === 'Allow' && (action.negated || action.patterns.some(isWholeService)),
    );
    const evidence = { ...uses, statements: wide.map(describeStatement) };
    if (wide.length === 0) return pass('No statement allows a whole service or an inverted list', evidence);
    const found = wide.map((statement) => {
      const { negated, patterns } = statement.action;
      const what = negated ? 'all but a list of actions' : patterns.filter(isWholeService).join(', ');
      return `${statementName(statement)} allows ${what}`;
    });
    return fail(found.join('; '), evidence);
  },
});
