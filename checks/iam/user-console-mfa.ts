import { defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-user-console-mfa',
  title: 'Every user with a console password has MFA',
  severity: 'high',
  recommendation: 'require-user-mfa',
  rationale: 'A password can be guessed, phished or reused. With a second factor it does not open the console alone.',
  remediation: {
    text: 'Have the user register a passkey or another MFA device, or delete the console password.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html',
  },
  resource: user,
  needs: { credentials: iam.userCredentials },
  evaluate(_, { credentials: { password, mfa, reportGeneratedAt } }) {
    const evidence = { password: !isAbsent(password), mfa, reportGeneratedAt };
    if (isAbsent(password)) return notApplicable('The user has no console password', evidence);
    return mfa
      ? pass('The user has a console password and an MFA device', evidence)
      : fail('The user has a console password and no MFA device', evidence);
  },
});
