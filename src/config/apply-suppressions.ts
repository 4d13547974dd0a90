import { type Entry, matchSuppression, suppressionOf } from './suppressions.js';
import type { Finding } from '../core/finding.js';
import type { ScanResult } from '../core/result.js';
import { plural } from '../core/words.js';

/** Results with their suppressed findings marked, and what people must hear of the entries. */
export interface Suppressed {
  readonly results: readonly ScanResult[];
  /** Entries that hold no longer: expired, or the finding became worse. One sentence each. */
  readonly lapsed: readonly string[];
  /** Entries that could have matched and did not. One sentence each. */
  readonly unused: readonly string[];
}

/** Marks the findings that entries cover. What results said of suppressions before does not count. */
export async function applySuppressions(
  results: readonly ScanResult[],
  entries: readonly Entry[],
  today: string,
): Promise<Suppressed> {
  const uses = entries.map(() => ({ covers: 0, expired: 0, worse: 0 }));
  for (const { findings } of results) {
    for await (const finding of findings) {
      for (const [index, entry] of entries.entries()) {
        const match = matchSuppression(entry, finding, today);
        const use = uses[index];
        if (match !== undefined && use !== undefined) use[match] += 1;
      }
    }
  }
  const lapsed = entries.flatMap(({ at, expires }, index) => {
    const { expired = 0, worse = 0 } = uses[index] ?? {};
    return [
      ...(expired > 0 ? [`${at}: expired on ${expires}; ${plural(expired, 'finding')} counts again.`] : []),
      ...(worse > 0
        ? [`${at}: ${plural(worse, 'finding')} became worse than what was accepted, and counts again.`]
        : []),
    ];
  });
  const unused = entries
    .filter((entry, index) => {
      const { covers = 0, expired = 0, worse = 0 } = uses[index] ?? {};
      return covers + expired + worse === 0 && couldMatch(entry, results);
    })
    .map(({ at }) => `${at}: matches no finding. Remove it, or correct what it names.`);
  return { results: results.map((result) => marked(result, entries, today)), lapsed, unused };
}

function marked(result: ScanResult, entries: readonly Entry[], today: string): ScanResult {
  return {
    ...result,
    findings: {
      async *[Symbol.asyncIterator]() {
        for await (const finding of result.findings) yield mark(finding, entries, today);
      },
    },
  };
}

function mark({ suppression: _, ...finding }: Finding, entries: readonly Entry[], today: string): Finding {
  const entry = entries.find((one) => matchSuppression(one, finding, today) === 'covers');
  return entry === undefined ? finding : { ...finding, suppression: suppressionOf(entry) };
}

/** True where the scans covered what an entry names exactly: its account was scanned, its region and check were selected. */
function couldMatch({ account, region, check }: Entry, results: readonly ScanResult[]): boolean {
  return results.some(({ header }) => {
    const { state } = header.regions.find(({ name }) => name === region) ?? { state: 'scanned' };
    const exact = check !== undefined && !/[*?]/.test(check);
    return (
      (account ?? header.account) === header.account &&
      state === 'scanned' &&
      (!exact || header.checks.some(({ id }) => id === check) || !header.coverage.length)
    );
  });
}
