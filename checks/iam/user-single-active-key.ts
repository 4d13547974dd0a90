import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-user-single-active-key',
  title: 'No user keeps two live access keys',
  severity: 'low',
  recommendation: 'issue-only-needed-credentials',
  rationale:
    'The second key is there so that the first can be replaced without a break. Two that stay are one more to leak, and nobody knows which is in use.',
  remediation: {
    text: 'Move what uses the older key to the newer one, deactivate the older and delete it once nothing has missed it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
  },
  resource: user,
  needs: { credentials: iam.userCredentials },
  evaluate(_, { credentials: { keys, reportGeneratedAt } }) {
    const activeKeys = keys.filter(({ active }) => active);
    const evidence = { activeKeys, reportGeneratedAt };
    if (activeKeys.length === 0) return notApplicable('The user has no active access key', evidence);
    return activeKeys.length === 1
      ? pass('The user has one active access key', evidence)
      : fail(`The user has ${activeKeys.length} active access keys`, evidence);
  },
});
