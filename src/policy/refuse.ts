import { matchesAction, matchesWildcard } from './match.js';
import type { Condition, Patterns, Policy, Statement } from './policy.js';
import { quoted } from './text.js';

/** Requests that a resource policy should refuse, whoever sends them. */
export interface Requests {
  /** One action, or with a `*` at its end all that begin so. */
  readonly action: string;
  /** One ARN, or with a `*` at its end all that begin so. */
  readonly resource: string;
  /** True for a condition that every one of these requests meets. */
  meets(condition: Condition): boolean;
}

/** The statements that refuse all of these requests, each by itself. */
export function refusals(policy: Policy, requests: Requests): readonly Statement[] {
  return policy.statements.filter(
    (statement) => statement.effect === 'Deny' && shortfall(statement, requests) === undefined,
  );
}

/**
 * What keeps a `Deny` statement from refusing all of these requests by itself, in words that follow its name;
 * undefined where it does refuse them all.
 *
 * `NotPrincipal`, `NotAction` and `NotResource` each leave something out, and every condition that the requests
 * do not all meet narrows the statement, since all conditions of a statement must hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function shortfall(
  { principal, action, resource, conditions }: Statement,
  requests: Requests,
): string | undefined {
  if (principal === undefined || principal.negated || !principal.named.some(isEveryone)) {
    return 'does not name every principal';
  }
  if (!covers(action, requests.action, matchesAction)) return `does not cover the action ${requests.action}`;
  if (resource === undefined || !covers(resource, requests.resource, matchesWildcard)) {
    return `does not cover ${requests.resource}`;
  }
  const narrowing = conditions.find((condition) => !requests.meets(condition));
  return narrowing && `holds only under its condition on ${quoted(narrowing.name)}`;
}

/** Both ways to write everyone are the same to AWS, in a `Deny` as in an `Allow`. */
function isEveryone({ type, id }: { readonly type: string; readonly id: string }): boolean {
  return type === '*' || (type === 'AWS' && id === '*');
}

/**
 * True when one pattern matches all that `texts` stands for. After its beginning come characters that no pattern can
 * spell: one of them, and more than the pattern can count out. What matches both matches every end.
 */
export function covers(
  { negated, patterns }: Patterns,
  texts: string,
  matches: (pattern: string, text: string) => boolean,
): boolean {
  if (negated) return false;
  if (!texts.endsWith('*')) return patterns.some((pattern) => matches(pattern, texts));
  const beginning = texts.slice(0, -1);
  return patterns.some((pattern) =>
    [1, pattern.length].every((count) => matches(pattern, beginning + '\0'.repeat(count))),
  );
}
