import { account, defineCheck, fail, isAbsent, notApplicable, pass, plural } from '../../src/core/index.js';
import { passwordPolicy } from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-password-policy-expiry',
  title: 'The password policy lets passwords expire in time, where an age limit is configured',
  severity: 'low',
  recommendation: 'enforce-strong-passwords',
  rationale:
    'Some standards ask for passwords that expire, so that a stolen one is of use for a while only. Others advise against it, since people then choose weaker ones: so there is no limit unless you set one.',
  remediation: {
    text: 'Turn on password expiration in the password policy of the account, or lower its age.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  resource: account,
  needs: { policy: passwordPolicy },
  options: {
    maxAgeDays: {
      default: null,
      minimum: 1,
      maximum: 1095,
      description: 'days after which passwords must have expired',
    },
  },
  evaluate(_, { policy }, { options: { maxAgeDays } }) {
    const maximumAgeDays = isAbsent(policy) ? 'never' : policy.maximumAgeDays;
    const evidence = { maximumAgeDays, maxAgeDays };
    const message =
      maximumAgeDays === 'never' ? 'Passwords never expire' : `Passwords expire after ${plural(maximumAgeDays, 'day')}`;
    if (maxAgeDays === null) return notApplicable(`${message}; no age limit is configured`, evidence);
    return maximumAgeDays === 'never' || maximumAgeDays > maxAgeDays
      ? fail(message, evidence)
      : pass(message, evidence);
  },
});
