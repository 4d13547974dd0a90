import { malformed } from '../core/reader.js';
import type { Operation } from '../core/operation.js';

/**
 * A member of an answer that decides: the SDK types every member as optional, and a missing one is
 * never `false`, `0` or empty. Ends the read as a `malformed` gap where it is missing.
 */
export function required<T>(
  value: T | null | undefined,
  member: string,
  { operation, region }: { readonly operation: Operation; readonly region: string },
): T {
  return value ?? malformed(operation, region, `it has no ${member}`);
}
