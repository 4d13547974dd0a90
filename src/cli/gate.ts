import type { InferredOptionTypes } from 'yargs';
import { maxSuppressionDays } from '../config/config.js';
import type { ScanResult } from '../core/result.js';
import { readResult } from '../result/read.js';
import { annotation } from './annotate.js';
import { closeWith, policyOf } from './close.js';
import type { Io } from './io.js';
import type { gateOptions } from './options.js';

type Args = InferredOptionTypes<typeof gateOptions> & { readonly results?: readonly string[] };

/** `lintel gate`: judges earlier results, of one account or of several, by one policy. */
export async function gateCommand(args: Args, io: Io): Promise<number> {
  const policy = policyOf(args);
  const annotate = await annotation(args, await maxSuppressionDays(args.config, '.'), io);
  const results: ScanResult[] = [];
  for (const path of args.results ?? []) results.push(...(await readResult(path)));
  const annotated = await annotate(results);
  try {
    return await closeWith(annotated.results, policy, io.stdout, io.interrupted);
  } finally {
    await annotated.close();
  }
}
