import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Spool } from '../../src/result/spool.js';

interface Item {
  readonly key: number;
  readonly text: string;
}

const byKey = (a: Item, b: Item): number => a.key - b.key;
const item = fc.record({ key: fc.integer({ min: 0, max: 20 }), text: fc.string({ unit: 'binary' }) });

let temporary: string;

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'spool-test-'));
  vi.stubEnv('TMPDIR', temporary);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(temporary, { recursive: true });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of items) found.push(one);
  return found;
}

function spoolOf(items: readonly Item[], chunk: number): Spool<Item> {
  const spool = new Spool(byKey, { chunk });
  for (const one of items) spool.add(one);
  return spool;
}

/** The files of the one spool that is open. */
function files(): string[] {
  return readdirSync(temporary).flatMap((name) =>
    readdirSync(join(temporary, name)).map((file) => join(temporary, name, file)),
  );
}

test('gives what a stable sort in memory gives, as often as asked, and leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), async (items, chunk) => {
      const spool = spoolOf(items, chunk);
      const sorted = [...items].sort(byKey);
      expect(await all(spool)).toEqual(sorted);
      expect(await all(spool)).toEqual(sorted);
      await spool.close();
      expect(readdirSync(temporary)).toEqual([]);
    }),
  );
});

test('keeps lone surrogates, line separators and a member named __proto__', async () => {
  const odd = JSON.parse('{"key":1,"text":"\\ud800 \\u2028\\u2029\\n","__proto__":{"a":1}}') as Item;
  const spool = spoolOf([odd, odd], 1);
  const [first] = await all(spool);
  expect(JSON.stringify(first)).toBe(JSON.stringify(odd));
  await spool.close();
});

test('drops the later one of two that are the same, across chunks too', async () => {
  const spool = new Spool<Item>(byKey, { chunk: 2, same: (a, b) => a.key === b.key });
  for (const [key, text] of [
    [1, 'first'],
    [0, 'a'],
    [1, 'second'],
    [0, 'b'],
    [1, 'third'],
  ] as const)
    spool.add({ key, text });
  expect(await all(spool)).toEqual([
    { key: 0, text: 'a' },
    { key: 1, text: 'first' },
  ]);
  await spool.close();
});

test('holds no more than one chunk in memory and writes the rest privately', async () => {
  const items = Array.from({ length: 105 }, (_, index) => ({ key: 105 - index, text: 'x' }));
  const spool = spoolOf(items, 10);
  expect(files()).toHaveLength(10);
  for (const file of files()) {
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(10);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
  }
  await spool.close();
});

test('writes no file for one chunk', async () => {
  const spool = spoolOf(
    Array.from({ length: 10 }, (_, key) => ({ key, text: '' })),
    10,
  );
  expect(readdirSync(temporary)).toEqual([]);
  await spool.close();
});

test('merges many runs to few before reading, in the order of equal items', async () => {
  const items = Array.from({ length: 201 }, (_, index) => ({ key: index % 3, text: String(index) }));
  const spool = spoolOf(items, 1);
  expect(files()).toHaveLength(200);
  expect(await all(spool)).toEqual([...items].sort(byKey));
  expect(files()).toHaveLength(4);
  await spool.close();
});

test('takes more items after it was read', async () => {
  const spool = spoolOf([{ key: 2, text: 'b' }], 1);
  expect(await all(spool)).toHaveLength(1);
  spool.add({ key: 1, text: 'a' });
  expect((await all(spool)).map(({ key }) => key)).toEqual([1, 2]);
  await spool.close();
});

test('two iterations at once and one left early do not disturb each other', async () => {
  const items = Array.from({ length: 150 }, (_, key) => ({ key, text: '' }));
  const spool = spoolOf(items, 2);
  const early = (async () => {
    for await (const { key } of spool) if (key === 5) return;
  })();
  const [first, second] = await Promise.all([all(spool), all(spool), early]);
  expect(first).toEqual(items);
  expect(second).toEqual(items);
  await spool.close();
});

test('can be closed twice, and says so when it is used after that', async () => {
  const spool = spoolOf(
    [
      { key: 1, text: '' },
      { key: 2, text: '' },
    ],
    1,
  );
  await spool.close();
  await spool.close();
  expect(() => {
    spool.add({ key: 3, text: '' });
  }).toThrow('closed');
  await expect(all(spool)).rejects.toThrow('closed');
});
