import type { InferredOptionTypes } from 'yargs';
import { plural } from '../core/words.js';
import { visible } from '../core/visible.js';
import { findRecords, type StoredRecord } from '../store/read.js';
import { asJson, type Io } from './io.js';
import type { historyOptions } from './options.js';

type Args = InferredOptionTypes<typeof historyOptions> & { readonly store?: string };

/** `lintel history`: lists the scans that a store holds, oldest first. */
export async function historyCommand({ store = '', format }: Args, io: Io): Promise<number> {
  const records = await findRecords(store);
  io.stdout.write(format === 'json' ? asJson(records) : records.map(line).join(''));
  return 0;
}

function line({ path, manifest, flaw = '' }: StoredRecord): string {
  if (manifest === undefined) return `${visible(path)}\n  ${visible(flaw)}\n`;
  const { scanId, account, now, partial, findings, scopes } = manifest;
  const open = [
    ...(partial === null ? [] : [`cut short (${visible(partial)})`]),
    ...(scopes.incomplete.length === 0 ? [] : [`${plural(scopes.incomplete.length, 'listing')} not complete`]),
  ];
  return (
    `${visible(scanId)}  account ${visible(account)}  ${now.slice(0, 16).replace('T', ' ')} UTC\n` +
    `  fail ${findings.fail}, unknown ${findings.unknown}, pass ${findings.pass}, not-applicable ${findings['not-applicable']}` +
    `${open.map((what) => `; ${what}`).join('')}\n`
  );
}
