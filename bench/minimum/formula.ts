import type { AccountShape } from '../account.js';

/**
 * The calls that a check takes at least, by check id, as a function of the account's shape. A call is named
 * `service:Operation`, with ` (what)` after it where one operation is asked about different things (`Filter=User`).
 */
export type Formulas = Readonly<Record<string, (account: AccountShape) => Readonly<Record<string, number>>>>;

/** Resources that one page of any listing holds. */
const pageSize = 1000;

/** The calls of a listing; an empty one takes a call too. */
export function pages(items: number): number {
  return Math.max(1, Math.ceil(items / pageSize));
}
