import type { Check, Severity } from './check.js';
import { type GapReason } from './fact.js';
import { compareText, type Finding, type Status } from './finding.js';
import type { Coverage } from './result.js';

type Counts = { -readonly [S in Status]: number };

interface Row {
  readonly checkId: string;
  readonly region: string;
  listed: number;
  readonly findings: Counts;
  gone: number;
  notSelected: number;
  foreign: number;
  complete: boolean;
  readonly reasons: Map<string, GapReason & { findings: number }>;
}

/** Counts what every check saw in every scope. Its size depends on checks and regions, not on resources. */
export class Ledger {
  private readonly rows = new Map<string, Row>();
  readonly counts: Record<Status, Record<Severity, number>> = {
    fail: bySeverity(),
    unknown: bySeverity(),
    pass: bySeverity(),
    'not-applicable': bySeverity(),
  };

  /** Opens the rows of checks in one listing scope, so that a scope with nothing in it shows too. */
  open(checks: readonly Check[], region: string): void {
    for (const check of checks) this.row(check.id, region);
  }

  /** Counts one listed resource for each check. */
  listed(checks: readonly Check[], region: string, fate: 'judged' | 'gone' | 'notSelected' | 'foreign'): void {
    for (const check of checks) {
      const row = this.row(check.id, region);
      row.listed += 1;
      if (fate !== 'judged') row[fate] += 1;
    }
  }

  /** Notes that a listing is not complete. */
  incomplete(checks: readonly Check[], region: string): void {
    for (const check of checks) this.row(check.id, region).complete = false;
  }

  /** Counts one finding under the scope whose listing led to it. */
  finding(finding: Finding, region: string): void {
    const row = this.row(finding.checkId, region);
    row.findings[finding.status] += 1;
    this.counts[finding.status][finding.severity] += 1;
    for (const reason of finding.gaps) {
      const key = JSON.stringify(reason);
      const known = row.reasons.get(key) ?? { ...reason, findings: 0 };
      known.findings += 1;
      row.reasons.set(key, known);
    }
  }

  /** The rows in order of check and region. */
  coverage(): Coverage[] {
    return [...this.rows.values()]
      .sort((a, b) => compareText(a.checkId, b.checkId) || compareText(a.region, b.region))
      .map((row) => ({
        ...row,
        reasons: [...row.reasons.entries()].sort(([a], [b]) => compareText(a, b)).map(([, reason]) => reason),
      }));
  }

  private row(checkId: string, region: string): Row {
    const key = `${checkId} ${region}`;
    let row = this.rows.get(key);
    if (row === undefined) {
      row = {
        checkId,
        region,
        listed: 0,
        findings: { pass: 0, fail: 0, 'not-applicable': 0, unknown: 0 },
        gone: 0,
        notSelected: 0,
        foreign: 0,
        complete: true,
        reasons: new Map(),
      };
      this.rows.set(key, row);
    }
    return row;
  }
}

function bySeverity() {
  return { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };
}
