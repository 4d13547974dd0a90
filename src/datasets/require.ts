import { malformed } from '../core/unreadable.js';
import type { Operation } from '../core/operation.js';

/** The operation that answered, and where. */
interface At {
  readonly operation: Operation;
  readonly region: string;
}

/**
 * A member of an answer that decides: the SDK types every member as optional, and a missing one is
 * never `false`, `0` or empty. Ends the read as a `malformed` gap where it is missing, or a number that is none.
 */
export function required<T>(value: T | null | undefined, member: string, { operation, region }: At): T {
  if (typeof value === 'number' && !Number.isFinite(value)) malformed(operation, region, `its ${member} is no number`);
  return value ?? malformed(operation, region, `it has no ${member}`);
}

/** A flag that decides. JSON services hand on whatever type the answer has, and `"false"` would read as true. */
export function requiredFlag(value: boolean | null | undefined, member: string, at: At): boolean {
  const flag: unknown = required(value, member, at);
  return typeof flag === 'boolean' ? flag : malformed(at.operation, at.region, `its ${member} is no flag`);
}
