import { account, defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import { passwordPolicy } from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-password-policy-lowercase',
  title: 'The password policy requires a lowercase letter',
  severity: 'low',
  recommendation: 'enforce-strong-passwords',
  rationale: 'Passwords that may do without lowercase letters are guessed in fewer tries.',
  remediation: {
    text: 'Require a lowercase letter in the password policy of the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  resource: account,
  needs: { policy: passwordPolicy },
  evaluate(_, { policy }) {
    if (isAbsent(policy)) {
      return fail('No password policy is set, and the default of AWS does not require a lowercase letter', { policy });
    }
    const { lowercase } = policy;
    return lowercase
      ? pass('A lowercase letter is required', { lowercase })
      : fail('The password policy does not require a lowercase letter', { lowercase });
  },
});
