import { join, resolve } from 'node:path';
import { type FormatName, formats } from '../../reports/index.js';
import { renderTerminal } from '../../reports/terminal.js';
import type { ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { checkWritableFile, writeAtomically } from '../result/write.js';
import { closest } from '../suggest.js';
import { type Io, isTerminal, widthOf, writeAll } from './io.js';

/** One report to write. */
export interface Output {
  readonly format: FormatName;
  /** Null for standard output. */
  readonly path: string | null;
}

/**
 * The reports that `--format NAME[=PATH]` and `--output` ask for, checked before any work is done.
 * @throws UserError for an unknown format, two formats in one place, and a place that cannot be written.
 */
export async function outputsOf(wanted: readonly string[], directory: string): Promise<Output[]> {
  const outputs = [...new Set(wanted)].map((given) => outputOf(given, directory));
  if (outputs.filter(({ path }) => path === null).length > 1) {
    throw new UserError('Standard output takes one format. Name it with --format.');
  }
  const taken = new Map<string, FormatName>();
  for (const { format, path } of outputs) {
    if (path === null) continue;
    const place = await checkWritableFile(resolve(path));
    const other = taken.get(place);
    if (other !== undefined && other !== format) {
      throw new UserError(`${other} and ${format} would both be written to ${path}. Give each a path of its own.`);
    }
    taken.set(place, format);
  }
  return outputs;
}

function outputOf(given: string, directory: string): Output {
  const [, name = '', path] = /^([^=]*)(?:=(.*))?$/s.exec(given) ?? [];
  if (!isFormat(name)) {
    const names = Object.keys(formats);
    throw new UserError(`There is no format '${name}'.${closest(name, names)} Formats: ${names.join(', ')}.`);
  }
  if (path === '') throw new UserError(`--format ${given} names no path. Write it after the =, or leave out the =.`);
  if (path === '-' || (path === undefined && directory === '-')) return { format: name, path: null };
  return { format: name, path: path ?? join(directory, `report.${formats[name].extension}`) };
}

function isFormat(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}

/** True where a report takes standard output, so that nothing else may be printed there. */
export function takesStdout(outputs: readonly Output[]): boolean {
  return outputs.some(({ path }) => path === null);
}

/** Writes every report; @returns the paths written. */
export async function writeReports(
  results: readonly ScanResult[],
  outputs: readonly Output[],
  io: Io,
): Promise<string[]> {
  const paths: string[] = [];
  for (const { format, path } of outputs) {
    const pieces = formats[format].render(results);
    if (path === null) {
      await writeAll(io.stdout, pieces);
    } else {
      await writeAtomically(path, pieces);
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
  await writeAll(stdout, renderTerminal(results, { ...lookOf(stdout), reports }));
}

/** How a stream shows text for people. */
export function lookOf(stream: Io['stdout']): { readonly color: boolean; readonly width: number } {
  return { color: isTerminal(stream) && process.env['NO_COLOR'] === undefined, width: widthOf(stream) };
}
