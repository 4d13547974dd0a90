import { account, defineCheck, fail, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-root-access-key',
  title: 'The root user has no access key',
  severity: 'critical',
  recommendation: 'protect-root-user',
  rationale:
    'An access key of the root user does anything in the account from anywhere, and no policy of the account holds it back. One that is inactive can be activated again.',
  remediation: {
    text: 'Move what uses the key to a role, then sign in as the root user and delete the key. In an organization, delete the root credentials of member accounts through central root access.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user_manage_delete-key.html',
  },
  resource: account,
  needs: { root: iam.rootCredentials },
  evaluate(_, { root: { accessKeys } }) {
    return accessKeys
      ? fail('The root user has an access key, active or not', { accessKeys })
      : pass('The root user has no access key', { accessKeys });
  },
});
