import { defineCheck, fail, isGap, known, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import { role } from '../../src/datasets/iam-entities.js';
import { trustOf } from '../../src/datasets/iam-policies.js';
import { roleAdmin } from '../../src/datasets/iam-role-admin.js';
import { listFlaws } from '../../src/policy/flaw.js';
import { peopleTrust } from '../../src/policy/trust.js';

export default defineCheck({
  id: 'iam-admin-mfa-condition',
  title: 'Administrator roles that people assume require MFA',
  severity: 'medium',
  recommendation: 'constrain-access-with-conditions',
  rationale: 'Without MFA a stolen access key or password is all it takes to become an administrator.',
  remediation: {
    text: 'Add the condition Bool aws:MultiFactorAuthPresent true to the statement of the trust policy that admits people. BoolIfExists does not do: it lets requests with an access key in.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
  },
  resource: role,
  needs: { trust: trustOf, admin: maybe(roleAdmin) },
  evaluate({ data: { boundary } }, { trust, admin }) {
    const { people, withoutMfa } = peopleTrust(trust);
    if (people.length === 0) return notApplicable('The role trusts no account and no user', { people });
    const evidence = { people, withoutMfa, admin, ...(boundary !== undefined && { boundary }) };
    const isAdmin = known(admin, ({ by, gap }) => by.length > 0 || (gap ?? false));
    if (isAdmin === false) {
      const notRead = known(admin, (one) => one.notRead);
      const left =
        isGap(notRead) || notRead.length === 0 ? '' : `; AWS managed policies not read: ${notRead.join(', ')}`;
      return notApplicable(`No policy makes this role an administrator${left}`, evidence);
    }
    if (withoutMfa.length === 0) return pass('Whoever assumes the role must have used MFA', evidence);
    if (isGap(isAdmin))
      return undecided(isAdmin, 'Whether the role is an administrator could not be settled', evidence);
    const by = known(admin, (one) => one.by);
    const through = isGap(by) ? '' : ` by ${by.slice(0, 3).join(', ')}`;
    const bounded = boundary === undefined ? '' : '; what its permissions boundary leaves was not weighed';
    return fail(`An administrator${through} without MFA: ${listFlaws(withoutMfa)}${bounded}`, evidence);
  },
});
