import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { writeAll } from '../../src/cli/io.js';

/** A stream that takes one piece and never says that it has room for the next. */
function stuck(): { readonly stream: Writable; readonly taken: string[] } {
  const taken: string[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    write: (piece: string) => void taken.push(piece),
  });
  return { stream, taken };
}

test('waits where the stream is slow', async () => {
  const taken: string[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    write(piece: string, _, done) {
      taken.push(piece);
      setTimeout(done, 5);
    },
  });
  await writeAll(stream, ['one', 'two', 'three']);
  expect(taken).toEqual(['one', 'two', 'three']);
  expect([stream.listenerCount('drain'), stream.listenerCount('close')]).toEqual([0, 0]);
});

test('ends where the reader closes while a piece waits', async () => {
  const { stream, taken } = stuck();
  const writing = writeAll(stream, ['one', 'two', 'three']);
  setTimeout(() => stream.destroy(), 5);
  await writing;
  expect(taken).toEqual(['one']);
}, 1000);

test('writes nothing where the reader has closed before', async () => {
  const { stream, taken } = stuck();
  stream.destroy();
  const errors: unknown[] = [];
  stream.on('error', (error) => errors.push(error));
  await writeAll(stream, ['one', 'two']);
  expect({ taken, errors }).toEqual({ taken: [], errors: [] });
}, 1000);
