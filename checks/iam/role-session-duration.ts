import { defineCheck, fail, isGap, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-role-session-duration',
  title: 'Role sessions last no longer than 4 hours',
  severity: 'low',
  recommendation: 'limit-session-duration',
  rationale: 'Stolen session credentials work until they expire, and no key can be deactivated to end them.',
  remediation: {
    text: 'Lower the role’s maximum session duration. Sessions that one role opens from another end after one hour whatever it says; sessions that users open for themselves by GetSessionToken may last 36 hours and are not bounded by it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html',
  },
  resource: iam.role,
  needs: { limit: maybe(iam.sessionLimit) },
  options: {
    maxSeconds: {
      default: 14_400,
      minimum: 3_600,
      maximum: 43_200,
      description: 'longest maximum session duration in seconds that passes',
    },
  },
  evaluate(role, { limit }, { options: { maxSeconds } }) {
    const evidence = { path: role.data.path, limit, maxSeconds };
    if (iam.isServiceLinked(role)) return notApplicable('Only an AWS service can assume this role', evidence);
    if (iam.isIdentityCenterRole(role)) {
      return notApplicable(
        'The permission set bounds the sessions; IAM Identity Center fixes the role’s own limit',
        evidence,
      );
    }
    if (isGap(limit)) return undecided(limit, 'The longest session of this role could not be read', evidence);
    const message = `Sessions may last ${limit} seconds`;
    return limit > maxSeconds
      ? fail(`${message}, more than the ${maxSeconds} allowed`, evidence)
      : pass(message, evidence);
  },
});
