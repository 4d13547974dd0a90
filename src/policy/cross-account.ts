import { binds } from './conditions.js';
import type { Condition, Patterns, Policy, Principal, Statement } from './policy.js';
import { quoted } from './text.js';

/** What one `Allow` statement of a resource policy lets the principals of another account do. */
export interface CrossAccountGrant {
  /**
   * The id of the account; `anyone` where the statement lets in every account; `unstated` where a principal does
   * not say whose it is (a canonical user, an origin access identity, an identity provider on the web).
   */
  readonly account: string;
  /** The statement's place in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly action: Patterns;
  /** The organizations that a condition limits it to, by literal ids; absent when none does. */
  readonly organizations?: readonly string[];
  /** One sentence. */
  readonly why: string;
}

/**
 * What the `Allow` statements of a resource policy let other accounts than its own do: one entry for each statement
 * and account, in the order of the document.
 *
 * A condition takes accounts away only when it names every account it lets in, literally and by an operator that a
 * request without the key fails (`aws:PrincipalAccount`, `aws:PrincipalArn`, `aws:SourceAccount`, …). All
 * others are taken to be met. `Deny` statements play no part: they may forbid again what is granted here. Service
 * principals are no account, and a unique id (`AIDA…`) is what AWS leaves of a principal that was deleted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function crossAccountGrants(policy: Policy, ownAccount: string): readonly CrossAccountGrant[] {
  return policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => grantsOf(statement).filter(({ account }) => account !== ownAccount));
}

/** Whom a statement lets in, and the words that say so. */
type Admitted = readonly (readonly [account: string, said: string])[];

function grantsOf(statement: Statement): CrossAccountGrant[] {
  const { index, sid, action, conditions } = statement;
  const organizations = conditions.find(namesOrganizations)?.values;
  const limit = organizations && ` of ${organizations.map(quoted).join(' or ')}`;
  const admitted = new Map(conditions.reduce(narrowed, admittedBy(statement)));
  return [...admitted].map(([account, said]) => ({
    account,
    index,
    ...(sid !== undefined && { sid }),
    action,
    ...(organizations && { organizations }),
    why: `${said}${limit === undefined ? '' : `, limited to principals${limit}`}.`,
  }));
}

function admittedBy({ principal }: Statement): Admitted {
  if (principal === undefined) return [['anyone', 'It names no principal']];
  if (principal.negated) return [['anyone', 'NotPrincipal admits everyone but those it names']];
  return principal.named.flatMap((named): Admitted => {
    const account = accountOf(named);
    const said = named.type === '*' ? 'Principal is "*"' : `Principal ${named.type} is ${quoted(named.id)}`;
    return account === undefined ? [] : [[account, said]];
  });
}

function accountOf({ type, id }: Principal): string | undefined {
  if (type === 'Service' || /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(id)) return undefined;
  if (type !== 'Federated' && id === '*') return 'anyone';
  return accountIn(id) ?? 'unstated';
}

/** The account that an id or an ARN says literally, whatever follows it. */
function accountIn(text: string): string | undefined {
  return /^(?:arn:[\w-]+:[\w-]+:[\w-]*:)?(\d{12})(?![^:])/.exec(text)?.[1];
}

const principalKeys: readonly string[] = ['aws:principalaccount', 'aws:principalarn', 'kms:calleraccount'];

// These say for whom a service calls, so they are never taken to contradict a principal that is named.
const sourceKeys: readonly string[] = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceowner'];

function narrowed(admitted: Admitted, condition: Condition): Admitted {
  const aboutSource = sourceKeys.includes(condition.key);
  if (!aboutSource && !principalKeys.includes(condition.key)) return admitted;
  if (!binds(condition, (value) => accountIn(value) !== undefined)) return admitted;
  const accounts = [...new Set(condition.values.flatMap((value) => accountIn(value) ?? []))];
  return admitted.flatMap(([account, said]): Admitted => {
    const stated = account !== 'anyone' && account !== 'unstated';
    if (stated) return aboutSource || accounts.includes(account) ? [[account, said]] : [];
    return accounts.map((one) => [one, `${said}, and ${condition.operator} of ${condition.name} names account ${one}`]);
  });
}

function namesOrganizations(condition: Condition): boolean {
  return condition.key === 'aws:principalorgid' && binds(condition, (value) => /^o-[a-z0-9]+$/.test(value));
}
