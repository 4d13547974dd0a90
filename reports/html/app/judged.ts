import { type Control, type ControlState, type Framework, judgeControls } from '../../../src/core/framework.js';
import type { Header } from '../../../src/core/result.js';
import { statuses } from '../words.js';
import type { Counts } from './parts.js';
import { noCounts } from './survey.js';

/** A control with what all scans together say of it. */
export interface JudgedEverywhere {
  readonly control: Control;
  readonly state: ControlState;
  readonly findings: Counts;
  /** Its checks whose options are not their defaults. */
  readonly tuned: readonly string[];
}

/** States by which one scan speaks for all, the gravest first: an account that was not looked at keeps a control open. */
const gravest = [
  'failed',
  'unknown',
  'not-run',
  'not-covered',
  'manual',
  'passed',
  'not-applicable',
] as const satisfies readonly ControlState[];

/** Judges the controls of a framework over several scans. */
export function judged(headers: readonly Header[], framework: Framework): JudgedEverywhere[] {
  const all = headers.map((header) => judgeControls(header, framework));
  return framework.controls.map((control, index) => {
    const each = all.flatMap((controls) => controls[index] ?? []);
    const findings = { ...noCounts };
    for (const one of each) for (const status of statuses) findings[status] += one.findings[status];
    const state = gravest.find((candidate) => each.some((one) => one.state === candidate)) ?? 'not-run';
    return { control, state, findings, tuned: [...new Set(each.flatMap((one) => one.tuned))] };
  });
}
