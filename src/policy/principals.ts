import { type Held, unknown } from './held.js';
import type { Principal, Statement } from './policy.js';
import type { Caller } from './request.js';

/**
 * How a resource policy's statement names a caller, which decides what its `Allow` is worth: `self` grants by itself,
 * `source` names the role or user behind a session and is limited by boundary and session policies,
 * `account` only lets the account's own policies grant.
 */
export type Reach = 'self' | 'source' | 'account';

/** What `concerns` is asked of a caller. */
export interface Whom {
  /** By which reach the statement has to name it; any, when left out. */
  readonly reach?: Reach;
  /** Whether it has a permissions boundary. */
  readonly bounded: boolean;
}

/** A session is named by its own ARN, by its role's or user's, and by its account's. */
function reachOf(principal: Principal, caller: Caller): Reach | undefined {
  const { type, id } = principal;
  if (isEveryone(principal)) return 'self';
  if (caller.kind === 'anonymous') return undefined;
  if (caller.kind === 'service') return type === 'Service' && id === caller.name ? 'self' : undefined;
  if (caller.kind === 'federated') return type === 'Federated' && id === caller.provider ? 'self' : undefined;
  if (type !== 'AWS') return undefined;
  if (id === caller.arn) return 'self';
  if (id === sourceOf(caller)) return 'source';
  const partition = caller.arn.split(':')[1];
  const isAccount = id === caller.account || id === `arn:${partition}:iam::${caller.account}:root`;
  return isAccount ? (caller.kind === 'root' ? 'self' : 'account') : undefined;
}

function sourceOf(caller: Caller): string | undefined {
  return caller.kind === 'role-session' ? caller.role : caller.kind === 'federated-user' ? caller.user : undefined;
}

/**
 * Whether a resource policy's statement is about a caller.
 *
 * `NotPrincipal` in an `Allow` leaves out everyone it names. In a `Deny` it spares a caller for sure when it names it
 * in every way (account and role beside the session); AWS says that it may be denied otherwise, and that a caller
 * with a permissions boundary is denied whoever is named. A canonical user stands for an account by an id that a
 * request does not show: unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function concerns({ effect, principal }: Statement, caller: Caller, { reach, bounded }: Whom): Held {
  if (principal === undefined) return unknown('it names no principal');
  const { named, negated } = principal;
  const reaches = new Set(named.map((one) => reachOf(one, caller)));
  const ways = waysToName(caller);
  const found = ways.filter((way) => reaches.has(way));
  if (!negated) {
    const hit = reach === undefined ? found.length > 0 : reaches.has(reach);
    return hit || ((reach ?? 'account') === 'account' && canonical(named, caller));
  }
  if (effect === 'Deny' && bounded) return true;
  if (named.some(isEveryone)) return false;
  if (found.length === 0) {
    const open = canonical(named, caller);
    return (effect === 'Deny' || (reach ?? 'self') === 'self') && (open === false || open);
  }
  if (effect === 'Allow' || found.length === ways.length) return false;
  return unknown('NotPrincipal names the caller, but not in every way');
}

function waysToName(caller: Caller): readonly Reach[] {
  if (caller.kind === 'user') return ['self', 'account'];
  return sourceOf(caller) === undefined ? ['self'] : ['self', 'source', 'account'];
}

const isEveryone = ({ type, id }: Principal): boolean => type === '*' || (type === 'AWS' && id === '*');

function canonical(named: readonly Principal[], caller: Caller): Held {
  const may = 'account' in caller && named.some(({ type }) => type === 'CanonicalUser');
  return may && unknown('the account of a canonical user is not known');
}
