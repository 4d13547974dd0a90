/** Three-valued logic over what a request may leave open, with the reasons why it is open. */

/** Whether something holds for a request. */
export type Held = boolean | Unknown;

/** It depends on something that is not known. */
export interface Unknown {
  /** What is not known, as clauses without a full stop; at least one. */
  readonly unknown: readonly string[];
}

/** It depends on this. */
export function unknown(clause: string): Unknown {
  return { unknown: [clause] };
}

/** True when one holds; unknown when none does and one may; else false. */
export function anyHolds<T>(items: Iterable<T>, holds: (item: T) => Held): Held {
  return decide(items, holds, true);
}

/** False when one does not hold; unknown when none fails and one may; else true. */
export function allHold<T>(items: Iterable<T>, holds: (item: T) => Held): Held {
  return decide(items, holds, false);
}

/** The opposite of what is known. */
export function opposite(held: Held): Held {
  return typeof held === 'boolean' ? !held : held;
}

function decide<T>(items: Iterable<T>, holds: (item: T) => Held, deciding: boolean): Held {
  const open: string[] = [];
  for (const item of items) {
    const held = holds(item);
    if (held === deciding) return deciding;
    if (typeof held !== 'boolean') open.push(...held.unknown);
  }
  return open.length === 0 ? !deciding : { unknown: [...new Set(open)] };
}
