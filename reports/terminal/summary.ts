import { type Severity, severities } from '../../src/core/check.js';
import type { DeniedBy, GapReason } from '../../src/core/fact.js';
import { compareText, type Finding } from '../../src/core/finding.js';
import type { CheckInfo, Header, ScanResult } from '../../src/core/result.js';

/** Most resources that are shown of one check and severity. */
export const mostResources = 5;

/** The fails of one check at one severity. */
export interface Failed {
  readonly check: Pick<CheckInfo, 'id' | 'title'> & Partial<CheckInfo>;
  readonly severity: Severity;
  count: number;
  /** Of these: accepted by a person. */
  suppressed: number;
  /** The first {@link mostResources} of them. */
  readonly shown: Finding[];
}

/** The unknown findings that one reason leaves open. */
export interface Unknown {
  readonly reason: GapReason;
  count: number;
  readonly regions: Set<string>;
  readonly checkIds: Set<string>;
}

/** What is worth a line of a terminal, folded from a result in memory bounded by its checks and reasons. */
export interface Summary {
  /** Worst first. */
  readonly failed: readonly Failed[];
  /** Those that leave most findings open first. A finding with several reasons counts under each. */
  readonly unknown: readonly Unknown[];
  /** Findings that are unknown. */
  readonly unknownCount: number;
  /** Whether a finding is unknown for several reasons. */
  readonly overlap: boolean;
  /** Findings that a person has accepted. */
  readonly suppressed: number;
}

/** Reads the findings once. */
export async function summarise({ header, findings }: ScanResult): Promise<Summary> {
  const checks = new Map(header.checks.map((check) => [check.id, check]));
  const failed = new Map<string, Failed>();
  const unknown = new Map<string, Unknown>();
  let unknownCount = 0;
  let suppressed = 0;
  let overlap = false;
  for await (const finding of findings) {
    if (finding.suppression !== undefined) suppressed += 1;
    if (finding.status === 'fail') addFailed(failed, checks, finding);
    if (finding.status === 'unknown') {
      unknownCount += 1;
      overlap = addUnknown(unknown, finding) > 1 || overlap;
    }
  }
  return {
    failed: [...failed.values()].sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        b.count - a.count ||
        compareText(a.check.id, b.check.id),
    ),
    unknown: [...unknown]
      .sort(([a, one], [b, other]) => other.count - one.count || compareText(a, b))
      .map(([, of]) => of),
    unknownCount,
    overlap,
    suppressed,
  };
}

function addFailed(groups: Map<string, Failed>, checks: ReadonlyMap<string, CheckInfo>, finding: Finding): void {
  const { checkId, severity } = finding;
  const key = JSON.stringify([severity, checkId]);
  const group = groups.get(key) ?? {
    check: checks.get(checkId) ?? { id: checkId, title: checkId },
    severity,
    count: 0,
    suppressed: 0,
    shown: [],
  };
  groups.set(key, group);
  group.count += 1;
  if (finding.suppression !== undefined) group.suppressed += 1;
  if (group.shown.length < mostResources) group.shown.push(finding);
}

/** Counts a finding under each of its reasons and says how many those are. */
function addUnknown(groups: Map<string, Unknown>, { checkId, gaps }: Finding): number {
  const reasons = new Map(gaps.map((reason) => [keyOf(reason), reason]));
  for (const [key, reason] of reasons) {
    const group = groups.get(key) ?? { reason, count: 0, regions: new Set(), checkIds: new Set() };
    groups.set(key, group);
    group.count += 1;
    for (const gap of gaps) if (keyOf(gap) === key) group.regions.add(gap.region);
    group.checkIds.add(checkId);
  }
  return reasons.size;
}

/** Reasons that one change would remove: the same refusal of the same actions, or the same trouble of one region. */
function keyOf({ kind, by, operation, actions, code, region }: GapReason): string {
  if (kind === 'denied') return JSON.stringify([kind, by, actions ?? operation, code]);
  return JSON.stringify([kind, operation ?? region, code]);
}

const policies: Readonly<Record<DeniedBy, string>> = {
  identity: 'identity policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource policy',
  endpoint: 'VPC endpoint policy',
  unstated: 'policy not stated',
};

/**
 * What could not be read, and why, in a few words: `kms:DescribeKey denied (AccessDeniedException, identity policy)`,
 * or `unreachable (sa-east-1)` where it was no one operation.
 */
export function reasonWords({ kind, by, operation, actions, code, region }: GapReason): string {
  const what = (kind === 'denied' ? actions?.join(', ') : undefined) ?? operation;
  const details = [what === undefined ? region : undefined, code, by === undefined ? undefined : policies[by]]
    .filter((detail) => detail !== undefined)
    .join(', ');
  return `${what === undefined ? '' : `${what} `}${kind}${details === '' ? '' : ` (${details})`}`;
}

/** Checks without any finding, by the reason that there is none. */
export function withoutFindings({ checks, coverage }: Header): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { id } of checks) {
    const mine = coverage.filter(({ checkId }) => checkId === id);
    if (mine.some(({ findings }) => Object.values(findings).some((count) => count > 0))) continue;
    const sum = (member: 'listed' | 'gone' | 'notSelected' | 'foreign'): number =>
      mine.reduce((total, one) => total + one[member], 0);
    const why = whyNone(
      mine.length,
      mine.every(({ complete }) => complete),
      sum,
    );
    groups.set(why, [...(groups.get(why) ?? []), id]);
  }
  return groups;
}

function whyNone(
  scopes: number,
  complete: boolean,
  sum: (member: 'listed' | 'gone' | 'notSelected' | 'foreign') => number,
): string {
  if (scopes === 0) return 'not run: nothing is known';
  const parts = [
    [sum('notSelected'), 'in regions that were not selected'],
    [sum('foreign'), 'owned by another account'],
    [sum('gone'), 'deleted during the scan'],
  ] as const;
  const listed = sum('listed');
  const rest = parts.filter(([count]) => count > 0).map(([count, where]) => `${count} ${where}`);
  const resources = `${listed} ${listed === 1 ? 'resource' : 'resources'}`;
  return `${[resources, ...rest].join(', ')}, ${complete ? 'listed successfully' : 'the listing is not complete'}`;
}
