import { type FailOn, type FailOnUnknown, gate, type GatePolicy } from '../core/gate.js';
import type { ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { type Io, writeAll } from './io.js';

/** The flags that make a policy, as the command line gives them. */
export interface GateArgs {
  readonly 'fail-on': FailOn;
  readonly 'fail-on-unknown': string;
  readonly 'new-only': boolean;
}

/**
 * The policy that the flags ask for.
 * @throws UserError for a --fail-on-unknown that is neither a word nor a share.
 */
export function policyOf(args: GateArgs): GatePolicy {
  return {
    failOn: args['fail-on'],
    failOnUnknown: unknownPolicy(args['fail-on-unknown']),
    newOnly: args['new-only'],
  };
}

function unknownPolicy(given: string): FailOnUnknown {
  if (given === 'severity' || given === 'check' || given === 'any' || given === 'off') return given;
  const [, number = '', sign] = /^(\d+(?:\.\d+)?)(%?)$/.exec(given) ?? [];
  const share = number === '' ? Number.NaN : sign === '%' ? Number(number) / 100 : Number(number);
  if (share >= 0 && share <= 1) return share;
  throw new UserError(
    `--fail-on-unknown takes severity, check, any, off or a share of the findings such as 5% or 0.05, and not ${given}.`,
  );
}

/** Prints in words why the exit code is what it is; @returns the code: the gate's, or 130 after an interrupt. */
export async function closeWith(
  results: readonly ScanResult[],
  policy: GatePolicy,
  stream: Io['stdout'],
  interrupted: AbortSignal,
): Promise<number> {
  const { exitCode, reasons } = await gate(results, policy);
  const word = { 0: 'passed', 1: 'failed', 3: 'not known enough' }[exitCode];
  const [said, code] = interrupted.aborted ? ['Interrupted', 130] : [`Gate ${word}`, exitCode];
  await writeAll(stream, [`${said} (exit ${code}): ${visible(reasons.join('; '))}.\n`]);
  return code;
}
