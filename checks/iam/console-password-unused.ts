import { defineCheck } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';
import { judgePasswordUse } from '../../src/datasets/iam-unused.js';

export default defineCheck({
  id: 'iam-console-password-unused',
  title: 'Console passwords were used in the last 45 days',
  severity: 'medium',
  recommendation: 'disable-unused-credentials',
  rationale:
    'Nobody notices a sign-in with a password that its owner has forgotten. Without the password there is nothing to guess or steal.',
  remediation: {
    text: 'Delete the user’s console password, or the user where nothing else needs it.',
    cli: 'aws iam delete-login-profile --user-name {name}',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html',
  },
  resource: user,
  needs: { credentials: iam.userCredentials },
  options: {
    maxUnusedDays: {
      default: 45,
      minimum: 1,
      maximum: 3650,
      description: 'days without sign-in, or since a password never used was set, after which it fails',
    },
  },
  evaluate: (_, { credentials }, { now, options: { maxUnusedDays } }) =>
    judgePasswordUse(credentials, maxUnusedDays, now),
});
