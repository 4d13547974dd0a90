import { defineCheck } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';
import { judgePasswordUse } from '../../src/datasets/iam-unused.js';

export default defineCheck({
  id: 'iam-console-password-unused-90-days',
  title: 'Console passwords were used in the last 90 days',
  severity: 'medium',
  recommendation: 'disable-unused-credentials',
  rationale:
    'A password that has been idle for a quarter belongs to nobody any more. Security Hub draws its line here, and CIS an earlier one.',
  remediation: {
    text: 'Delete the user’s console password, or the user where nothing else needs it.',
    cli: 'aws iam delete-login-profile --user-name {name}',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html',
  },
  resource: user,
  needs: { credentials: iam.userCredentials },
  evaluate: (_, { credentials }, { now }) => judgePasswordUse(credentials, 90, now),
});
