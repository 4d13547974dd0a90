import { join } from 'node:path';
import { type FormatName, formats } from '../../reports/index.js';
import { renderTerminal } from '../../reports/terminal.js';
import type { ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { checkWritable, writeAtomically } from '../result/write.js';
import { type Io, isTerminal, widthOf, writeAll } from './io.js';

/** Where reports go: a directory, or standard output (null). */
export interface Destination {
  readonly directory: string | null;
  readonly formats: readonly FormatName[];
}

/**
 * Checks, before any work is done, that reports can be written.
 * @throws UserError for an unwritable directory, or several formats on standard output.
 */
export async function destination(output: string, wanted: readonly FormatName[]): Promise<Destination> {
  const names = [...new Set(wanted)];
  if (output === '-') {
    if (names.length !== 1) throw new UserError('--output - takes one format. Name it with --format.');
    return { directory: null, formats: names };
  }
  await checkWritable(output);
  return { directory: output, formats: names };
}

/** Writes every format; @returns the paths written. */
export async function writeReports(
  results: readonly ScanResult[],
  { directory, formats: names }: Destination,
  io: Io,
): Promise<string[]> {
  const paths: string[] = [];
  for (const name of names) {
    const { extension, render } = formats[name];
    if (directory === null) {
      await writeAll(io.stdout, render(results));
    } else {
      const path = join(directory, `report.${extension}`);
      await writeAtomically(path, render(results));
      paths.push(path);
    }
  }
  return paths;
}

/** Prints the summary, with the paths of the reports that were written. */
export async function writeSummary(
  results: readonly ScanResult[],
  { stdout }: Io,
  reports: readonly string[],
): Promise<void> {
  const color = isTerminal(stdout) && process.env['NO_COLOR'] === undefined;
  await writeAll(stdout, renderTerminal(results, { color, width: widthOf(stdout), reports }));
}
