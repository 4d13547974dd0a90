import { defineCheck, fail, isAbsent, notApplicable, pass, plural } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';

const hour = 3_600_000;

export default defineCheck({
  id: 'iam-user-initial-access-key',
  title: 'Console users hold no access key left over from user creation',
  severity: 'low',
  recommendation: 'issue-only-needed-credentials',
  rationale:
    'A key made along with a console user and never used was made because a form offered it. It can leak all the same.',
  remediation: {
    text: 'Delete the key; whoever needs one can create it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  },
  resource: user,
  needs: { credentials: iam.userCredentials },
  evaluate(_, { credentials: { created, password, keys, reportGeneratedAt } }) {
    const activeKeys = keys.filter(({ active }) => active);
    const evidence = { created, password: !isAbsent(password), activeKeys, reportGeneratedAt };
    if (isAbsent(password)) return notApplicable('The user has no console password', evidence);
    if (activeKeys.length === 0) return notApplicable('The user has no active access key', evidence);
    const leftOver = activeKeys.filter(
      ({ lastRotated, lastUsed }) => lastUsed === 'never' && lastRotated.getTime() - created.getTime() <= hour,
    );
    return leftOver.length === 0
      ? pass('Every active access key has been used or was made after the user', evidence)
      : fail(`Made along with the user and never used: ${plural(leftOver.length, 'active access key')}`, evidence);
  },
});
