import { createHash } from 'node:crypto';
import type { ScanResult } from '../../src/core/result.js';
import { pack } from './pack.js';
import { gzipBase64 } from './encode.js';
import { readShell } from './shell.js';
import { summary, title } from './summary.js';

/**
 * Results as one self-contained HTML page, in pieces as they are made: the built page, with a summary for readers
 * without scripts and the findings as compressed columns. Findings, sources and past findings are iterated once.
 * @throws Error where the page has not been built.
 */
export async function* renderHtml(results: readonly ScanResult[]): AsyncGenerator<string> {
  const [start, afterTitle, afterSummary, end] = (await readShell()).pieces;
  const headers = results.map(({ header }) => header);
  yield start + title(headers) + afterTitle + summary(headers) + afterSummary;
  yield* gzipBase64(pack(results, sha256));
  yield end;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
