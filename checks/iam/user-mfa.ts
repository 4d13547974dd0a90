import { defineCheck, fail, isAbsent, notApplicable, pass, plural } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-user-mfa',
  title: 'Every user with any active credential has MFA',
  severity: 'medium',
  recommendation: 'require-user-mfa',
  rationale:
    'A policy can demand a second factor of a password and of an access key alike, but only of a user who has one.',
  remediation: {
    text: 'Have the user register an MFA device; for an access key, demand it by aws:MultiFactorAuthPresent or replace the key by a role.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html',
  },
  resource: user,
  needs: { credentials: iam.userCredentials },
  evaluate(_, { credentials: { password, mfa, keys, reportGeneratedAt } }) {
    const activeKeys = keys.filter(({ active }) => active).length;
    const evidence = { password: !isAbsent(password), activeKeys, mfa, reportGeneratedAt };
    if (isAbsent(password) && activeKeys === 0) {
      return notApplicable('The user has no console password and no active access key', evidence);
    }
    if (mfa) return pass('The user has an MFA device', evidence);
    // MFA protects a key only where a policy demands it.
    return isAbsent(password)
      ? fail(`The user has ${plural(activeKeys, 'active access key')} and no MFA device`, evidence, { severity: 'low' })
      : fail('The user has a console password and no MFA device', evidence);
  },
});
