import { atLeast, type Severity, severities } from './check.js';
import type { Header } from './result.js';
import { plural } from './words.js';

/** The least severity of a fail that closes the gate; `none` lets every fail through. */
export type FailOn = Severity | 'none';

/** What the gate decided. */
export interface Decision {
  /** 0 passed, 1 failed, 3 not known enough. */
  readonly exitCode: 0 | 1 | 3;
  /** Why, in words, one sentence for each reason. */
  readonly reasons: readonly string[];
}

/**
 * Decides whether a result passes: 1 when a fail stands at or above the threshold; 3 when an unknown does,
 * when a selected check could judge nothing because of gaps (whatever the threshold), or when the scan was cut short.
 */
export function gate(header: Header, failOn: FailOn): Decision {
  const fails = standing(header.counts.fail, failOn);
  const unknowns = standing(header.counts.unknown, failOn);
  const blind = header.checks.filter(({ id }) => judgedNothing(header, id)).map(({ id }) => id);
  const closed = fails > 0 ? [`${plural(fails, 'finding')} at or above ${failOn} failed`] : [];
  const open = [
    ...(unknowns > 0 ? [`${plural(unknowns, 'finding')} at or above ${failOn} could not be judged`] : []),
    ...(blind.length > 0 ? [`${plural(blind.length, 'check')} could judge nothing (${blind.join(', ')})`] : []),
    ...(header.partial === null ? [] : [`the scan was cut short (${header.partial})`]),
  ];
  if (closed.length > 0) return { exitCode: 1, reasons: [...closed, ...open] };
  if (open.length > 0) return { exitCode: 3, reasons: open };
  const passed =
    failOn === 'none' ? 'no threshold was set for fails' : `nothing at or above ${failOn} failed or is unknown`;
  return { exitCode: 0, reasons: [passed] };
}

function standing(counts: Header['counts']['fail'], failOn: FailOn): number {
  if (failOn === 'none') return 0;
  return severities
    .filter((severity) => atLeast(severity, failOn))
    .reduce((sum, severity) => sum + counts[severity], 0);
}

function judgedNothing(header: Header, checkId: string): boolean {
  const rows = header.coverage.filter((row) => row.checkId === checkId);
  const judged = rows.some(({ findings }) => findings.pass + findings.fail + findings['not-applicable'] > 0);
  // A check without a row had no scope to run in.
  return !judged && (rows.length === 0 || rows.some(({ findings, complete }) => findings.unknown > 0 || !complete));
}
