import { isFixed, matchesAction } from './match.js';
import type { Condition, Operator, Patterns, Statement } from './policy.js';
import { equality } from './restrict.js';

/**
 * True when a condition of an `Allow` holds only for requests whose key has one of the values, and each of them is
 * `accepted`. `...IfExists` and `ForAllValues:` are met by a request without the key, negated operators by all other
 * values, so they bind nothing. `StringEquals` takes a wildcard literally and then lets nobody in; such a value is
 * not accepted as a fixed one either, because it is a mistake that is "mended" with `StringLike`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function binds(
  condition: Condition,
  accepted: (value: string, operator: Operator) => boolean = isFixed,
): boolean {
  const { operator, qualifier, ifExists, values } = condition;
  return (
    equality.includes(operator) &&
    qualifier !== 'ForAllValues' &&
    !ifExists &&
    values.length > 0 &&
    values.every((value) => accepted(value, operator))
  );
}

/** True for a fixed value, and for the variables that stand for the account or organization of the resource itself. */
export function isFixedOrOwn(value: string): boolean {
  return isFixed(value) || /^\$\{aws:Resource(?:Account|OrgID)\}$/i.test(value);
}

/** True when an `Action` or `NotAction` element takes in an action such as `kms:Decrypt`. */
export function takesIn({ negated, patterns }: Patterns, action: string): boolean {
  return patterns.some((pattern) => matchesAction(pattern, action)) !== negated;
}

/** How much of what an `Allow` grants a `Deny` speaks of, its conditions aside. */
export type Reach = 'all' | 'some' | 'none';

/** What `Deny` statements leave of an `Allow`. */
export interface Left {
  /** The conditions of the `Allow`, and those that a `Deny` surely adds. */
  readonly conditions: readonly Condition[];
  /** Statements that may take back more than can be told without simulating a request. */
  readonly unsure: readonly Statement[];
}

/** What `Deny` statements leave of an `Allow`; undefined when they surely take back all of it. */
export function leftBy(
  allow: Statement,
  denies: readonly Statement[],
  reach: (deny: Statement) => Reach,
): Left | undefined {
  const conditions = [...allow.conditions];
  const unsure: Statement[] = [];
  for (const deny of denies) {
    const reached = reach(deny);
    if (reached === 'none') continue;
    if (reached === 'all' && deny.conditions.length === 0) return undefined;
    const added = reached === 'all' ? complement(deny.conditions) : undefined;
    if (added === undefined) unsure.push(deny);
    else conditions.push(added);
  }
  return { conditions, unsure };
}

const positives: ReadonlyMap<Operator, Operator> = new Map<Operator, Operator>([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
  ['NotIpAddress', 'IpAddress'],
]);

const opposites: ReadonlyMap<Operator, Operator> = new Map<Operator, Operator>([
  ['NumericGreaterThan', 'NumericLessThanEquals'],
  ['NumericGreaterThanEquals', 'NumericLessThan'],
]);

/**
 * The condition that a request must meet to escape a `Deny` with these conditions; undefined where that is no single
 * one. Negated operators also hold for a request without the key, so their positive form is the exact complement;
 * other operators do so only with `...IfExists`.
 */
function complement([only, ...more]: readonly Condition[]): Condition | undefined {
  if (only === undefined || more.length > 0 || only.qualifier !== undefined) return undefined;
  const positive = positives.get(only.operator);
  if (positive !== undefined) return { ...only, operator: positive, ifExists: false };
  const [value, ...others] = only.values;
  if (value === undefined || others.length > 0) return undefined;
  const flag = /^(?:(true)|false)$/i.exec(value);
  const negated = flag && { ...only, ifExists: false, values: [String(flag[1] === undefined)] };
  if (only.operator === 'Null') return negated ?? undefined;
  if (!only.ifExists) return undefined;
  if (only.operator === 'Bool') return negated ?? undefined;
  const opposite = opposites.get(only.operator);
  return opposite && { ...only, operator: opposite, ifExists: false };
}
