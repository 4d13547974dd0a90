import { type Severity, severities } from '../../src/core/check.js';
import type { GapReason } from '../../src/core/fact.js';
import type { Finding, Source, Status } from '../../src/core/finding.js';
import type { CheckInfo, Header, ScanResult } from '../../src/core/result.js';

/** Findings by status. */
export type Counts = Record<Status, number>;

/** Fails of one check at one severity, with the first few of them. */
export interface FailGroup {
  readonly check: CheckInfo;
  readonly severity: Severity;
  readonly examples: Finding[];
  count: number;
}

/** Findings left unknown for one reason, whatever the region. */
export interface UnknownGroup {
  readonly reason: GapReason;
  readonly regions: Set<string>;
  readonly checks: Set<string>;
  worst: Severity;
  count: number;
}

/** What one look through a result tells. Its size depends on checks and regions, not on resources; sources aside. */
export interface Survey {
  readonly header: Header;
  /** What the header says of a check; of one that it does not list, no more than the id. */
  readonly check: (id: string) => CheckInfo;
  readonly total: Counts;
  readonly bySeverity: ReadonlyMap<string, Counts>;
  readonly byService: ReadonlyMap<string, Counts>;
  readonly byRecommendation: ReadonlyMap<string, Counts>;
  readonly byCheck: ReadonlyMap<string, Counts>;
  /** Worst first. */
  readonly fails: readonly FailGroup[];
  /** Worst first. */
  readonly unknowns: readonly UnknownGroup[];
  readonly sources: ReadonlyMap<string, Source>;
}

/** How many fails of one check are named at the top of the report. */
const examplesShown = 3;

/** Looks through a result once. */
export async function survey({ header, findings, sources }: ScanResult): Promise<Survey> {
  const checks = new Map(header.checks.map((check) => [check.id, check]));
  const check = (id: string): CheckInfo => checks.get(id) ?? unlisted(id);
  const total = noCounts();
  const bySeverity = new Map<string, Counts>();
  const byService = new Map<string, Counts>();
  const byRecommendation = new Map<string, Counts>();
  const byCheck = new Map<string, Counts>();
  const fails = new Map<string, FailGroup>();
  const unknowns = new Map<string, UnknownGroup>();
  for await (const finding of findings) {
    const { status } = finding;
    total[status]++;
    at(bySeverity, finding.severity, noCounts)[status]++;
    at(byService, check(finding.checkId).service, noCounts)[status]++;
    at(byRecommendation, finding.recommendation, noCounts)[status]++;
    at(byCheck, finding.checkId, noCounts)[status]++;
    if (status === 'fail') addFail(fails, check(finding.checkId), finding);
    if (status === 'unknown') addUnknown(unknowns, finding);
  }
  const sourcesByKey = new Map<string, Source>();
  for await (const source of sources) sourcesByKey.set(source.key, source);
  return {
    header,
    check,
    total,
    bySeverity,
    byService,
    byRecommendation,
    byCheck,
    fails: [...fails.values()].sort((a, b) => rank(a.severity) - rank(b.severity)),
    unknowns: [...unknowns.values()].sort((a, b) => rank(a.worst) - rank(b.worst) || b.count - a.count),
    sources: sourcesByKey,
  };
}

function unlisted(id: string): CheckInfo {
  const remediation = { text: '', url: '' };
  return { id, title: id, service: id, severity: 'informational', recommendation: '', rationale: '', remediation };
}

/** A count of nothing. */
export function noCounts(): Counts {
  return { fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 };
}

function addFail(groups: Map<string, FailGroup>, check: CheckInfo, finding: Finding): void {
  const { severity } = finding;
  const group = at(groups, `${severity} ${check.id}`, () => ({ check, severity, examples: [], count: 0 }));
  group.count++;
  if (group.examples.length < examplesShown) group.examples.push(finding);
}

function addUnknown(groups: Map<string, UnknownGroup>, finding: Finding): void {
  const counted = new Set<UnknownGroup>();
  for (const reason of finding.gaps) {
    const { kind, by, operation, actions, code } = reason;
    const group = at(groups, JSON.stringify([kind, by, operation, actions, code]), () => ({
      reason,
      regions: new Set<string>(),
      checks: new Set<string>(),
      worst: finding.severity,
      count: 0,
    }));
    group.regions.add(reason.region);
    group.checks.add(finding.checkId);
    if (rank(finding.severity) < rank(group.worst)) group.worst = finding.severity;
    if (!counted.has(group)) group.count++;
    counted.add(group);
  }
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

function at<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
