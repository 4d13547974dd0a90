import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InferredOptionTypes } from 'yargs';
import { UserError } from '../core/user-error.js';
import { checkWritable } from '../result/write.js';
import { scan, type ScanOptions } from '../scan.js';
import { catalogue, type Catalogue } from './catalogue.js';
import { closeWith, policyOf } from './gate.js';
import type { Io } from './io.js';
import type { scanOptions } from './options.js';
import { destination, writeReports, writeSummary } from './output.js';
import { printPlan } from './plan.js';
import { showProgress } from './progress.js';

type Args = InferredOptionTypes<typeof scanOptions>;

/** `lintel scan`: scans, writes the reports, prints the summary and decides the exit code. */
export async function scanCommand(args: Args, io: Io): Promise<number> {
  const policy = policyOf(args);
  const taken = await catalogue(args);
  const options = toScanOptions(args, taken, io);
  if (args.plan === true) return printPlan(options, args.format, io);

  const place = await destination(args.output, args.format.length > 0 ? args.format : (['json', 'html'] as const));
  if (args.record !== undefined) await checkWritable(dirname(args.record));
  const progress = showProgress(args.quiet, io);
  const result = await scan({ ...options, onProgress: (state) => progress.update(state) }).finally(() =>
    progress.end(),
  );
  try {
    const paths = await writeReports([result], place, io);
    if (place.directory !== null) await writeSummary([result], io, paths);
    const code = await closeWith([result], policy, place.directory === null ? io.stderr : io.stdout);
    return io.interrupted.aborted ? 130 : code;
  } finally {
    await result.close();
  }
}

function toScanOptions(args: Args, { all, selected, settings }: Catalogue, io: Io): ScanOptions {
  if (args['external-id'] !== undefined && args['role-arn'] === undefined) {
    throw new UserError('--external-id is used only to assume a role. Give --role-arn as well.');
  }
  const replay = args.demo === true ? fileURLToPath(new URL('../demo/demo.jsonl', import.meta.url)) : args.replay;
  return {
    checks: selected,
    catalogue: all,
    frameworks: [...new Set(args.framework)],
    options: settings.options,
    regions: args.region,
    concurrency: positive('concurrency', args.concurrency),
    signal: io.interrupted,
    ...(args.timeout !== undefined && { timeoutSeconds: positive('timeout', args.timeout, longestTimer) }),
    ...(args.profile !== undefined && { profile: args.profile }),
    ...(args['role-arn'] !== undefined && { roleArn: args['role-arn'] }),
    ...(args['external-id'] !== undefined && { externalId: args['external-id'] }),
    ...(args.record !== undefined && { record: args.record }),
    ...(replay !== undefined && { replay }),
  };
}

/** Seconds; a longer timer of Node fires at once. */
const longestTimer = 2_147_483;

function positive(flag: string, value: number, most = Infinity): number {
  if (!Number.isInteger(value) || value < 1) throw new UserError(`--${flag} takes a whole number above 0.`);
  if (value > most) throw new UserError(`--${flag} takes at most ${most}.`);
  return value;
}
