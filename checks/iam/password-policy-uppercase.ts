import { account, defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import { passwordPolicy } from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-password-policy-uppercase',
  title: 'The password policy requires an uppercase letter',
  severity: 'low',
  recommendation: 'enforce-strong-passwords',
  rationale: 'Passwords that may do without uppercase letters are guessed in fewer tries.',
  remediation: {
    text: 'Require an uppercase letter in the password policy of the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  resource: account,
  needs: { policy: passwordPolicy },
  evaluate(_, { policy }) {
    if (isAbsent(policy)) {
      return fail('No password policy is set, and the default of AWS does not require an uppercase letter', { policy });
    }
    const { uppercase } = policy;
    return uppercase
      ? pass('An uppercase letter is required', { uppercase })
      : fail('The password policy does not require an uppercase letter', { uppercase });
  },
});
