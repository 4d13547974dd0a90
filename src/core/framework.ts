import type { Header } from './result.js';

/** A published standard in one edition. Its controls are worded by us; their ids are the standard's. */
export interface Framework {
  /** Standard and edition, for example `cis-7.0`. */
  readonly id: string;
  readonly title: string;
  /** Where the standard is published. */
  readonly url: string;
  readonly controls: readonly Control[];
}

/** One requirement of a framework. */
export interface Control {
  readonly id: string;
  /** What it asks for, in our words. */
  readonly title: string;
  /** The profile of the standard that it belongs to, where the standard has such. */
  readonly level?: 1 | 2;
  /** Whether the standard itself expects a program or a person to assess it. */
  readonly assessment: 'automated' | 'manual';
  /** The checks that assess it, by id; empty where there is none yet. */
  readonly checks: readonly string[];
  /** What of the control none of these checks assesses: a pass of them all is not yet a pass of the control. */
  readonly beyond?: string;
}

/**
 * What a scan can say of a control. `not-covered`: no check assesses it yet, or not all of it;
 * `manual`: a person must; `not-run`: its checks were not all selected; `not-applicable`: there was nothing to judge.
 */
export type ControlState = 'passed' | 'failed' | 'unknown' | 'manual' | 'not-covered' | 'not-run' | 'not-applicable';

/** The states of a control, in the order in which reports tell them. */
export const controlStates = [
  'failed',
  'unknown',
  'passed',
  'not-applicable',
  'not-run',
  'not-covered',
  'manual',
] as const satisfies readonly ControlState[];

/** A control with what the scan says of it, and the findings of its checks by status. */
export interface JudgedControl {
  readonly control: Control;
  readonly state: ControlState;
  readonly findings: Header['coverage'][number]['findings'];
  /** Its checks whose options are not their defaults: they may ask for less than the control does, or more. */
  readonly tuned: readonly string[];
}

/** Judges the controls of a framework by the findings of a scan. One fail fails a control, one unknown leaves it open. */
export function judgeControls(header: Header, { controls }: Framework): JudgedControl[] {
  const run = new Set(header.checks.map(({ id }) => id));
  return controls.map((control) => {
    const rows = header.coverage.filter(({ checkId }) => control.checks.includes(checkId));
    const findings = { pass: 0, fail: 0, 'not-applicable': 0, unknown: 0 };
    for (const row of rows) {
      for (const status of ['pass', 'fail', 'not-applicable', 'unknown'] as const)
        findings[status] += row.findings[status];
    }
    const selected = control.checks.every((id) => run.has(id));
    const seen = control.checks.every((id) => rows.some(({ checkId }) => checkId === id));
    const tuned = header.checks
      .filter((check) => check.tuned === true && control.checks.includes(check.id))
      .map(({ id }) => id);
    return { control, findings, tuned, state: stateOf(control, findings, selected, seen) };
  });
}

function stateOf(
  { checks, assessment, beyond }: Control,
  findings: JudgedControl['findings'],
  selected: boolean,
  seen: boolean,
): ControlState {
  if (checks.length === 0) return assessment === 'manual' ? 'manual' : 'not-covered';
  if (findings.fail > 0) return 'failed';
  if (!selected) return 'not-run';
  // A check without a scope to run in has judged nothing.
  if (findings.unknown > 0 || !seen) return 'unknown';
  if (beyond !== undefined) return 'not-covered';
  return findings.pass > 0 ? 'passed' : 'not-applicable';
}

/** Controls by state. */
export function countControls(judged: readonly JudgedControl[]): Readonly<Record<ControlState, number>> {
  const counts = { passed: 0, failed: 0, unknown: 0, manual: 0, 'not-covered': 0, 'not-run': 0, 'not-applicable': 0 };
  for (const { state } of judged) counts[state] += 1;
  return counts;
}
