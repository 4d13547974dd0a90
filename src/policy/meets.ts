import { allHold, anyHolds, type Held, opposite, unknown } from './held.js';
import { comparing } from './operators.js';
import { type Condition, operatorText } from './policy.js';
import { quoted } from './text.js';
import type { Reading } from './variables.js';

/**
 * Whether a request meets a condition. A key that the request does not have meets negated operators, `...IfExists`
 * and `ForAllValues`, and no other; a key that is not known leaves it unknown. So does a key with several values
 * under an operator that is made for one: AWS asks for a set operator there and does not say what happens.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function meets(condition: Condition, reading: Reading): Held {
  const { qualifier, operator, ifExists, values } = condition;
  const found = reading.lookup(condition.name);
  if ('unknown' in found) return found;
  if (operator === 'Null') return anyHolds(values, (value) => isAbsent(value, found.length === 0));
  const { negated, compare } = comparing(operator);
  if (found.length === 0) return ifExists || qualifier === 'ForAllValues' || (negated && qualifier === undefined);
  const one = (value: string): Held => {
    const matched = anyHolds(values, (wanted) => compare(wanted, value, reading));
    return negated ? opposite(matched) : matched;
  };
  if (qualifier === 'ForAllValues') return allHold(found, one);
  if (qualifier === undefined && found.length > 1) {
    return unknown(`${quoted(condition.name)} has several values, and ${operatorText(condition)} compares one`);
  }
  return anyHolds(found, one);
}

/** `true` asks that the key is absent, `false` that it is there. */
function isAbsent(value: string, absent: boolean): Held {
  if (!/^(true|false)$/i.test(value)) return unknown(`${quoted(value)} is not a boolean`);
  return (value.toLowerCase() === 'true') === absent;
}
