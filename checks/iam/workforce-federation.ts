import { account, anyOf, defineCheck, fail, isAbsent, isGap, known, pass, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-federation.js';

export default defineCheck({
  id: 'iam-workforce-federation',
  title: 'People sign in through a central identity provider',
  severity: 'medium',
  recommendation: 'federate-workforce-identities',
  rationale:
    'Who leaves the company is removed from its directory, and with it from AWS. A user with a password of his own here stays until someone remembers him.',
  remediation: {
    text: 'Connect the account to IAM Identity Center or to a SAML identity provider, and remove the console passwords of users.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html',
  },
  resource: account,
  needs: { signIn: iam.workforceSignIn },
  evaluate(_, { signIn }) {
    const { consoleUsers, samlProviders, identityCenters } = signIn;
    const evidence = { ...signIn };
    const nobody = known(consoleUsers, ({ length }) => length === 0);
    const federated = isAbsent(samlProviders) ? false : known(samlProviders, ({ length }) => length > 0);
    const central = isAbsent(identityCenters)
      ? false
      : anyOf([identityCenters.items.length > 0, ...identityCenters.gaps]);

    const managed = anyOf([nobody, federated, central]);
    if (isGap(managed)) return undecided(managed, 'No central way to sign in is known', evidence);
    if (nobody === true) return pass('No user has a console password', evidence);
    if (federated === true) return pass('The account has a SAML identity provider', evidence);
    if (central === true) return pass('The organization has an active IAM Identity Center', evidence);
    return fail(
      'Users have console passwords, and there is neither a SAML identity provider nor an IAM Identity Center of an organization',
      evidence,
    );
  },
});
