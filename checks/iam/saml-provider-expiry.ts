import { defineCheck, fail, pass, plural } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-federation.js';

const day = 86_400_000;

export default defineCheck({
  id: 'iam-saml-provider-expiry',
  title: 'SAML provider metadata is not about to expire',
  severity: 'medium',
  recommendation: 'federate-workforce-identities',
  rationale:
    'When the provider or its certificate ends, nobody signs in through it any more, and a certificate that is past its end should not vouch for anyone.',
  remediation: {
    text: 'Renew the signing certificate at the identity provider, and upload its new metadata to the SAML provider.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html',
  },
  resource: iam.samlProvider,
  needs: { validity: iam.samlValidity },
  options: {
    minDaysLeft: {
      default: 30,
      minimum: 0,
      maximum: 365,
      description: 'days that the provider and each signing certificate must still last',
    },
  },
  evaluate(_, { validity }, { now, options: { minDaysLeft } }) {
    const { validUntil, certificateEnds } = validity;
    const evidence = { validUntil, certificateEnds, minDaysLeft };
    const ending = (date: Date) => date.getTime() - now.getTime() <= minDaysLeft * day;
    const on = (date: Date) => date.toISOString().slice(0, 10);
    if (ending(validUntil)) return fail(`The provider ends on ${on(validUntil)}`, evidence);

    const ends = certificateEnds.filter(ending);
    if (ends.length === 0) {
      const first = new Date(Math.min(...[validUntil, ...certificateEnds].map(Number)));
      return pass(`Nothing ends before ${on(first)}`, evidence);
    }
    const message = `${plural(certificateEnds.length, 'signing certificate')}, of which these end: ${ends.map(on).join(', ')}`;
    // While certificates are exchanged the old one stands beside the new.
    return ends.length < certificateEnds.length
      ? fail(message, evidence, { severity: 'low' })
      : fail(message, evidence);
  },
});
