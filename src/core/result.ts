import type { OptionsInForce, Severity } from './check.js';
import type { GapReason } from './fact.js';
import type { Change, Finding, PastFinding, Source, Status } from './finding.js';
import type { Framework } from './framework.js';

/** Version of the result's shape; a reader refuses a newer one. */
export const schemaVersion = 1;

/** What a report needs to know of a check. */
export interface CheckInfo {
  readonly id: string;
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly recommendation: string;
  readonly rationale: string;
  readonly remediation: { readonly text: string; readonly cli?: string; readonly url: string };
  /** True where its options in force are not its defaults. */
  readonly tuned?: true;
}

/** One recommendation of the notes. */
export interface Recommendation {
  readonly id: string;
  /** What the notes recommend, in our words. */
  readonly statement: string;
  readonly why: string;
  /** Whose it is by the shared responsibility model. */
  readonly responsibility: 'customer' | 'aws' | 'shared';
  /** Whether an API can show it: fully, in part, or not at all ("yours to confirm"). */
  readonly assessable: 'automated' | 'partial' | 'manual';
  readonly services: readonly string[];
  /** Notes and sections it stands in. */
  readonly sources: readonly { readonly note: string; readonly section: string }[];
}

/** What became of one region. */
export interface RegionState {
  readonly name: string;
  readonly state: 'scanned' | 'not-selected' | 'not-enabled' | 'unread';
  /** Why, where it is not `scanned`. */
  readonly reason?: string;
}

/** What one check saw in one scope. */
export interface Coverage {
  readonly checkId: string;
  /** A region, or `global`. */
  readonly region: string;
  /** Resources listed. */
  readonly listed: number;
  /** Of these: a finding each, by status. */
  readonly findings: Readonly<Record<Status, number>>;
  /** Of these: deleted while the scan ran, confirmed by a second look. */
  readonly gone: number;
  /** Of these: in regions that were not selected. */
  readonly notSelected: number;
  /** Of these: owned by another account, so evidence only. */
  readonly foreign: number;
  /** Whether the listing was complete. */
  readonly complete: boolean;
  /** Why resources are unknown or were not listed, each reason with how many findings it left unknown. */
  readonly reasons: readonly (GapReason & { readonly findings: number })[];
}

/** Calls of one operation in one region. */
export interface CallCount {
  readonly operation: string;
  readonly region: string;
  /** Calls asked for; each is sent once, and again for every retry. */
  readonly calls: number;
  readonly retries: number;
  readonly throttles: number;
  /** Calls that ended in an error, declared absences included. */
  readonly errors: number;
}

/** Everything of a result but its findings and sources. */
export interface Header {
  readonly schemaVersion: typeof schemaVersion;
  readonly tool: { readonly name: 'lintel'; readonly version: string };
  readonly partition: string;
  /** The account judged; `unknown` when the caller could not be read. */
  readonly account: string;
  /** ARN of the caller; null when it could not be read. */
  readonly caller: string | null;
  /** The instant that verdicts are judged at. */
  readonly now: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** True when the facts come from a recording. */
  readonly replayed: boolean;
  /** Why the scan was cut short, in words; null when it was not. */
  readonly partial: string | null;
  /** Values of options that were in force, by check id. */
  readonly options: OptionsInForce;
  readonly checks: readonly CheckInfo[];
  readonly recommendations: readonly Recommendation[];
  /** Recommendations served by a check of this lintel, by id, with the ids of all such checks (selected or not). */
  readonly assessedBy: Readonly<Record<string, readonly string[]>>;
  /** The frameworks by which the scan can be read: those asked for, else every one that lintel knows. */
  readonly frameworks: readonly Framework[];
  /** Ids of the frameworks that the checks were selected by. */
  readonly selectedFrameworks: readonly string[];
  readonly regions: readonly RegionState[];
  /** Why the list of regions could not be read; null when it could. */
  readonly regionsUnread: string | null;
  readonly coverage: readonly Coverage[];
  readonly calls: readonly CallCount[];
  /** Findings by status and severity. */
  readonly counts: Readonly<Record<Status, Readonly<Record<Severity, number>>>>;
  /** The earlier scan that this one was compared with; null where there was none. */
  readonly baseline: Baseline | null;
}

/** The scan that another was compared with, and what the comparison gave. */
export interface Baseline {
  /** The instant that its verdicts were judged at. */
  readonly now: string;
  /** Findings of this scan, by how they stand to the baseline. */
  readonly changes: Readonly<Record<Change, number>>;
  /** Findings that only the baseline has. */
  readonly past: Readonly<Record<PastFinding['past'], number>>;
}

/** One account at one time. Findings, sources and past findings can be iterated more than once, in order. */
export interface ScanResult {
  readonly header: Header;
  readonly findings: AsyncIterable<Finding>;
  readonly sources: AsyncIterable<Source>;
  /** Fails and unknowns that only the baseline has, in order; none where there was no baseline. */
  readonly past: AsyncIterable<PastFinding>;
}
