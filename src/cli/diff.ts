import type { InferredOptionTypes } from 'yargs';
import { renderDiff, renderDiffJson } from '../../reports/diff.js';
import type { ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { type ComparedResult, compareResults } from '../result/compare.js';
import { readResult } from '../result/read.js';
import { type Io, writeAll } from './io.js';
import type { diffOptions } from './options.js';
import { lookOf } from './output.js';

type Args = InferredOptionTypes<typeof diffOptions> & { readonly old?: string; readonly new?: string };

/** `lintel diff`: what changed between two results, account by account. It judges nothing: the code is 0. */
export async function diffCommand(args: Args, io: Io): Promise<number> {
  const before = await byAccount(String(args.old));
  const after = await byAccount(String(args.new));
  const missing = (from: typeof before, other: typeof before): string[] =>
    [...from.keys()].filter((id) => !other.has(id));
  const unpaired = { old: missing(before, after), new: missing(after, before) };
  if (unpaired.old.length === before.size) {
    throw new UserError(
      `${args.old} and ${args.new} have no account in common: ${unpaired.old.join(', ')} and ${unpaired.new.join(', ')}.`,
    );
  }
  const compared: ComparedResult[] = [];
  try {
    for (const [account, result] of after) {
      const baseline = before.get(account);
      if (baseline !== undefined) compared.push(await compareResults(result, baseline));
    }
    const pieces =
      args.format === 'json' ? renderDiffJson(compared, unpaired) : renderDiff(compared, unpaired, lookOf(io.stdout));
    await writeAll(io.stdout, pieces);
    return 0;
  } finally {
    await Promise.all(compared.map(async (one) => one.close()));
  }
}

/** The results of a file by account. */
async function byAccount(path: string): Promise<Map<string, ScanResult>> {
  const results = new Map<string, ScanResult>();
  for (const result of await readResult(path)) {
    const { account } = result.header;
    if (results.has(account)) throw new UserError(`${path} holds two scans of account ${account}. Give one of them.`);
    results.set(account, result);
  }
  return results;
}
