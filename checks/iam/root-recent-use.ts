import { account, defineCheck, fail, pass, plural } from '../../src/core/index.js';
import { daysSince, isOlder } from '../../src/datasets/age.js';
import * as iam from '../../src/datasets/iam-credentials.js';

export default defineCheck({
  id: 'iam-root-recent-use',
  title: 'The root user has not been used recently',
  severity: 'high',
  recommendation: 'protect-root-user',
  rationale:
    'Few tasks need the root user, and no policy limits what it does. Regular use puts its credentials at risk and hides a misuse among the ordinary.',
  remediation: {
    text: 'Find out in CloudTrail what root was used for and move that work to a role; keep root for the tasks that only it can do.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
  },
  resource: account,
  needs: { use: iam.rootCredentialUse },
  options: {
    minQuietDays: {
      default: 30,
      minimum: 1,
      maximum: 3650,
      description: 'days for which no credential of the root user may have been used',
    },
  },
  evaluate(_, { use }, { now, options: { minQuietDays } }) {
    const evidence = { ...use, minQuietDays };
    const uses = [use.password, use.accessKey1, use.accessKey2].filter((at) => at !== 'never');
    if (uses.length === 0) return pass('AWS has no record of any use of the root user', evidence);
    const latest = new Date(Math.max(...uses.map((at) => at.getTime())));
    const message = `The root user was last used ${daysSince(latest, now)} ago`;
    return isOlder(latest, minQuietDays, now)
      ? pass(message, evidence)
      : fail(`${message}, within the last ${plural(minQuietDays, 'day')}`, evidence);
  },
});
