import { account, defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import { defaultMinimumLength, passwordPolicy } from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-password-policy-length',
  title: 'The password policy requires at least 14 characters',
  severity: 'medium',
  recommendation: 'enforce-strong-passwords',
  rationale: 'Length does more than anything else against guessing: each further character multiplies the tries.',
  remediation: {
    text: 'Set the minimum length in the password policy of the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  resource: account,
  needs: { policy: passwordPolicy },
  options: {
    minLength: { default: 14, minimum: 6, maximum: 128, description: 'characters that a password must have at least' },
  },
  evaluate(_, { policy }, { options: { minLength } }) {
    const minimumLength = isAbsent(policy) ? defaultMinimumLength : policy.minimumLength;
    const evidence = { policy: isAbsent(policy) ? 'default of AWS' : 'own', minimumLength, minLength };
    const message = `Passwords need ${minimumLength} characters${isAbsent(policy) ? ', by the default of AWS' : ''}`;
    return minimumLength < minLength ? fail(`${message}, fewer than ${minLength}`, evidence) : pass(message, evidence);
  },
});
