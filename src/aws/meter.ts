import type { CallCount } from '../core/result.js';

/** A count that grows. */
export type Count = { -readonly [K in keyof CallCount]: CallCount[K] };

/** Counts calls by operation and region. */
export class Meter {
  private readonly counts = new Map<string, Count>();

  /** The count of an operation in a region, to be added to. */
  of(operation: string, region: string): Count {
    const key = `${operation} ${region}`;
    let count = this.counts.get(key);
    if (count === undefined) {
      count = { operation, region, calls: 0, retries: 0, throttles: 0, errors: 0 };
      this.counts.set(key, count);
    }
    return count;
  }

  /** Every count, by operation and region. */
  all(): readonly CallCount[] {
    return [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => ({ ...count }));
  }
}
