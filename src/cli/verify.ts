import { join } from 'node:path';
import { visible } from '../core/visible.js';
import { findRecords, verifyRecord } from '../store/read.js';
import { digest } from '../store/record.js';
import type { Io } from './io.js';

/** `lintel verify`: whether records are as they were written; 1 where one is not. */
export async function verifyCommand({ directory = '' }: { readonly directory?: string }, io: Io): Promise<number> {
  let altered = 0;
  const records = await findRecords(directory);
  for (const record of records) {
    const wrong = await verifyRecord(record);
    if (wrong.length > 0) altered += 1;
    const proof =
      record.manifest === undefined
        ? ''
        : `, manifest SHA-256 ${(await digest(join(record.path, 'manifest.json'))).sha256}`;
    io.stdout.write(`${visible(record.path)}: ${wrong.length === 0 ? 'unaltered' : 'ALTERED'}${proof}\n`);
    for (const sentence of wrong) io.stdout.write(`  ${visible(sentence)}\n`);
  }
  const sound = records.length - altered;
  io.stdout.write(
    `${sound} of ${records.length} records ${altered === 0 ? 'are' : 'are not all'} as their manifests say. ` +
      'Compare the manifests’ hashes with those printed when the scans were stored.\n',
  );
  return altered === 0 ? 0 : 1;
}
