import type { InferredOptionTypes } from 'yargs';
import { maxSuppressionDays } from '../config/config.js';
import { UserError } from '../core/user-error.js';
import { readResult } from '../result/read.js';
import { annotation } from './annotate.js';
import { policyOf } from './close.js';
import { conclude } from './conclude.js';
import type { Io } from './io.js';
import type { reportOptions } from './options.js';
import { outputsOf } from './output.js';

type Args = InferredOptionTypes<typeof reportOptions> & { readonly result?: string };

/** `lintel report`: renders an earlier result again and judges it by the gate as a scan would. */
export async function reportCommand(args: Args, io: Io): Promise<number> {
  if (args.output !== undefined && args.format.length === 0) {
    throw new UserError('--output takes a format. Name it with --format.');
  }
  const policy = policyOf(args);
  const annotate = await annotation(args, await maxSuppressionDays(args.config, '.'), io);
  const outputs = await outputsOf(args.format, args.output ?? 'lintel-report');
  const results = await readResult(String(args.result));
  return conclude(await annotate(results), outputs, policy, io);
}
