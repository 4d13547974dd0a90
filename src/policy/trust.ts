/** Who may assume a role, by its trust policy. */
import { binds, isFixedOrOwn, leftBy, type Left, type Reach, takesIn } from './conditions.js';
import { distinct, type Flaw, flaw } from './flaw.js';
import type { Condition, Operator, Policy, Principal, Statement } from './policy.js';
import { looseness } from './restrict.js';
import { serviceOfPrincipal, sourceAware } from './source-aware.js';
import { quoted } from './text.js';

const assumeActions = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

/** One way into a role: a principal that a statement lets in by one action, and the conditions on it. */
export interface Admission extends Left {
  readonly statement: Statement;
  readonly principal: Principal;
  readonly action: (typeof assumeActions)[number];
}

const everyone: Principal = { type: '*', id: '*' };

/**
 * Every way into a role that its `Deny` statements do not surely shut. `NotPrincipal` in an `Allow` admits everyone,
 * and so does a statement without a principal (AWS stores none); an unconditional `Deny` with `NotPrincipal` leaves
 * of everyone only those it names.
 */
export function admissions(policy: Policy): readonly Admission[] {
  return policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) =>
      assumeActions
        .filter((action) => takesIn(statement.action, action))
        .flatMap((action) => {
          const denies = policy.statements.filter((one) => one.effect === 'Deny' && takesIn(one.action, action));
          return admitted(statement, denies).flatMap((principal): Admission[] => {
            const left = leftBy(statement, denies, (deny) => deniedOf(principal, deny));
            return left === undefined ? [] : [{ statement, principal, action, ...left }];
          });
        }),
    );
}

function admitted({ principal }: Statement, denies: readonly Statement[]): readonly Principal[] {
  const named = principal === undefined || principal.negated ? [everyone] : principal.named;
  const left = denies.find((deny) => deny.principal?.negated === true && deny.conditions.length === 0)?.principal;
  return left === undefined ? named : named.flatMap((one) => (isEveryone(one) ? left.named : [one]));
}

/** `"*"` and `{"AWS": "*"}` mean the same in a resource policy. */
function isEveryone({ type, id }: Principal): boolean {
  return type === '*' || (type === 'AWS' && id === '*');
}

function deniedOf(principal: Principal, { principal: denied }: Statement): Reach {
  if (denied === undefined) return 'some';
  if (denied.negated) return denied.named.some(({ id }) => id === principal.id) ? 'none' : 'some';
  const all = denied.named.some(
    (one) =>
      one.type === '*' ||
      (one.type === principal.type && one.id === principal.id) ||
      (isEveryone(one) && (principal.type === 'AWS' || isEveryone(principal))),
  );
  if (all) return 'all';
  const account = accountIn(principal.id);
  const part = isEveryone(principal) || denied.named.some(({ id }) => account !== '' && accountIn(id) === account);
  return part ? 'some' : 'none';
}

function accountIn(id: string): string {
  return /(?:^|:)(\d{12})(?:$|:)/.exec(id)?.[1] ?? '';
}

/** The statements that let anyone assume the role: everyone is a principal, and no condition says who. */
export function openToAnyone(policy: Policy): readonly Flaw[] {
  const open = admissions(policy).flatMap(({ statement, principal, conditions, unsure }) => {
    if (!isAnyone(principal) || conditions.some(limitsWho)) return [];
    const who = statement.principal?.negated === true ? 'NotPrincipal admits all others' : named(principal);
    const loose = conditions.length === 0 ? 'and no condition limits who' : 'and its conditions do not limit who';
    return [flaw(statement, `${who} ${loose}`, unsure)];
  });
  return distinct(open);
}

/** A wildcard that no account stands beside. AWS takes none inside an ARN, so that case is a precaution. */
function isAnyone({ type, id }: Principal): boolean {
  return type === '*' || (/[*?]/.test(id) && accountIn(id) === '');
}

function named({ type, id }: Principal): string {
  return type === '*' ? 'Principal is "*"' : `Principal ${type} is ${quoted(id)}`;
}

const orgPath = (value: string): boolean => /^o-[a-z0-9]+\//.test(value);
const ofAccount = (value: string): boolean => /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(value);

/**
 * A wildcard of `StringLike` reaches over colons, and the path of a role may hold some: one before the account would
 * let roles of other accounts in. Those of `ArnLike` stay within their part.
 */
const principalOfAccount = (value: string, operator: Operator): boolean =>
  ofAccount(value) && (operator.startsWith('Arn') || /^[^*?$]*:\d{12}:/.test(value));

/**
 * Keys that say who assumes a role beside those that make a bucket policy non-public, with the values that do.
 * An ARN needs a literal account, and may leave open what comes after.
 */
const whoKeys: ReadonlyMap<string, (value: string, operator: Operator) => boolean> = new Map([
  ['aws:principalarn', principalOfAccount],
  ['aws:principalaccount', isFixedOrOwn],
  ['aws:principalorgid', isFixedOrOwn],
  ['aws:principalorgpaths', orgPath],
  ['aws:userid', (value) => /^A[A-Z0-9]{15,}(?::|$)/.test(value)],
]);

/**
 * Keys that say for whom a service acts. An `aws:SourceArn` without an account, such as a bucket's, is not enough.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const sourceKeys: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['aws:sourcearn', ofAccount],
  ['aws:sourceaccount', isFixedOrOwn],
  ['aws:sourceorgid', isFixedOrOwn],
  ['aws:sourceorgpaths', orgPath],
]);

function limitsWho(condition: Condition): boolean {
  const accepted = whoKeys.get(condition.key) ?? sourceKeys.get(condition.key);
  return (accepted !== undefined && binds(condition, accepted)) || looseness(condition) === undefined;
}

/** What a trust policy says to services that can state for whom they act. */
export interface ServiceTrust {
  /** Those services, by the first label of their principal. */
  readonly services: readonly string[];
  /** The pages of their documentation that say so. */
  readonly pages: readonly string[];
  /** The statements that let one in for whomever it acts. */
  readonly flaws: readonly Flaw[];
}

/** How a trust policy treats the services that state for whom they act. */
export function serviceTrust(policy: Policy): ServiceTrust {
  const ways = admissions(policy).flatMap((way) => {
    const service = way.principal.type === 'Service' ? serviceOfPrincipal(way.principal.id) : '';
    return way.action === 'sts:AssumeRole' && sourceAware.has(service) ? [{ ...way, service }] : [];
  });
  const flaws = ways
    .filter(({ conditions }) => !conditions.some(namesSource))
    .map(({ statement, service, unsure }) => flaw(statement, `${service} may act for any account`, unsure));
  const services = [...new Set(ways.map(({ service }) => service))];
  const pages = services.flatMap((service) => sourceAware.get(service) ?? []);
  return { services, pages, flaws: distinct(flaws) };
}

function namesSource(condition: Condition): boolean {
  const accepted = sourceKeys.get(condition.key);
  return accepted === undefined ? condition.key === 'sts:externalid' && binds(condition) : binds(condition, accepted);
}

/** What a trust policy says to people: users, and accounts, whose administrators let whom they like assume the role. */
export interface PeopleTrust {
  /** Who is trusted, as the policy names them. */
  readonly people: readonly string[];
  /** The statements that let them in without MFA. */
  readonly withoutMfa: readonly Flaw[];
}

/**
 * How a trust policy treats people. Roles are not people, nor is an account whose `aws:PrincipalArn` is bound to
 * roles: sessions of a role carry no MFA. A unique id (`AIDA…`) is what AWS leaves of a user that was deleted.
 */
export function peopleTrust(policy: Policy): PeopleTrust {
  const ways = admissions(policy).filter(
    ({ action, principal, conditions }) =>
      action === 'sts:AssumeRole' && isPerson(principal) && !conditions.some(bindsToRoles),
  );
  const withoutMfa = ways
    .filter(({ conditions }) => !conditions.some(requiresMfa))
    .map(({ statement, principal, unsure }) => flaw(statement, `${named(principal)} and MFA is not required`, unsure));
  return { people: [...new Set(ways.map(({ principal }) => principal.id))], withoutMfa: distinct(withoutMfa) };
}

function isPerson(principal: Principal): boolean {
  const { type, id } = principal;
  return isEveryone(principal) || (type === 'AWS' && /^(?:\d{12}|arn:[^:]*:iam::[^:]*:(?:root|user\/.+))$/.test(id));
}

function bindsToRoles(condition: Condition): boolean {
  const ofRole = (value: string): boolean => /^arn:[^:]*:(?:iam|sts)::[^:]*:(?:assumed-)?role\//.test(value);
  return condition.key === 'aws:principalarn' && binds(condition, ofRole);
}

/**
 * `aws:MultiFactorAuthPresent` is missing from requests with long-term keys, `aws:MultiFactorAuthAge` from all
 * requests without MFA; `...IfExists` lets such requests in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function requiresMfa({ key, operator, qualifier, ifExists, values }: Condition): boolean {
  const all = (wanted: string): boolean => values.length > 0 && values.every((one) => one.toLowerCase() === wanted);
  if (ifExists || qualifier === 'ForAllValues') return false;
  if (key === 'aws:multifactorauthpresent') return operator === 'Bool' && all('true');
  if (key !== 'aws:multifactorauthage') return false;
  return operator === 'Null' ? all('false') : operator.startsWith('NumericLessThan');
}
