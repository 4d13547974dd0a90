import { dirname } from 'node:path';
import { applySuppressions } from '../config/apply-suppressions.js';
import { nearestFile } from '../config/config.js';
import { type Entry, readSuppressions, suppressionsName } from '../config/suppressions.js';
import type { ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { plural } from '../core/words.js';
import { type ComparedResult, compareResults } from '../result/compare.js';
import { readResult } from '../result/read.js';
import type { Io } from './io.js';

/** The flags by which results are compared and their findings suppressed. */
export interface AnnotationArgs {
  readonly baseline?: string | undefined;
  readonly 'new-only': boolean;
  readonly suppressions?: string | undefined;
  readonly 'strict-suppressions': boolean;
  readonly 'allow-broad': boolean;
}

/** What reports and gate are made of. */
export interface Annotated {
  readonly results: readonly ScanResult[];
  /** Lets go of what the comparison holds on disk. */
  close(): Promise<void>;
}

/**
 * Reads baseline and suppressions before any work is done.
 * @returns a function that compares results with the baseline and marks suppressed findings; what people must hear of
 * the suppressions goes to standard error.
 * @throws UserError for a mistake in either file, and for flags that ask for a file that is not there; the function
 * throws where the baseline is of other accounts, or where --strict-suppressions meets an entry that matches nothing.
 */
export async function annotation(
  args: AnnotationArgs,
  maxDays: number,
  io: Io,
): Promise<(results: readonly ScanResult[]) => Promise<Annotated>> {
  if (args['new-only'] && args.baseline === undefined) {
    throw new UserError('--new-only takes a scan to compare with. Give it with --baseline RESULT.json.');
  }
  const baselines = args.baseline === undefined ? undefined : await readResult(args.baseline);
  const path = args.suppressions ?? nearestFile(suppressionsName, '.');
  const rules = { today: today(), maxDays, allowBroad: args['allow-broad'] };
  const entries = path === undefined ? [] : await readSuppressions(path, rules);
  // One from a directory above is easily overlooked.
  if (args.suppressions === undefined && path !== undefined && dirname(path) !== process.cwd()) {
    io.stderr.write(`lintel: suppressions from ${visible(path)}\n`);
  }
  return async (results) => {
    const compared = baselines === undefined ? [] : await withBaselines(results, baselines);
    const close = async (): Promise<void> => {
      await Promise.all(compared.map(async (one) => one.close()));
    };
    try {
      const marked = await suppressed(baselines === undefined ? results : compared, entries, args, io);
      return { results: marked, close };
    } catch (error) {
      await close();
      throw error;
    }
  };
}

/** The day on which expiry is judged. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

async function withBaselines(
  results: readonly ScanResult[],
  baselines: readonly ScanResult[],
): Promise<ComparedResult[]> {
  const pairs = results.map((result) => [result, baselineOf(result, baselines)] as const);
  const compared: ComparedResult[] = [];
  try {
    for (const [result, baseline] of pairs) compared.push(await compareResults(result, baseline));
  } catch (error) {
    await Promise.all(compared.map(async (one) => one.close()));
    throw error;
  }
  return compared;
}

/** The baseline of a result's account; any other where there is none, which is then refused. */
function baselineOf({ header }: ScanResult, baselines: readonly ScanResult[]): ScanResult {
  const own = baselines.filter((one) => one.header.account === header.account);
  if (own.length > 1) {
    throw new UserError(
      `The baseline holds ${own.length} scans of account ${header.account}. Give the one to compare with.`,
    );
  }
  const [baseline] = [...own, ...baselines];
  if (baseline === undefined) throw new UserError('The baseline holds no scan.');
  return baseline;
}

async function suppressed(
  results: readonly ScanResult[],
  entries: readonly Entry[],
  args: AnnotationArgs,
  io: Io,
): Promise<readonly ScanResult[]> {
  const { results: marked, lapsed, unused } = await applySuppressions(results, entries, today());
  for (const sentence of [...lapsed, ...unused]) io.stderr.write(`lintel: ${visible(sentence)}\n`);
  if (args['strict-suppressions'] && unused.length > 0) {
    throw new UserError(
      `${plural(unused.length, 'suppression')} of ${entries.length} ${unused.length === 1 ? 'matches' : 'match'} nothing, and --strict-suppressions is set.`,
    );
  }
  return marked;
}
