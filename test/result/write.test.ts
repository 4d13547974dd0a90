import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/user-error.js';
import { checkWritable, writeAtomically } from '../../src/result/write.js';
import { iterable } from '../reports/fixture.js';

let directory: string;

beforeEach(async () => {
  directory = realpathSync(await mkdtemp(join(tmpdir(), 'write-test-')));
});

afterEach(async () => {
  chmodSync(directory, 0o700);
  await rm(directory, { recursive: true });
});

describe('writeAtomically', () => {
  test('writes all pieces to a private file and leaves nothing else', async () => {
    const path = join(directory, 'result.json');
    const pieces = Array.from({ length: 1000 }, (_, index) => `piece ${index} ü\n`.repeat(20));
    await writeAtomically(path, iterable(pieces));
    expect(readFileSync(path, 'utf8')).toBe(pieces.join(''));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['result.json']);
  });

  test('an earlier file is whole until the new one is, and then private', async () => {
    const path = join(directory, 'result.json');
    writeFileSync(path, 'old', { mode: 0o644 });
    await writeAtomically(
      path,
      (async function* () {
        yield 'x'.repeat(200_000);
        await Promise.resolve();
        expect(readFileSync(path, 'utf8')).toBe('old');
        expect(readdirSync(directory)).toHaveLength(2);
        yield 'new';
      })(),
    );
    expect(readFileSync(path, 'utf8')).toBe(`${'x'.repeat(200_000)}new`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a failure of the source is handed on as it is, with the earlier file untouched', async () => {
    const path = join(directory, 'result.json');
    writeFileSync(path, 'old');
    const failure = Object.assign(new Error('a file of ours is gone'), { code: 'ENOENT' });
    const chunks = (async function* () {
      yield 'x'.repeat(100_000);
      await Promise.reject(failure);
    })();
    await expect(writeAtomically(path, chunks)).rejects.toBe(failure);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(directory)).toEqual(['result.json']);
  });

  test('writes through a symbolic link and keeps the link', async () => {
    const real = join(directory, 'real.json');
    const link = join(directory, 'latest.json');
    writeFileSync(real, 'old');
    symlinkSync(real, link);
    await writeAtomically(link, iterable(['new']));
    expect(readFileSync(real, 'utf8')).toBe('new');
    expect(realpathSync(link)).toBe(real);
  });

  test.each([
    ['a directory that is missing', () => join(directory, 'missing', 'result.json'), 'the directory does not exist'],
    ['a directory in place of the file', () => directory, 'not a regular file'],
    ['a device', () => '/dev/null', 'not a regular file'],
    ['a file in place of a directory', () => join(file(), 'result.json'), 'not a directory'],
  ])('refuses %s', async (_, path, message) => {
    const before = readdirSync(directory);
    const writing = writeAtomically(path(), iterable(['x']));
    await expect(writing).rejects.toThrow(UserError);
    await expect(writing).rejects.toThrow(message);
    expect(readdirSync(directory).filter((name) => name !== 'file')).toEqual(before);
  });
});

describe('checkWritable', () => {
  test('creates the directory, private, and leaves it empty', async () => {
    const made = join(directory, 'a', 'b');
    await checkWritable(made);
    expect(readdirSync(made)).toEqual([]);
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  test('leaves what is there alone', async () => {
    mkdirSync(join(directory, 'there'));
    await checkWritable(directory);
    expect(readdirSync(directory)).toEqual(['there']);
  });

  test('refuses a file and what lies below one', async () => {
    await expect(checkWritable(file())).rejects.toThrow(UserError);
    await expect(checkWritable(join(file(), 'below'))).rejects.toThrow('not a directory');
  });

  test.each(['/proc/self', '/proc/none', '/proc/none/below'])(
    'refuses a place where nothing can be made (%s)',
    async (place) => {
      await expect(checkWritable(place)).rejects.toThrow(UserError);
    },
    2000,
  );

  test('refuses links that lead in a circle or nowhere', async () => {
    const link = join(directory, 'link');
    symlinkSync('link', link);
    await expect(checkWritable(link)).rejects.toThrow(UserError);
    await expect(writeAtomically(link, iterable(['x']))).rejects.toThrow('lead in a circle');
    symlinkSync('nowhere', join(directory, 'dangling'));
    await expect(checkWritable(join(directory, 'dangling'))).rejects.toThrow(UserError);
  });
});

function file(): string {
  const path = join(directory, 'file');
  writeFileSync(path, '');
  return path;
}
