import type { GatePolicy } from '../core/gate.js';
import type { Annotated } from './annotate.js';
import { closeWith } from './close.js';
import type { Io } from './io.js';
import { type Output, takesStdout, writeReports, writeSummary } from './output.js';

/** Writes the reports, prints the summary and the closing line, and lets go of the results; @returns the exit code. */
export async function conclude(
  { results, close }: Annotated,
  outputs: readonly Output[],
  policy: GatePolicy,
  io: Io,
): Promise<number> {
  try {
    const paths = await writeReports(results, outputs, io);
    const taken = takesStdout(outputs);
    if (!taken) await writeSummary(results, io, paths);
    return await closeWith(results, policy, taken ? io.stderr : io.stdout, io.interrupted);
  } finally {
    await close();
  }
}
