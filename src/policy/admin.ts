import { matchesAction, matchesInPartition } from './match.js';
import type { Policy, Statement } from './policy.js';

// No pattern can spell this character, so only wildcards match it.
const any = '\0';
const many = any.repeat(99);

/** The shortest action there is (`s3` and `GET` are the shortest prefix and name in use) and a long one. */
const actions = [`${any.repeat(2)}:${any.repeat(3)}`, `${many}:${many}`];

/** The barest ARN there is and a full one. */
const resources = [`arn:${any}:${any}:::${any}`, `arn:${many}:${many}:${many}:${many}:${many}/${many}:${many}`];

/**
 * The statements of an identity policy that alone make an administrator: they allow every action on every resource
 * and set no condition.
 *
 * One of the patterns must match everything by itself (`*`, `*:*`, `**`, `?*`; among resources also every ARN of a
 * partition, `arn:aws:*`); a list whose patterns do so only together (`a*`, `b*`, …) does not count. Neither does
 * `NotAction` or `NotResource`, which leave out what they name. A condition counts as one whatever it asks.
 */
export function adminStatements(policy: Policy): readonly Statement[] {
  return policy.statements.filter(
    ({ effect, action, resource, conditions }) =>
      effect === 'Allow' &&
      conditions.length === 0 &&
      !action.negated &&
      action.patterns.some(isEveryAction) &&
      resource?.negated === false &&
      resource.patterns.some((pattern) => matchesInPartition(pattern, resources)),
  );
}

/** A pattern that matches both the shortest and the longest text of unspellable characters matches those between. */
function isEveryAction(pattern: string): boolean {
  return actions.every((action) => matchesAction(pattern, action));
}
