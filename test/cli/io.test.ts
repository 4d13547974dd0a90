import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeAll } from '../../src/cli/io.js';
import { record } from './recording.js';
import { workspace } from './run.js';

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

test.each([
  ['stdout', ['ignore', 'pipe', 'ignore'] as const],
  ['stderr', ['ignore', 'ignore', 'pipe'] as const],
])(
  'a reader that leaves the pipe of %s takes nothing from the exit code, which is the gate’s',
  async (_, stdio) => {
    const at = workspace();
    const replay = ['--replay', record(at('r.jsonl'), [{ id: 'still', rotation: 'off' }]), '--fail-on', 'medium'];
    const argv = ['scan', '--check', 'kms-key-rotation', ...replay, '--format', 'json', '--output', '-'];
    const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
    const program = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), bin, ...argv], {
      stdio: [...stdio],
    });
    (program.stdout ?? program.stderr)?.destroy();
    expect(await once(program, 'exit')).toEqual([1, null]);
  },
  20_000,
);
