import { isDeepStrictEqual } from 'node:util';
import { partitions } from './aws/regions.js';
import { frameworks } from '../checks/frameworks/index.js';
import { recommendations } from '../checks/recommendations.js';
import { type Check, type OptionsInForce, serviceOf } from './core/check.js';
import { isGap } from './core/fact.js';
import { type Bench, optionsOf } from './core/judge.js';
import type { Ledger } from './core/ledger.js';
import { type CallCount, type CheckInfo, type Header, type RegionState, schemaVersion } from './core/result.js';
import type { Scope } from './scope.js';
import { version } from './version.js';

/** What a header is made of once a scan has ended. */
export interface HeaderParts extends Bench {
  readonly scope: Scope;
  readonly selected: ReadonlySet<string> | null;
  readonly ledger: Ledger;
  readonly checks: readonly Check[];
  /** Ids of the frameworks that the checks were selected by. */
  readonly frameworks: readonly string[];
  readonly catalogue: readonly Check[];
  readonly startedAt: Date;
  readonly replayed: boolean;
  readonly partial: string | null;
  readonly calls: readonly CallCount[];
}

/** The header of a result. */
export function makeHeader(parts: HeaderParts): Header {
  const { scope, ledger, checks } = parts;
  return {
    schemaVersion,
    tool: { name: 'lintel', version },
    partition: parts.partition,
    account: parts.account,
    caller: isGap(scope.caller) ? null : scope.caller.arn,
    now: parts.now.toISOString(),
    startedAt: parts.startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    replayed: parts.replayed,
    partial: parts.partial,
    options: Object.fromEntries(
      checks
        .filter((check) => Object.keys(check.options).length > 0)
        .map((check) => [check.id, optionsOf(check, parts.options)]),
    ),
    checks: checks.map((check) => infoOf(check, parts.options)),
    recommendations,
    assessedBy: assessedBy(parts.catalogue),
    frameworks:
      parts.frameworks.length === 0 ? frameworks : frameworks.filter(({ id }) => parts.frameworks.includes(id)),
    selectedFrameworks: parts.frameworks,
    regions: regionStates(parts),
    regionsUnread: scope.regionsUnread,
    coverage: ledger.coverage(),
    calls: parts.calls,
    counts: ledger.counts,
    baseline: null,
  };
}

function infoOf(check: Check, set: OptionsInForce): CheckInfo {
  const { id, title, severity, recommendation, rationale, remediation } = check;
  const tuned = !isDeepStrictEqual(optionsOf(check, set), optionsOf(check, {}));
  return {
    id,
    title,
    service: serviceOf(check),
    severity,
    recommendation,
    rationale,
    remediation,
    ...(tuned && { tuned }),
  };
}

function assessedBy(catalogue: readonly Check[]): Record<string, string[]> {
  const served: Record<string, string[]> = {};
  for (const { recommendation, id } of catalogue) (served[recommendation] ??= []).push(id);
  return served;
}

/** The regions with what became of them. */
function regionStates({ scope, selected, ledger }: HeaderParts): RegionState[] {
  const coverage = ledger.coverage();
  return scope.states.map((known) => {
    const { name, state } = known;
    if (state !== 'scanned') return known;
    if (selected !== null && !selected.has(name)) {
      return { name, state: 'not-selected', reason: 'Left out by the selection of regions.' };
    }
    const rows = coverage.filter(({ region }) => region === name);
    const [reason] = rows.flatMap(({ reasons }) => reasons);
    const unseen = reason !== undefined && rows.every(({ complete, listed }) => !complete && listed === 0);
    return unseen ? { name, state: 'unread', reason: reason.message } : known;
  });
}

/** The partition of a region; `aws` for a region that the SDK does not know. */
export function partitionNameOf(region: string): string {
  return partitions.find(({ pattern }) => pattern.test(region))?.name ?? 'aws';
}
