import { account, defineCheck, fail, isAbsent, pass, plural } from '../../src/core/index.js';
import { passwordPolicy } from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-password-policy-reuse',
  title: 'The password policy blocks the last 24 passwords',
  severity: 'low',
  recommendation: 'enforce-strong-passwords',
  rationale: 'A password that leaked once is tried again for years; who may return to it makes the leak good again.',
  remediation: {
    text: 'Prevent password reuse in the password policy of the account; it remembers up to 24 passwords.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  resource: account,
  needs: { policy: passwordPolicy },
  options: {
    minRemembered: {
      default: 24,
      minimum: 1,
      maximum: 24,
      description: 'earlier passwords that must not be used again',
    },
  },
  evaluate(_, { policy }, { options: { minRemembered } }) {
    if (isAbsent(policy)) {
      return fail('No password policy is set, and by the default of AWS every earlier password may be used again', {
        policy,
        minRemembered,
      });
    }
    const { remembered } = policy;
    const message =
      remembered === 0
        ? 'Every earlier password may be used again'
        : `The last ${plural(remembered, 'password')} may not be used again`;
    const evidence = { remembered, minRemembered };
    return remembered < minRemembered ? fail(message, evidence) : pass(message, evidence);
  },
});
