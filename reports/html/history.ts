import type { Header } from '../../src/core/result.js';

/**
 * Indices of the scans that a later one of the same account and the same selection replaces. They are history: their
 * findings would count every resource twice.
 */
export function historyOf(headers: readonly Header[]): ReadonlySet<number> {
  const latest = new Map<string, number>();
  const earlier = new Set<number>();
  for (const [index, header] of headers.entries()) {
    const what = selectionOf(header);
    const other = latest.get(what);
    if (other === undefined) {
      latest.set(what, index);
      continue;
    }
    const newer = header.now > (headers[other]?.now ?? '') ? index : other;
    earlier.add(newer === index ? other : index);
    latest.set(what, newer);
  }
  return earlier;
}

/** What was looked at: scans of which this is equal can be compared number by number. */
export function selectionOf({ partition, account, checks, regions, partial }: Header): string {
  const ids = checks.map(({ id }) => id);
  const scanned = regions.filter(({ state }) => state === 'scanned').map(({ name }) => name);
  return JSON.stringify([partition, account, ids.sort(), scanned.sort(), partial === null]);
}
