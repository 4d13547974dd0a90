import type { Unknown } from './held.js';
import { unknown } from './held.js';
import { quoted } from './text.js';

/** Tags by key. Left out, they are not known. */
type Tags = Readonly<Record<string, string>>;

/** Who makes a request. ARNs are those that AWS gives: of a session, its `sts` ARN beside its role's `iam` ARN. */
export type Caller =
  | { readonly kind: 'root'; readonly account: string; readonly arn: string }
  | { readonly kind: 'user'; readonly account: string; readonly arn: string; readonly tags?: Tags }
  | {
      readonly kind: 'role-session';
      readonly account: string;
      readonly arn: string;
      readonly role: string;
      readonly tags?: Tags;
    }
  | {
      readonly kind: 'federated-user';
      readonly account: string;
      readonly arn: string;
      /** ARN of the user that asked for the session. */
      readonly user: string;
      readonly tags?: Tags;
    }
  /** Somebody who has signed in with an identity provider and has no session yet; `arn` names the provider. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'anonymous' };

/** What a request says beside its caller, action and resource. Keys are case-insensitive. */
export interface Context {
  /** Values by key. An empty list is a key that the request does not have. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /**
   * Keys of which it is not known whether the request has them, or `others` for all that `values` leaves out. A key
   * that is in neither is one that the request does not have: AWS tells that from a key that nobody looked up.
   */
  readonly unknown: readonly string[] | 'others';
}

/** A request to judge. */
export interface PolicyRequest {
  readonly caller: Caller;
  /** For example `s3:GetObject`. */
  readonly action: string;
  /** An ARN; `*` for an action that has no resource. */
  readonly resource: string;
  /** The account that owns the resource; many ARNs do not say it. */
  readonly resourceAccount: string;
  readonly context: Context;
}

/** Values of a key; none when the request does not have it. */
export type Lookup = (key: string) => readonly string[] | Unknown;

/**
 * Looks the keys of a request up: what its context says and, where it does not, what its caller implies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf({ caller, context }: PolicyRequest): Lookup {
  const values = new Map(callerKeys(caller));
  for (const [key, value] of Object.entries(context.values)) values.set(key.toLowerCase(), list(value));
  const notKnown = context.unknown === 'others' ? undefined : new Set(context.unknown.map((key) => key.toLowerCase()));
  const tagsNotKnown = 'account' in caller && caller.kind !== 'root' && caller.tags === undefined;
  return (key) => {
    const found = values.get(key.toLowerCase());
    const open = notKnown?.has(key.toLowerCase()) ?? true;
    const openTag = tagsNotKnown && key.toLowerCase().startsWith('aws:principaltag/');
    return found ?? (open || openTag ? unknown(`${quoted(key)} is not known`) : []);
  };
}

const list = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

const types = {
  root: 'Account',
  user: 'User',
  'role-session': 'AssumedRole',
  'federated-user': 'FederatedUser',
  anonymous: 'Anonymous',
} as const;

function callerKeys(caller: Caller): [string, readonly string[]][] {
  if (caller.kind === 'federated' || caller.kind === 'service') return [];
  const type: [string, readonly string[]] = ['aws:principaltype', [types[caller.kind]]];
  if (caller.kind === 'anonymous') return [type, ['aws:principalarn', []], ['aws:principalaccount', []]];
  const tags = 'tags' in caller ? Object.entries(caller.tags ?? {}) : [];
  return [
    type,
    ['aws:principalarn', [caller.kind === 'role-session' ? caller.role : caller.arn]],
    ['aws:principalaccount', [caller.account]],
    ['aws:username', caller.kind === 'user' ? [caller.arn.slice(caller.arn.lastIndexOf('/') + 1)] : []],
    ...tags.map(([key, value]): [string, string[]] => [`aws:principaltag/${key.toLowerCase()}`, [value]]),
  ];
}
