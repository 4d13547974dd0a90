/** What identity policies allow on all resources of a kind, rather than on those they name. */
import { binds, leftBy, type Left, type Reach, takesIn } from './conditions.js';
import { type Flaw, flaw } from './flaw.js';
import { isFixed, matchesInPartition } from './match.js';
import type { Condition, Patterns, Policy, Statement } from './policy.js';
import { cutText } from './text.js';

/** An action that a statement allows on all resources of a kind. */
interface WideGrant extends Left {
  readonly statement: Statement;
  readonly action: string;
}

// No pattern can spell this character, so only wildcards match it.
const any = '\0';

const services = { key: 'kms', role: 'iam' } as const;

/** ARNs that stand for all resources of a kind in an account: a pattern that matches every one of them matches all. */
const kinds = {
  key: (account: string) => [
    `arn:${any}:kms:${any}${any}-${any.repeat(4)}-${any}:${account}:key/${[8, 4, 4, 4, 12].map((n) => any.repeat(n)).join('-')}`,
  ],
  role: (account: string) => [
    `arn:${any}:iam::${account}:role/${any}`,
    `arn:${any}:iam::${account}:role/${any.repeat(64)}/${any.repeat(64)}`,
  ],
} as const;

/** A kind of resource: KMS keys or IAM roles. */
type ResourceKind = keyof typeof kinds;

/**
 * The given actions that a policy allows on all resources of a kind, and what its own `Deny` statements leave of that.
 *
 * All means: all of every account, or all of one account that the pattern names literally or by a variable. All keys
 * of one Region are not all. One pattern must take them in by itself; `NotResource` grants all that it does not name,
 * so only a pattern that takes in everything of the kind keeps it from that. A named partition is taken to be the
 * account's own. A policy variable within a name stands for some resources, not all.
 */
function wideGrants(policy: Policy, actions: readonly string[], kind: ResourceKind): readonly WideGrant[] {
  const statements = policy.statements.filter(({ effect }) => effect === 'Allow');
  return statements.flatMap((statement) => {
    const samples = grantedSamples(statement.resource, kind);
    if (samples.length === 0) return [];
    return actions
      .filter((action) => takesIn(statement.action, action))
      .flatMap((action): WideGrant[] => {
        const denies = policy.statements.filter((one) => one.effect === 'Deny' && takesIn(one.action, action));
        const left = leftBy(statement, denies, ({ resource }) => deniedOf(samples, resource, kind));
        return left === undefined ? [] : [{ statement, action, ...left }];
      });
  });
}

/** The ARNs that stand for what a statement grants as a whole; none when it grants less than all. */
function grantedSamples(resource: Patterns | undefined, kind: ResourceKind): readonly string[] {
  const everywhere = kinds[kind](any.repeat(12));
  if (resource === undefined) return everywhere;
  if (resource.negated) return resource.patterns.some((one) => matchesInPartition(one, everywhere)) ? [] : everywhere;
  return resource.patterns.flatMap((one) => samplesFor(one, kind));
}

function samplesFor(pattern: string, kind: ResourceKind): readonly string[] {
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}|\$\{[^}]+\}):/.exec(pattern)?.[1];
  const samples = kinds[kind](account ?? any.repeat(12));
  return matchesInPartition(pattern, samples) ? samples : [];
}

function deniedOf(granted: readonly string[], resource: Patterns | undefined, kind: ResourceKind): Reach {
  if (resource === undefined) return 'all';
  if (!resource.negated) {
    if (resource.patterns.some((one) => matchesInPartition(one, granted))) return 'all';
    return resource.patterns.every((one) => isOfOther(one, kind)) ? 'none' : 'some';
  }
  // A Deny with NotResource leaves what it names, which is all only where it names all.
  if (resource.patterns.some((one) => matchesInPartition(one, granted))) return 'none';
  return resource.patterns.some((one) => samplesFor(one, kind).length > 0) ? 'some' : 'all';
}

function isOfOther(pattern: string, kind: ResourceKind): boolean {
  const service = /^arn:[^:]*:([a-z0-9-]+):/.exec(pattern)?.[1];
  return service !== undefined && service !== services[kind];
}

const decryption = ['kms:Decrypt', 'kms:ReEncryptFrom'];

/** What a policy allows on all KMS keys. */
export interface KeyGrants {
  readonly flaws: readonly Flaw[];
  /** True when a condition names the keys, or the service they are used through, in every one of them. */
  readonly conditional: boolean;
}

/** The statements of a policy that let its holder decrypt with all keys, whatever their conditions. */
export function decryptsWithAllKeys(policy: Policy): KeyGrants {
  const grants = wideGrants(policy, decryption, 'key');
  return { flaws: flawsOf(grants, 'key'), conditional: grants.every(({ conditions }) => conditions.some(namesKeys)) };
}

function namesKeys(condition: Condition): boolean {
  const { key } = condition;
  if (key === 'kms:viaservice') return binds(condition, startsWithService);
  if (key === 'kms:resourcealiases') return binds(condition, (value) => /^alias\/[^*?$]/.test(value));
  return key.startsWith('aws:resourcetag/') && binds(condition, isFixedOrPrincipal);
}

const delegation = ['iam:PassRole', 'sts:AssumeRole'];

/** The statements of a policy that let its holder pass or assume all roles, and set no condition that names some. */
export function delegatesAllRoles(policy: Policy): readonly Flaw[] {
  const grants = wideGrants(policy, delegation, 'role');
  const unnamed = grants.filter(({ action, conditions }) => !conditions.some((one) => namesRoles(one, action)));
  return flawsOf(unnamed, 'role');
}

/**
 * AWS advises against tags of the role for `iam:PassRole`, where they do not work reliably.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function namesRoles(condition: Condition, action: string): boolean {
  const { key } = condition;
  // A role of another account cannot be passed at all, so a condition on the role's account names nothing.
  if (action === 'iam:PassRole') return key === 'iam:passedtoservice' && binds(condition, startsWithService);
  if (key === 'aws:resourceorgid' || key === 'aws:resourceaccount') return binds(condition, isFixedOrPrincipal);
  return /^(?:aws|iam):resourcetag\//.test(key) && binds(condition, isFixedOrPrincipal);
}

/** What is of the resource itself (`${aws:ResourceAccount}`) equals what it is compared with, and names nothing. */
function isFixedOrPrincipal(value: string): boolean {
  return isFixed(value) || /^\$\{aws:Principal(?:Account|OrgID|Tag\/[^}*?]+)\}$/i.test(value);
}

/** `s3.*.amazonaws.com` and `ec2.amazonaws.com*` name a service and leave its Region or partition open. */
function startsWithService(value: string): boolean {
  return isFixed(value) || /^[a-z0-9-]+\.[a-z0-9.*-]*$/i.test(value);
}

function flawsOf(grants: readonly WideGrant[], kind: ResourceKind): readonly Flaw[] {
  return [...new Set(grants.map(({ statement }) => statement))].map((statement) => {
    const own = grants.filter((one) => one.statement === statement);
    const actions = own.map(({ action }) => action).join(' and ');
    const unsure = [...new Set(own.flatMap((one) => one.unsure))];
    return flaw(statement, `${actions} on ${describeResource(statement.resource, kind)}`, unsure);
  });
}

function describeResource(resource: Patterns | undefined, kind: ResourceKind): string {
  if (resource === undefined) return 'any resource, since it names none';
  const { negated, patterns } = resource;
  if (!negated) return cutText(patterns.find((one) => samplesFor(one, kind).length > 0) ?? '');
  const [first = '', ...more] = patterns;
  return `all but ${cutText(first)}${more.length === 0 ? '' : ` and ${more.length} more`} (NotResource)`;
}
