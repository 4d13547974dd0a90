import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joined, lines } from './lines.js';

/** Most runs that are merged at one time: bounds open files. */
const mostRuns = 64;

/** What {@link Spool} takes besides the order. */
export interface SpoolOptions<T> {
  /** Items held in memory before they are sorted and written to disk. */
  readonly chunk?: number;
  /** True for two items of which the later one is dropped; they must be neighbours in the order. */
  readonly same?: (a: T, b: T) => boolean;
}

/**
 * Sorts any number of items with bounded memory. Items come by {@link Spool.add}; iterating gives them
 * in order, any number of times, equal ones in the order they came. What does not fit in memory stands
 * in a private temporary directory (mode 0700) as JSON, so an item must be a JSON value.
 */
export class Spool<T> implements AsyncIterable<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #same: (a: T, b: T) => boolean;
  readonly #chunk: number;
  #waiting: T[] = [];
  #directory: string | undefined;
  #runs: string[] = [];
  #written = 0;
  #compacting: Promise<void> | undefined;
  #closed = false;

  constructor(compare: (a: T, b: T) => number, { chunk = 2000, same = () => false }: SpoolOptions<T> = {}) {
    this.#compare = compare;
    this.#chunk = chunk;
    this.#same = same;
  }

  /**
   * Takes one item. A full chunk is written at once and synchronously, so that no caller can outrun the disk.
   * Not to be called while the items are iterated.
   */
  add(item: T): void {
    this.#mustBeOpen();
    if (this.#waiting.length >= this.#chunk) this.#spill();
    this.#waiting.push(item);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    this.#mustBeOpen();
    await (this.#compacting ??= this.#compact());
    const last = [...this.#waiting].sort(this.#compare);
    let previous: { readonly item: T } | undefined;
    for await (const item of merge([...this.#runs.map((run) => read<T>(run)), iterate(last)], this.#compare)) {
      if (previous !== undefined && this.#same(previous.item, item)) continue;
      previous = { item };
      yield item;
    }
  }

  /** Lets go of everything, on disk and in memory. Safe to call again. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting = [];
    this.#runs = [];
    if (this.#directory !== undefined) await rm(this.#directory, { recursive: true, force: true });
  }

  #spill(): void {
    const chunk = this.#waiting.sort(this.#compare);
    this.#waiting = [];
    const run = this.#nextRun();
    writeFileSync(run, chunk.map((item) => `${JSON.stringify(item)}\n`).join(''), { mode: 0o600, flag: 'wx' });
    this.#runs.push(run);
    this.#compacting = undefined;
  }

  /** Merges neighbouring runs, which keeps equal items in the order they came, until few enough are left. */
  async #compact(): Promise<void> {
    while (this.#runs.length > mostRuns) {
      const merged: string[] = [];
      for (let at = 0; at < this.#runs.length; at += mostRuns) {
        merged.push(await this.#mergeToOne(this.#runs.slice(at, at + mostRuns)));
      }
      this.#runs = merged;
    }
  }

  async #mergeToOne(runs: readonly string[]): Promise<string> {
    const path = this.#nextRun();
    const items = merge(
      runs.map((run) => read<T>(run)),
      this.#compare,
    );
    await writeFile(path, joined(asLines(items)), { mode: 0o600, flag: 'wx' });
    for (const run of runs) await rm(run);
    return path;
  }

  #nextRun(): string {
    this.#directory ??= mkdtempSync(join(tmpdir(), 'lintel-'));
    return join(this.#directory, `${(this.#written += 1)}.jsonl`);
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new Error('the spool is closed');
  }
}

async function* asLines<T>(items: AsyncIterable<T>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

async function* read<T>(run: string): AsyncGenerator<T> {
  for await (const line of lines(run)) yield JSON.parse(line) as T;
}

async function* iterate<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** Merges sorted runs to one; of equal items those of an earlier run come first. */
async function* merge<T>(runs: readonly AsyncGenerator<T>[], compare: (a: T, b: T) => number): AsyncGenerator<T> {
  const heads: { item: T; readonly run: AsyncGenerator<T> }[] = [];
  try {
    for (const run of runs) {
      const next = await run.next();
      if (next.done !== true) heads.push({ item: next.value, run });
    }
    for (;;) {
      const [first, ...others] = heads;
      if (first === undefined) return;
      const least = others.reduce((a, b) => (compare(b.item, a.item) < 0 ? b : a), first);
      yield least.item;
      const next = await least.run.next();
      if (next.done === true) heads.splice(heads.indexOf(least), 1);
      else least.item = next.value;
    }
  } finally {
    for (const run of runs) await run.return(undefined);
  }
}
