import { nearestFile } from '../config/config.js';
import { readSuppressions, suppressionsName } from '../config/suppressions.js';
import type { ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { compareResults } from '../result/compare.js';
import { readResult } from '../result/read.js';
import { applySuppressions } from '../config/apply-suppressions.js';
import type { Io } from './io.js';

/** The flags by which results are compared and their findings suppressed. */
export interface AnnotationArgs {
  readonly baseline?: string | undefined;
  readonly 'new-only': boolean;
  readonly suppressions?: string | undefined;
  readonly 'strict-suppressions': boolean;
  readonly 'allow-broad': boolean;
}

/** Turns results into what reports and gate are made of. */
export type Annotate = (results: readonly ScanResult[]) => Promise<readonly ScanResult[]>;

/**
 * Reads baseline and suppressions before any work is done.
 * @returns a function that compares results with the baseline and marks suppressed findings; what people must hear of
 * the suppressions goes to standard error.
 * @throws UserError for a mistake in either file, and for flags that ask for a file that is not there; the function
 * throws where the baseline is of other accounts, or where --strict-suppressions meets an entry that matches nothing.
 */
export async function annotation(args: AnnotationArgs, maxDays: number, io: Io): Promise<Annotate> {
  if (args['new-only'] && args.baseline === undefined) {
    throw new UserError('--new-only takes a scan to compare with. Give it with --baseline RESULT.json.');
  }
  const baselines = args.baseline === undefined ? undefined : await readResult(args.baseline);
  const path = args.suppressions ?? nearestFile(suppressionsName, '.');
  const today = new Date().toISOString().slice(0, 10);
  const rules = { today, maxDays, allowBroad: args['allow-broad'] };
  const entries = path === undefined ? [] : await readSuppressions(path, rules);
  return async (results) => {
    const compared = baselines === undefined ? results : await withBaselines(results, baselines);
    const { results: marked, lapsed, unused } = await applySuppressions(compared, entries, today);
    for (const sentence of [...lapsed, ...unused]) io.stderr.write(`lintel: ${visible(sentence)}\n`);
    if (args['strict-suppressions'] && unused.length > 0) {
      throw new UserError(
        `${unused.length} of ${entries.length} suppressions match nothing, and --strict-suppressions is set.`,
      );
    }
    return marked;
  };
}

async function withBaselines(results: readonly ScanResult[], baselines: readonly ScanResult[]): Promise<ScanResult[]> {
  return Promise.all(
    results.map(async (result) => {
      const own = baselines.find(({ header }) => header.account === result.header.account) ?? baselines[0];
      return own === undefined ? result : compareResults(result, own);
    }),
  );
}
