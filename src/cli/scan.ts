import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InferredOptionTypes } from 'yargs';
import type { ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { checkWritable } from '../result/write.js';
import { scan, type ScanOptions } from '../scan.js';
import { recordScan } from '../store/record.js';
import { annotation } from './annotate.js';
import { catalogue, type Catalogue } from './catalogue.js';
import { policyOf } from './close.js';
import { conclude } from './conclude.js';
import type { Io } from './io.js';
import type { scanOptions } from './options.js';
import { outputsOf, writeReports } from './output.js';
import { printPlan } from './plan.js';
import { showProgress } from './progress.js';

type Args = InferredOptionTypes<typeof scanOptions>;

/** `lintel scan`: scans, writes the reports, prints the summary and decides the exit code. */
export async function scanCommand(args: Args, io: Io): Promise<number> {
  const policy = policyOf(args);
  const taken = await catalogue(args);
  // One from a directory above is easily overlooked.
  const { configuration = '' } = taken;
  if (args.config === undefined && dirname(configuration) !== '.') {
    io.stderr.write(`lintel: configuration from ${visible(configuration)}\n`);
  }
  const options = toScanOptions(args, taken, io);
  if (args.plan === true) return printPlan(options, args.format, io);

  const annotate = await annotation(args, taken.settings.maxSuppressionDays, io);
  const outputs = await outputsOf(args.format.length > 0 ? args.format : ['json', 'html'], args.output);
  if (args.record !== undefined) await checkWritable(dirname(args.record));
  if (args.store !== undefined) await checkWritable(args.store);
  const progress = showProgress(args.quiet, io);
  const result = await scan({ ...options, onProgress: (state) => progress.update(state) }).finally(() =>
    progress.end(),
  );
  try {
    // A store that takes nothing, or a mistake in what a scan is compared with, does not cost the scan.
    const annotated = await kept(args.store, result, io)
      .then(async () => annotate([result]))
      .catch(async (mistake: unknown) => {
        await writeReports([result], outputs, io);
        throw mistake;
      });
    return await conclude(annotated, outputs, policy, io);
  } finally {
    await result.close();
  }
}

/** Records a scan in a store, where one is named. */
async function kept(store: string | undefined, result: ScanResult, io: Io): Promise<void> {
  if (store === undefined) return;
  const { path, sha256 } = await recordScan(store, result);
  io.stderr.write(`lintel: stored in ${visible(path)}, manifest SHA-256 ${sha256}\n`);
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
