import { type FailOn, gate } from '../core/gate.js';
import type { Header } from '../core/result.js';
import { visible } from '../core/visible.js';
import { type Io, writeAll } from './io.js';

/** Prints in words why the exit code is what it is; @returns the code. 1 wins over 3, and both are named. */
export async function closeWith(headers: readonly Header[], failOn: FailOn, stream: Io['stdout']): Promise<number> {
  const decisions = headers.map((header) => gate(header, failOn));
  const codes = decisions.map(({ exitCode }) => exitCode);
  const exitCode = codes.includes(1) ? 1 : codes.includes(3) ? 3 : 0;
  const word = { 0: 'passed', 1: 'failed', 3: 'not known enough' }[exitCode];
  const reasons = [
    ...new Set(decisions.filter((one) => exitCode === 0 || one.exitCode !== 0).flatMap((one) => one.reasons)),
  ];
  await writeAll(stream, [`Gate ${word} (exit ${exitCode}): ${visible(reasons.join('; '))}.\n`]);
  return exitCode;
}
