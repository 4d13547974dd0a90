import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InferredOptionTypes } from 'yargs';
import { type Check, isListOption } from '../core/check.js';
import type { Bench } from '../core/judge.js';
import { UserError } from '../core/user-error.js';
import { checkWritable } from '../result/write.js';
import { scan, type ScanOptions } from '../scan.js';
import { closest } from '../suggest.js';
import { catalogue } from './catalogue.js';
import { closeWith } from './gate.js';
import type { Io } from './io.js';
import type { scanOptions } from './options.js';
import { destination, writeReports, writeSummary } from './output.js';
import { printPlan } from './plan.js';
import { showProgress } from './progress.js';

type Args = InferredOptionTypes<typeof scanOptions>;

/** `lintel scan`: scans, writes the reports, prints the summary and decides the exit code. */
export async function scanCommand(args: Args, io: Io): Promise<number> {
  const { all, selected } = await catalogue(args);
  const options = toScanOptions(args, selected, all, io);
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
    const code = await closeWith([result.header], args['fail-on'], place.directory === null ? io.stderr : io.stdout);
    return io.interrupted.aborted ? 130 : code;
  } finally {
    await result.close();
  }
}

function toScanOptions(args: Args, checks: readonly Check[], all: readonly Check[], io: Io): ScanOptions {
  if (args['external-id'] !== undefined && args['role-arn'] === undefined) {
    throw new UserError('--external-id is used only to assume a role. Give --role-arn as well.');
  }
  const replay = args.demo === true ? fileURLToPath(new URL('../demo/demo.jsonl', import.meta.url)) : args.replay;
  return {
    checks,
    catalogue: all,
    thresholds: thresholds(args.set, checks),
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

/** Reads `CHECK.OPTION=NUMBER`. */
function thresholds(settings: readonly string[], checks: readonly Check[]): Bench['options'] {
  const values: Record<string, Record<string, number>> = {};
  for (const setting of settings) {
    const [, id = '', name = '', text = ''] = /^([^.=]+)\.([^.=]+)=(\S+)$/.exec(setting) ?? [];
    const check = checks.find((one) => one.id === id);
    if (check === undefined) {
      const ids = checks.map((one) => one.id);
      throw new UserError(`--set ${setting}: it takes CHECK.OPTION=NUMBER of a selected check.${closest(id, ids)}`);
    }
    const option = check.options[name];
    if (option === undefined || isListOption(option)) {
      const names = Object.keys(check.options);
      throw new UserError(
        `--set ${setting}: ${id} has ${names.length === 0 ? 'no options' : `the options ${names.join(', ')}`}.`,
      );
    }
    const value = Number(text);
    if (!(value >= option.minimum && value <= option.maximum)) {
      throw new UserError(`--set ${setting}: ${name} takes a number from ${option.minimum} to ${option.maximum}.`);
    }
    (values[id] ??= {})[name] = value;
  }
  return values;
}
