import { compareText, type Finding } from '../core/finding.js';
import type { Header, ScanResult } from '../core/result.js';
import { plural } from '../core/words.js';
import { matchesWildcard } from '../policy/match.js';
import { closest } from '../suggest.js';
import { type Entry, matchSuppression, suppressionOf } from './suppressions.js';

/** Results with their suppressed findings marked, and what people must hear of the entries. */
export interface Suppressed {
  readonly results: readonly ScanResult[];
  /** Findings that an entry covers no longer: it expired, or the finding became worse. One sentence each. */
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
  const uses = entries.map((entry) => ({ entry, matched: false, expired: 0, worse: 0 }));
  for (const { findings } of results) {
    for await (const finding of findings) {
      const matches = uses.map((use) => ({ use, match: matchSuppression(use.entry, finding, today) }));
      const covered = matches.some(({ match }) => match === 'covers');
      for (const { use, match } of matches) {
        if (match === undefined) continue;
        use.matched = true;
        if (match !== 'covers' && !covered) use[match] += 1;
      }
    }
  }
  const lapsed = uses.flatMap(({ entry: { at, expires }, expired, worse }) => [
    ...(expired > 0 ? [`${at}: expired on ${expires}; ${plural(expired, 'finding')} counts again.`] : []),
    ...(worse > 0 ? [`${at}: ${plural(worse, 'finding')} became worse than what was accepted, and counts again.`] : []),
  ]);
  const unused = uses.flatMap(({ entry, matched }) => (matched ? [] : whyUnused(entry, results)));
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

function mark({ suppression: _, lapsed: __, ...finding }: Finding, entries: readonly Entry[], today: string): Finding {
  const matches = entries.map((entry) => ({ entry, match: matchSuppression(entry, finding, today) }));
  const covering = matches.find(({ match }) => match === 'covers');
  if (covering !== undefined) return { ...finding, suppression: suppressionOf(covering.entry) };
  return matches.some(({ match }) => match !== undefined) ? { ...finding, lapsed: true } : finding;
}

/** What is wrong with an entry that matched nothing; nothing is where a scan did not see all that it names. */
function whyUnused(entry: Entry, results: readonly ScanResult[]): string[] {
  const headers = results.map(({ header }) => header).filter(({ account }) => (entry.account ?? account) === account);
  const { at, check = '*' } = entry;
  const ids = [
    ...new Set(
      headers.flatMap(({ checks, assessedBy }) => [...checks.map(({ id }) => id), ...Object.values(assessedBy).flat()]),
    ),
  ].sort(compareText);
  if (headers.length > 0 && !/[*?]/.test(check) && !ids.includes(check)) {
    return [`${at}: there is no check '${check}'.${closest(check, ids)}`];
  }
  if (!headers.some((header) => sawAll(entry, header))) return [];
  return [`${at}: matches no finding. Remove it, or correct what it names.`];
}

/** True where a scan ran checks that an entry may be about, in all of their scopes that it may be about, to the end. */
function sawAll({ check = '*', region = '*' }: Entry, { partial, coverage, regions }: Header): boolean {
  if (partial !== null) return false;
  const named = regions.find(({ name }) => name === region);
  // A region that is none can be called wrong whatever was scanned.
  if (named === undefined && region !== 'global' && !/[*?]/.test(region)) return true;
  const rows = coverage.filter(
    (row) => matchesWildcard(check, row.checkId) && (row.region === 'global' || matchesWildcard(region, row.region)),
  );
  return (named?.state ?? 'scanned') === 'scanned' && rows.length > 0 && rows.every(({ complete }) => complete);
}
