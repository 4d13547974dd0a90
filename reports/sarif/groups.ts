import { severities, type Severity } from '../../src/core/check.js';
import type { Change, Finding } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';

/** How a result stands to the baseline, in SARIF's words. */
export type BaselineState = 'new' | 'unchanged' | 'updated';

/** Most results of a run that GitHub keeps. It rejects a run of more than 25,000. */
const mostResults = 5000;

const mostNamed = 10;

/** Findings of one check in one region that are alike open or accepted. */
export interface Group {
  findings: number;
  worst: Severity;
  readonly states: Set<BaselineState | undefined>;
  /** The first of them. */
  readonly named: [Finding, ...Finding[]];
}

/**
 * What a run of the result reports, in order: its fails. What only the baseline has is left out: GitHub closes an alert
 * that an upload does not name, and would show one that is marked as absent.
 */
export async function* reported({ findings }: ScanResult): AsyncGenerator<Finding> {
  for await (const finding of findings) if (finding.status === 'fail') yield finding;
}

/** The group that a finding is of. */
export function groupOf(finding: Finding): string {
  return JSON.stringify([finding.checkId, finding.region, finding.suppression === undefined]);
}

/**
 * The groups to fold into one result each, so that a run has at most {@link mostResults}: none where it has no more
 * anyhow, else the largest ones, so that most checks still name each resource.
 */
export async function groupsToFold(result: ScanResult): Promise<ReadonlyMap<string, Group>> {
  const groups = new Map<string, Group>();
  let results = 0;
  for await (const finding of reported(result)) {
    results += 1;
    const key = groupOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, groupFrom(finding));
    else add(group, finding);
  }
  const folded = new Map<string, Group>();
  for (const [key, group] of [...groups].sort(([, a], [, b]) => b.findings - a.findings)) {
    if (results <= mostResults) break;
    folded.set(key, group);
    results -= group.findings - 1;
  }
  return folded;
}

function groupFrom(finding: Finding): Group {
  return { findings: 1, worst: finding.severity, states: new Set([baselineState(finding)]), named: [finding] };
}

function add(group: Group, finding: Finding): void {
  group.findings += 1;
  if (severities.indexOf(finding.severity) < severities.indexOf(group.worst)) group.worst = finding.severity;
  group.states.add(baselineState(finding));
  if (group.named.length < mostNamed) group.named.push(finding);
}

const states: Readonly<Record<Change, BaselineState>> = {
  new: 'new',
  worse: 'updated',
  changed: 'updated',
  resolved: 'updated',
  unchanged: 'unchanged',
};

/** How a finding stands to the baseline; undefined where there is none. */
export function baselineState({ change }: Finding): BaselineState | undefined {
  return change && states[change];
}

/** How a group stands to the baseline: new where any of it is, else unchanged where all of it is. */
export function groupState({ states: all }: Group): BaselineState | undefined {
  if (all.has('new')) return 'new';
  return all.size === 1 ? [...all][0] : 'updated';
}
