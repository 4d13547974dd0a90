/**
 * The IAM policy language, parsed and normalised: every list is a list, every scalar a string.
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

/** A policy document. */
export interface Policy {
  /** Version of the language, not of the document; `2008-10-17` where the document names none. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly id?: string;
  /** In the order of the document; at least one. */
  readonly statements: readonly Statement[];
}

/** One statement of a policy. */
export interface Statement {
  /** Place in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent in identity policies, where it is the identity that the policy is attached to. */
  readonly principal?: Principals;
  readonly action: Patterns;
  /** Absent where a policy speaks only of what it is attached to (a role's trust policy, a repository's policy). */
  readonly resource?: Patterns;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
}

/** `Action` or `Resource`; `NotAction` or `NotResource` when negated. At least one pattern. */
export interface Patterns {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** `Principal`, or `NotPrincipal` when negated. At least one is named. */
export interface Principals {
  readonly negated: boolean;
  readonly named: readonly Principal[];
}

/** Kinds of principal that a map can name. */
export const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/** One principal. `"Principal": "*"` has the type `*`; `{"AWS": "*"}` has the type `AWS` and the id `*`. */
export interface Principal {
  readonly type: (typeof principalTypes)[number] | '*';
  readonly id: string;
}

/** One operator applied to one key. It holds when any of the values matches (none, for negated operators). */
export interface Condition {
  /** Set operator for keys with several values. */
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  readonly operator: Operator;
  /** True for `...IfExists`: a key that is missing from the request then satisfies the condition. */
  readonly ifExists: boolean;
  /** Key in lower case: key names are case-insensitive. */
  readonly key: string;
  /** Key as the document spells it. */
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * Condition operators, without set operator and `IfExists`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
] as const;

/** A condition operator. */
export type Operator = (typeof operators)[number];

/** The operator of a condition as a document writes it, for example `ForAnyValue:StringLikeIfExists`. */
export function operatorText(condition: Pick<Condition, 'qualifier' | 'operator' | 'ifExists'>): string {
  const qualifier = condition.qualifier === undefined ? '' : `${condition.qualifier}:`;
  return `${qualifier}${condition.operator}${condition.ifExists ? 'IfExists' : ''}`;
}
