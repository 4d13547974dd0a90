/** How people sign in to the account: through SAML providers, IAM Identity Center, or as users with a password. */
import { acrossRegions, maybe, onDemand, perAccount, perResource, resourceType } from '../core/dataset.js';
import { type Absent, absent, type Gap, isAbsent, isGap, type List } from '../core/fact.js';
import { known } from '../core/logic.js';
import { malformed } from '../core/unreadable.js';
import { iam } from './iam-client.js';
import type { ReportRow } from './iam-credential-report.js';
import { credentialReport } from './iam-credentials.js';
import { type Instance, instances } from './identity-center.js';
import { organization } from './organizations.js';
import { required } from './require.js';
import { signingCertificateEnds } from './saml-metadata.js';

/** ARNs of the SAML identity providers that the account trusts. */
export const samlProviderArns = perAccount({
  name: 'iam.samlProviderArns',
  operations: [iam.ListSAMLProviders],
  async read({ send, region }): Promise<readonly string[]> {
    const at = { operation: iam.ListSAMLProviders, region };
    const { SAMLProviderList } = await send(at.operation, {});
    return required(SAMLProviderList, 'SAMLProviderList', at).map(({ Arn }) => required(Arn, 'Arn', at));
  },
});

/** SAML identity providers that the account trusts. */
export const samlProvider = resourceType({
  name: 'iam.samlProvider',
  type: 'AWS::IAM::SAMLProvider',
  reach: 'global',
  listed: 'per-account',
  operations: [],
  needs: { arns: samlProviderArns },
  gone: {
    codes: ['NoSuchEntityException'],
    operations: [iam.GetSAMLProvider],
    async stillThere({ key }, { send }) {
      const input = { SAMLProviderArn: key };
      return !isAbsent(await send(iam.GetSAMLProvider, input, { absent: ['NoSuchEntityException'] }));
    },
  },
  async *list(_, { arns }) {
    yield { items: arns.map((arn) => ({ arn, name: nameIn(arn), data: {} })) };
  },
});

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** How long a SAML provider lasts. */
export interface SamlValidity {
  /** When IAM stops to accept the provider. */
  readonly validUntil: Date;
  /** When each of its signing certificates ends; at least one. */
  readonly certificateEnds: readonly Date[];
}

/** When a SAML provider and the signing certificates in its metadata end. */
export const samlValidity = perResource(samlProvider, {
  name: 'iam.samlValidity',
  operations: [iam.GetSAMLProvider],
  async read({ send, region }, _, { key }): Promise<SamlValidity> {
    const at = { operation: iam.GetSAMLProvider, region };
    const { SAMLMetadataDocument, ValidUntil } = await send(at.operation, { SAMLProviderArn: key });
    const metadata = required(SAMLMetadataDocument, 'SAMLMetadataDocument', at);
    return {
      validUntil: required(ValidUntil, 'ValidUntil', at),
      certificateEnds: signingCertificateEnds(metadata, (what) => malformed(at.operation, region, what)),
    };
  },
});

/** What decides whether people sign in centrally. */
export interface WorkforceSignIn {
  /** Names of users with a console password. */
  readonly consoleUsers: readonly string[] | Gap;
  /** Names of SAML providers; absent where nobody has a console password (then nothing more is asked). */
  readonly samlProviders: readonly string[] | Gap | Absent;
  /** ARNs of the organization's active Identity Center; absent likewise. */
  readonly identityCenters: List<string> | Absent;
}

/**
 * How people sign in. An account's own instance of Identity Center (CreateInstance in its API reference: never in a
 * management account) signs people in to applications and not to AWS accounts, so only the organization's counts.
 */
export const workforceSignIn = perAccount({
  name: 'iam.workforceSignIn',
  needs: {
    report: onDemand(credentialReport),
    providers: onDemand(samlProviderArns),
    centers: onDemand(maybe(acrossRegions(instances))),
    home: onDemand(organization),
  },
  async read({ apart, account, region }, { report, providers, centers, home }): Promise<WorkforceSignIn> {
    const { fact: consoleUsers } = await apart(async () => {
      const { rows } = await report();
      return [...rows.values()].filter(hasPassword(region)).map(({ arn }) => nameIn(arn));
    });
    if (!isGap(consoleUsers) && consoleUsers.length === 0) {
      return { consoleUsers, samlProviders: absent, identityCenters: absent };
    }
    const [{ fact: arns }, seen] = await Promise.all([apart(providers), centers()]);
    const samlProviders = known(arns, (list) => list.map(nameIn));
    const active = seen.items.flatMap(({ value }) => value).filter(({ status }) => status === 'ACTIVE');
    const shared = active.filter(({ owner }) => owner !== account);
    // Its own is the organization's in the management account.
    const { fact: of } = shared.length === active.length ? { fact: absent } : await apart(home);
    const manages = known(of, (one) => !isAbsent(one) && one.managementAccount === account);
    const identityCenters = isGap(manages)
      ? arnsOf(shared, [...seen.gaps, manages])
      : arnsOf(manages ? active : shared, seen.gaps);
    return { consoleUsers, samlProviders, identityCenters };
  },
});

/** An instance that serves several regions is seen in each. */
function arnsOf(found: readonly Instance[], gaps: readonly Gap[]): List<string> {
  return { items: [...new Set(found.map(({ arn }) => arn))], gaps };
}

function hasPassword(region: string) {
  return ({ arn, password_enabled: enabled }: ReportRow): boolean => {
    if (arn.endsWith(':root')) return false;
    const flag = enabled.toLowerCase();
    if (flag === 'true' || flag === 'false') return flag === 'true';
    return malformed(iam.GetCredentialReport, region, 'password_enabled is neither true nor false');
  };
}
