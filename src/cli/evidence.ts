import type { InferredOptionTypes } from 'yargs';
import { findFramework } from '../selection.js';
import { UserError } from '../core/user-error.js';
import { plural } from '../core/words.js';
import { visible } from '../core/visible.js';
import { writeEvidencePack } from '../evidence/pack.js';
import { readResult } from '../result/read.js';
import type { Io } from './io.js';
import type { evidenceOptions } from './options.js';

type Args = InferredOptionTypes<typeof evidenceOptions> & { readonly result?: string };

/** `lintel evidence`: writes the evidence for a framework's controls, as the result's own lintel knew them. */
export async function evidenceCommand({ result: path = '', framework, output }: Args, io: Io): Promise<number> {
  const results = await readResult(path);
  const [result] = results;
  if (result === undefined || results.length > 1) {
    throw new UserError(`${path} holds ${results.length} results. Evidence is of one account: give a file of one.`);
  }
  const names = await writeEvidencePack(result, findFramework(result.header.frameworks, framework), output);
  io.stdout.write(`${plural(names.length, 'file')} in ${visible(output)}. Check them with: sha256sum -c SHA256SUMS\n`);
  return 0;
}
