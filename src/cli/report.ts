import type { InferredOptionTypes } from 'yargs';
import { UserError } from '../core/user-error.js';
import { readResult } from '../result/read.js';
import { closeWith, policyOf } from './gate.js';
import type { Io } from './io.js';
import type { reportOptions } from './options.js';
import { destination, writeReports, writeSummary } from './output.js';

type Args = InferredOptionTypes<typeof reportOptions> & { readonly result?: string };

/** `lintel report`: renders an earlier result again and judges it by the gate as a scan would. */
export async function reportCommand(args: Args, io: Io): Promise<number> {
  if (args.output !== undefined && args.format.length === 0) {
    throw new UserError('--output takes a format. Name it with --format.');
  }
  const policy = policyOf(args);
  const place = args.format.length > 0 ? await destination(args.output ?? 'lintel-report', args.format) : undefined;
  const results = await readResult(String(args.result));
  const paths = place === undefined ? [] : await writeReports(results, place, io);
  if (place?.directory !== null) await writeSummary(results, io, paths);
  return closeWith(results, policy, place?.directory === null ? io.stderr : io.stdout);
}
