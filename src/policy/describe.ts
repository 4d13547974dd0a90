import { type Condition, operatorText, type Patterns, type Principals, type Statement } from './policy.js';
import { cutText } from './text.js';

const most = 3;

/** What to call a statement: by its Sid, or by its place in the document, from 1. */
export function statementName({ sid, index }: Pick<Statement, 'sid' | 'index'>): string {
  return `statement ${sid === undefined || sid === '' ? index + 1 : cutText(sid)}`;
}

/**
 * The elements of a statement that decide who may do what, as one line of JSON to show beside a verdict.
 * Lists are cut after three entries and long texts after sixty characters; what was left out is counted.
 * Resources are left out: they do not decide whether a statement is public.
 */
export function describeStatement(statement: Statement): string {
  const { sid, effect, principal, action, conditions } = statement;
  return JSON.stringify({
    ...(sid !== undefined && { Sid: cutText(sid) }),
    Effect: effect,
    ...(principal && { [principal.negated ? 'NotPrincipal' : 'Principal']: principalsShown(principal) }),
    [action.negated ? 'NotAction' : 'Action']: listShown(action.patterns),
    ...(conditions.length > 0 && { Condition: conditionsShown(conditions) }),
  });
}

type Shown = string | readonly string[];

function listShown(values: Patterns['patterns']): Shown {
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0) return cutText(only);
  const shown = values.slice(0, most).map(cutText);
  return values.length > most ? [...shown, `… ${values.length - most} more`] : shown;
}

function principalsShown({ named }: Principals): Shown | Record<string, Shown> {
  const types = [...new Set(named.map(({ type }) => type))];
  if (types.includes('*')) return '*';
  return Object.fromEntries(
    types.map((type) => [type, listShown(named.filter((one) => one.type === type).map(({ id }) => id))]),
  );
}

function conditionsShown(conditions: readonly Condition[]): Record<string, unknown> {
  const shown = new Map<string, [string, Shown][]>();
  for (const condition of conditions.slice(0, most)) {
    const operator = operatorText(condition);
    shown.set(operator, [...(shown.get(operator) ?? []), [cutText(condition.name), listShown(condition.values)]]);
  }
  const left = conditions.length - most;
  const entries = [...shown].map(([operator, keys]): [string, unknown] => [operator, Object.fromEntries(keys)]);
  return Object.fromEntries(left > 0 ? [...entries, ['…', `${left} more`]] : entries);
}
