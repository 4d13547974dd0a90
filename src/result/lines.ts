import { createReadStream } from 'node:fs';

/**
 * The lines of a text file. Unlike `node:readline` it breaks at line feeds only:
 * U+2028 and U+2029 may stand unescaped in a JSON string.
 */
export async function* lines(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const text of createReadStream(path, { encoding: 'utf8' })) {
    const parts = (rest + (text as string)).split('\n');
    rest = parts.pop() as string;
    yield* parts;
  }
  if (rest !== '') yield rest;
}

/** Small pieces of text joined to larger ones, so that each does not cost a write of its own. */
export async function* joined(
  pieces: AsyncIterable<string> | Iterable<string>,
  length = 65_536,
): AsyncGenerator<string> {
  let waiting: string[] = [];
  let waitingLength = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    waitingLength += piece.length;
    if (waitingLength < length) continue;
    yield waiting.join('');
    waiting = [];
    waitingLength = 0;
  }
  if (waitingLength > 0) yield waiting.join('');
}
