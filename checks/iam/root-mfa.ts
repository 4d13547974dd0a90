import { account, defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-root-mfa',
  title: 'The root user signs in with multi-factor authentication',
  severity: 'critical',
  recommendation: 'require-root-mfa',
  rationale:
    'The root user can do anything in the account and no IAM policy holds it back. With a second factor a stolen password is not enough to become root.',
  remediation: {
    text: 'Sign in as the root user and register a passkey or hardware key under Security credentials. In an organization, rather delete the root credentials of member accounts through central root access.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html',
  },
  resource: account,
  needs: { root: iam.rootCredentials },
  evaluate(_, { root }) {
    const evidence = { ...root };
    if (!root.password && !root.accessKeys && !root.signingCertificates) {
      return notApplicable('The root user has no password, access key or signing certificate to protect', evidence);
    }
    return root.mfa
      ? pass('The root user has an MFA device', evidence)
      : fail('The root user has credentials and no MFA device', evidence);
  },
});
