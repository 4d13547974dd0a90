/** Which users of an identity provider may assume a role, by its trust policy. */
import { binds } from './conditions.js';
import { distinct, type Flaw, flaw } from './flaw.js';
import { isFixed } from './match.js';
import { type Condition, operatorText, type Policy } from './policy.js';
import { quoted } from './text.js';
import { type Admission, admissions } from './trust.js';

/** What a trust policy says to users of identity providers. */
export interface FederatedTrust {
  /** The providers, as the policy names them. */
  readonly providers: readonly string[];
  /** The statements that are not bound to one audience and, for a provider that others share, to one tenant. */
  readonly flaws: readonly FederatedFlaw[];
}

/** A statement that is bound too little. */
export interface FederatedFlaw extends Flaw {
  /** True where the subject is bound and only the provider's own list of client ids limits the audience. */
  readonly limitedByProvider: boolean;
}

/** How a trust policy treats the users of identity providers. */
export function federatedTrust(policy: Policy): FederatedTrust {
  const ways = admissions(policy).filter(({ principal, action }) => {
    const saml = /:saml-provider\//.test(principal.id);
    const possible = isFixed(principal.id) ? [saml ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity'] : [];
    return principal.type === 'Federated' && action !== 'sts:AssumeRole' && (possible[0] ?? action) === action;
  });
  return { providers: [...new Set(ways.map(({ principal }) => principal.id))], flaws: distinct(ways.flatMap(flawsOf)) };
}

function flawsOf({ statement, principal: { id }, action, conditions, unsure }: Admission): readonly FederatedFlaw[] {
  const found = (why: string, limitedByProvider = false) => [{ ...flaw(statement, why, unsure), limitedByProvider }];
  if (!isFixed(id)) return found(`Principal Federated is ${quoted(id)}, which names no provider`);
  const bound = (key: string, accepted = isFixed) => conditions.some((one) => one.key === key && binds(one, accepted));
  const loose = (what: string, key: string) => `the ${what} of ${quoted(id)} is open: ${said(conditions, key)}`;
  if (action === 'sts:AssumeRoleWithSAML') {
    return bound('saml:aud', isSignIn) ? [] : found(loose('audience', 'saml:aud'));
  }
  const registered = /:oidc-provider\/(.+)$/.exec(id)?.[1];
  const issuer = (registered ?? id).toLowerCase();
  const audience = `${issuer}:${['www.amazon.com', 'graph.facebook.com'].includes(issuer) ? 'app_id' : 'aud'}`;
  const tenancy = shared.get(issuer) ?? [];
  const tenant = tenancy.some(([claim, accepted]) => bound(keyOf(issuer, claim), accepted));
  const [first] = tenancy;
  if (first !== undefined && !tenant) return found(loose('subject', keyOf(issuer, first[0])));
  if (bound(audience)) return [];
  const subject = tenant || bound(`${issuer}:sub`, (value) => /^[^*?$]/.test(value));
  return found(loose('audience', audience), registered !== undefined && subject);
}

/** `https://signin.aws.amazon.com/saml`, that of a Region, of any Region, or of one provider. */
function isSignIn(value: string): boolean {
  return isFixed(value.replace(/^https:\/\/\*\.signin\./, 'https://signin.'));
}

function said(conditions: readonly Condition[], key: string): string {
  const condition = conditions.find((one) => one.key === key);
  if (condition === undefined) return `no condition on ${key}`;
  return `${operatorText(condition)} ${condition.name} ${condition.values.slice(0, 3).map(quoted).join(', ')}`;
}

function keyOf(issuer: string, claim: string): string {
  return claim.includes(':') ? claim : `${issuer}:${claim}`;
}

/** Claims that say whose a token is, any of which is enough, with the values that say it; the usual one first. */
type Tenancy = readonly (readonly [claim: string, accepted: (value: string) => boolean])[];

/** `organization:acme:…`, `project_path:acme/…`: the tenant comes first and is complete. */
const tenantFirst = (value: string): boolean => isFixed(value) || /^[a-z_]+:[^*?$:/]+[:/]/.test(value);

/**
 * GitHub's subjects are `repo:OWNER/REPO:…` unless customized, and an organization may customize them as it likes:
 * without an owner in it a subject such as `environment:production` is anybody's.
 */
const ofGitHubOwner = (value: string): boolean =>
  /^(?:[^*?$]*:)?(?:(?:repo|repository):[^*?$:/]+\/.|(?:repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^*?$:]+(?::|$))/.test(
    value,
  );

const github: Tenancy = [
  ['sub', ofGitHubOwner],
  ['repository', (value) => /^[^*?$:/]+\/./.test(value)],
  ['repository_id', isFixed],
  ['enterprise_id', isFixed],
];

/**
 * Providers that many organizations share under one URL, where a claim tells them apart. For those that tell it by
 * the audience (Vercel, Pulumi, Amazon Cognito and the like) the audience is enough, so they are not here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
const shared: ReadonlyMap<string, Tenancy> = new Map<string, Tenancy>([
  ['token.actions.githubusercontent.com', github],
  ['vstoken.actions.githubusercontent.com', github],
  ['oidc-configuration.audit-log.githubusercontent.com', [['sub', isFixed]]],
  ['gitlab.com', [['sub', tenantFirst]]],
  ['app.terraform.io', [['sub', tenantFirst]]],
  ['agent.buildkite.com', [['sub', tenantFirst]]],
  ['oidc.codefresh.io', [['sub', tenantFirst]]],
  ['scalr.io', [['sub', tenantFirst]]],
  ['studio.datachain.ai/api', [['sub', tenantFirst]]],
  ['tokens.cloud.shisho.dev', [['sub', isFixed]]],
  ['proidc.upbound.io', [['sub', isFixed]]],
  ['oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb', [['sub', isFixed]]],
  ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', [['sts:rolesessionname', isFixed]]],
]);
