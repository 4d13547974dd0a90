import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import { role } from '../../src/datasets/iam-entities.js';
import { trustOf } from '../../src/datasets/iam-policies.js';
import { federatedTrust } from '../../src/policy/federation.js';
import { listFlaws } from '../../src/policy/flaw.js';

export default defineCheck({
  id: 'iam-federated-trust-conditions',
  title: 'Federated roles are bound to one audience and subject',
  severity: 'high',
  recommendation: 'federate-consumer-identities',
  rationale:
    'A provider such as GitHub or Google signs tokens for everyone. Only conditions on the token tell your own application or repository from all others.',
  remediation: {
    text: 'Add conditions with literal values to the role’s trust policy: the audience of your application (SAML:aud for SAML), and for providers that others share a subject that names your organization.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  resource: role,
  needs: { trust: trustOf },
  evaluate(_, { trust }) {
    const { providers, flaws } = federatedTrust(trust);
    if (providers.length === 0) return notApplicable('The role trusts no identity provider', { providers });
    if (flaws.length === 0)
      return pass('Audience and, where others share the provider, subject are bound', { providers });
    const mild = flaws.every(({ limitedByProvider }) => limitedByProvider);
    const limit = mild ? '; the subject is bound, and the provider’s own client ids limit the audience' : '';
    return fail(
      `Tokens that were not meant for this role may be accepted: ${listFlaws(flaws)}${limit}`,
      { providers, flaws },
      mild ? { severity: 'low' } : {},
    );
  },
});
