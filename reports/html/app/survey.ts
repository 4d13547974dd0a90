/** What one look over the rows tells. Findings that only the baseline has are not of this scan and count nowhere here. */
import { severities, type Severity } from '../../../src/core/check.js';
import type { GapReason } from '../../../src/core/fact.js';
import type { Suppression } from '../../../src/core/finding.js';
import type { CheckInfo } from '../../../src/core/result.js';
import { stringAt, textAt } from '../columns.js';
import { statuses } from '../words.js';
import type { FacetName } from './facets.js';
import type { Model } from './model.js';
import type { Counts } from './parts.js';

/** Counts of nothing. */
export const noCounts: Counts = { fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 };

/** A value of a facet with its findings by status. */
export interface Counted {
  readonly id: string;
  readonly words: string;
  readonly counts: Counts;
}

const memory = new WeakMap<Model, Map<string, unknown>>();

/** What `make` gives of a report, made once. */
function once<T>(model: Model, name: string, make: () => T): T {
  const known = memory.get(model) ?? new Map<string, unknown>();
  memory.set(model, known);
  if (!known.has(name)) known.set(name, make());
  return known.get(name) as T;
}

/** Findings by the values of a facet and by status. */
export function tally(model: Model, name: FacetName): readonly Counted[] {
  return once(model, name, () => {
    const { codes, values } = model.facets[name];
    const numbers = new Int32Array(values.length * statuses.length);
    const { past } = model.report.findings;
    for (let row = 0; row < model.rows; row += 1) {
      if (past[row] !== 0) continue;
      const at = (codes[row] ?? 0) * statuses.length + (model.facets.status.codes[row] ?? 0);
      numbers[at] = (numbers[at] ?? 0) + 1;
    }
    return values.map(({ id, words }, code) => {
      const of = (status: number): number => numbers[code * statuses.length + status] ?? 0;
      return { id, words, counts: { fail: of(0), unknown: of(1), pass: of(2), 'not-applicable': of(3) } };
    });
  });
}

/** All findings by status. */
export function totals(model: Model): Counts {
  const total = { ...noCounts };
  for (const { counts } of tally(model, 'status')) for (const status of statuses) total[status] += counts[status];
  return total;
}

/** Fails of one check at one severity that nobody has accepted, with the first few of them. */
export interface FailGroup {
  readonly check: CheckInfo;
  readonly severity: Severity;
  readonly rows: readonly number[];
  readonly count: number;
  /** How many of them the baseline did not have. */
  readonly fresh: number;
}

/** How many fails of one check are named at the top of the report. */
const examplesShown = 3;

/** Fails by severity and check, in risk order. */
export function failGroups(model: Model): readonly FailGroup[] {
  return once(model, 'fails', () => {
    const groups = new Map<
      string,
      { check: CheckInfo; severity: Severity; rows: number[]; count: number; fresh: number }
    >();
    const { facets, report } = model;
    for (const row of model.order) {
      if (facets.status.codes[row] !== 0 || report.findings.past[row] !== 0 || report.findings.suppression[row] !== 0)
        continue;
      const severity = severities[facets.severity.codes[row] ?? 0] ?? 'informational';
      const id = stringAt(report, report.findings.check[row]);
      let group = groups.get(`${severity} ${id}`);
      if (group === undefined) {
        group = { check: model.catalogue.check(id), severity, rows: [], count: 0, fresh: 0 };
        groups.set(`${severity} ${id}`, group);
      }
      group.count += 1;
      const change = stringAt(report, report.findings.change[row]);
      if (change === 'new' || change === 'worse') group.fresh += 1;
      if (group.rows.length < examplesShown) group.rows.push(row);
    }
    return [...groups.values()];
  });
}

/** Findings left unknown for one reason, whatever the region. */
export interface UnknownGroup {
  readonly reason: GapReason;
  readonly regions: ReadonlySet<string>;
  readonly checks: ReadonlySet<string>;
  readonly worst: Severity;
  readonly count: number;
}

/** Unknowns by reason, those that hide most and worst first. */
export function unknownGroups(model: Model): readonly UnknownGroup[] {
  return once(model, 'unknowns', () => {
    const groups = new Map<
      string,
      { reason: GapReason; regions: Set<string>; checks: Set<string>; worst: number; count: number }
    >();
    const { findings } = model.report;
    const keysOf = new Map<number, readonly string[]>();
    for (let row = 0; row < model.rows; row += 1) {
      const gaps = findings.gaps[row] ?? 0;
      if (gaps === 0 || findings.past[row] !== 0) continue;
      let keys = keysOf.get(gaps);
      if (keys === undefined) {
        const reasons = JSON.parse(textAt(model.report, 'gaps', row)) as GapReason[];
        for (const reason of reasons) {
          const group = groups.get(keyOf(reason));
          if (group === undefined)
            groups.set(keyOf(reason), {
              reason,
              regions: new Set([reason.region]),
              checks: new Set(),
              worst: 4,
              count: 0,
            });
          else group.regions.add(reason.region);
        }
        keysOf.set(gaps, (keys = [...new Set(reasons.map(keyOf))]));
      }
      for (const key of keys) {
        const group = groups.get(key);
        if (group === undefined) continue;
        group.count += 1;
        group.checks.add(stringAt(model.report, findings.check[row]));
        group.worst = Math.min(group.worst, model.facets.severity.codes[row] ?? 4);
      }
    }
    return [...groups.values()]
      .sort((a, b) => a.worst - b.worst || b.count - a.count)
      .map((group) => ({ ...group, worst: severities[group.worst] ?? 'informational' }));
  });
}

function keyOf({ kind, by, operation, actions, code }: GapReason): string {
  return JSON.stringify([kind, by, operation, actions, code]);
}

/** The actions that a policy of the caller would have to allow for more to be known. Others' policies are not its to give. */
export function missingActions(reasons: readonly GapReason[]): string[] {
  const own = reasons.filter(
    ({ kind, by = 'unstated' }) => kind === 'denied' && (by === 'identity' || by === 'unstated'),
  );
  return [...new Set(own.flatMap(({ actions = [] }) => actions))].sort();
}

/** Findings that one acceptance covers. */
export interface Accepted extends Suppression {
  readonly rows: readonly number[];
}

/** Suppressed findings by acceptance, the first to expire first. */
export function acceptances(model: Model): readonly Accepted[] {
  return once(model, 'acceptances', () => {
    const rows = new Map<string, number[]>();
    for (const row of model.order) {
      if (model.report.findings.past[row] !== 0) continue;
      const text = textAt(model.report, 'suppression', row);
      if (text === '') continue;
      const group = rows.get(text);
      if (group === undefined) rows.set(text, [row]);
      else group.push(row);
    }
    return [...rows]
      .map(([text, members]) => ({ ...(JSON.parse(text) as Suppression), rows: members }))
      .sort((a, b) => (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : 0));
  });
}

/** A resource with its findings by status, by its index. */
export interface ResourceTally {
  readonly resource: number;
  readonly counts: Counts;
  readonly worst: number;
}

/** Resources in order of their worst fail, then by how many. */
export function resourceTallies(model: Model): readonly ResourceTally[] {
  return once(model, 'resources', () => {
    const { findings, resources } = model.report;
    const count = resources.name.length;
    const numbers = new Int32Array(count * statuses.length);
    const worst = new Int32Array(count).fill(severities.length);
    for (let row = 0; row < model.rows; row += 1) {
      if (findings.past[row] !== 0) continue;
      const resource = findings.resource[row] ?? 0;
      const status = model.facets.status.codes[row] ?? 0;
      const at = resource * statuses.length + status;
      numbers[at] = (numbers[at] ?? 0) + 1;
      if (status === 0) worst[resource] = Math.min(worst[resource] ?? 5, model.facets.severity.codes[row] ?? 5);
    }
    const of = (resource: number, status: number): number => numbers[resource * statuses.length + status] ?? 0;
    return Array.from({ length: count }, (_, resource): ResourceTally => ({
      resource,
      worst: worst[resource] ?? severities.length,
      counts: {
        fail: of(resource, 0),
        unknown: of(resource, 1),
        pass: of(resource, 2),
        'not-applicable': of(resource, 3),
      },
    }))
      .filter(({ counts }) => statuses.some((status) => counts[status] > 0))
      .sort((a, b) => a.worst - b.worst || b.counts.fail - a.counts.fail || b.counts.unknown - a.counts.unknown);
  });
}
