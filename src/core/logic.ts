/**
 * Three-valued logic over values that may be gaps. One known value that decides
 * does decide, whatever could not be read beside it; otherwise the gaps are handed on.
 */
import { type Gap, isGap, mergeGaps } from './fact.js';

/** A truth value that may not be known. */
export type Truth = boolean | Gap;

function decide(values: readonly Truth[], deciding: boolean): Truth {
  if (values.includes(deciding)) return deciding;
  const [first, ...rest] = values.filter(isGap);
  return first === undefined ? !deciding : mergeGaps([first, ...rest]);
}

/** True when one value is true; a gap when none is and one could not be read; else false. */
export function anyOf(values: readonly Truth[]): Truth {
  return decide(values, true);
}

/** False when one value is false; a gap when none is and one could not be read; else true. */
export function allOf(values: readonly Truth[]): Truth {
  return decide(values, false);
}

/** The opposite of a known value; a gap stays a gap. */
export function not(value: Truth): Truth {
  return isGap(value) ? value : !value;
}

/** Applies `read` to a known value and hands a gap on. */
export function known<T, U>(fact: T | Gap, read: (value: T) => U): U | Gap {
  return isGap(fact) ? fact : read(fact);
}
