import { takesIn } from './conditions.js';
import { allHold, anyHolds, type Held, opposite, unknown } from './held.js';
import { matchesWildcard } from './match.js';
import { meets } from './meets.js';
import type { Condition, Patterns, Statement } from './policy.js';
import { concerns, type Whom } from './principals.js';
import type { PolicyRequest } from './request.js';
import { quoted } from './text.js';
import { expand, type Reading } from './variables.js';

/** An element of a statement that a request is held against. */
export type Element = 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Condition';

/** Whether a statement applies to a request. */
export interface Applied {
  readonly held: Held;
  /** The first element that fails, or where none does the first that leaves it unknown; absent when all hold. */
  readonly element?: Element;
  /** The condition, when one decided. */
  readonly condition?: Condition;
}

/** Whether a statement of a resource policy applies to a request, principals included. */
export function appliesFor(statement: Statement, request: PolicyRequest, reading: Reading, whom: Whom): Applied {
  const held = concerns(statement, request.caller, whom);
  const element = statement.principal?.negated === true ? 'NotPrincipal' : 'Principal';
  return held === false ? { held, element } : first([{ held, element }, applies(statement, request, reading)]);
}

/** Whether a statement of an identity policy applies to a request, whoever the caller. */
export function applies(statement: Statement, request: PolicyRequest, reading: Reading): Applied {
  const { action, resource, conditions } = statement;
  if (!takesIn(action, request.action)) return { held: false, element: action.negated ? 'NotAction' : 'Action' };
  const reaches = resource === undefined || covers(resource, request.resource, reading);
  const element = resource?.negated === true ? 'NotResource' : 'Resource';
  if (reaches === false) return { held: false, element };
  return first([
    { held: reaches, element },
    ...conditions.map((condition): Applied => ({ held: meets(condition, reading), element: 'Condition', condition })),
  ]);
}

/**
 * In a resource a wildcard reaches over colons and slashes. A text whose variable has no value matches nothing; AWS does
 * not say what `NotResource` makes of it.
 */
function covers({ negated, patterns }: Patterns, resource: string, reading: Reading): Held {
  const matched = anyHolds(patterns, (pattern) => {
    const expanded = expand(pattern, true, reading);
    if (expanded === undefined) return negated && unknown(`a variable of ${quoted(pattern)} has no value`);
    if (!matchesWildcard(expanded.pattern, resource)) return false;
    return expanded.unknown.length === 0 || { unknown: expanded.unknown };
  });
  return negated ? opposite(matched) : matched;
}

/** What decides: the first that fails, else the first that is unknown, with all that is. */
function first(elements: readonly Applied[]): Applied {
  const failed = elements.find(({ held }) => held === false);
  if (failed !== undefined) return failed;
  const held = allHold(elements, (element) => element.held);
  return held === true ? { held } : { ...elements.find((element) => element.held !== true), held };
}
