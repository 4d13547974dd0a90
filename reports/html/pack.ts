/** Writes the data of the page; `columns.ts` reads it. */
import type { Finding, PastFinding, Source } from '../../src/core/finding.js';
import type { Header, ScanResult } from '../../src/core/result.js';
import { type Block, findingColumns, formatVersion, identity, resourceColumns, type Scan } from './columns.js';
import { historyOf } from './history.js';
import { relative } from './relative.js';

/** Most sources whose time and request ids a page holds; of a larger scan it holds what was read, not when. */
export const mostSources = 10_000;

/** Rows written at once: what the writer holds besides its dictionaries. */
const rowsInBlock = 2_000;

/** SHA-256 in hexadecimal digits. */
type Digest = (text: string) => string;

/**
 * Results as JSON lines: the scans, their sources, blocks of findings, and the number of findings as the last line.
 * Holds the tables of strings and resources and one block of rows, never the findings.
 */
export async function* pack(results: readonly ScanResult[], digest: Digest): AsyncGenerator<string> {
  const earlier = historyOf(results.map(({ header }) => header));
  const scans = results.map(({ header }, index): Scan => ({ header, earlier: earlier.has(index) }));
  yield `${JSON.stringify({ version: formatVersion, scans })}\n`;
  for (const [scan, { sources }] of results.entries()) {
    yield `${JSON.stringify(earlier.has(scan) ? [] : await fewSources(sources))}\n`;
  }
  const writer = new Writer(digest);
  for (const [scan, { header, findings, past }] of results.entries()) {
    if (earlier.has(scan)) continue;
    for (const list of [findings, past]) {
      for await (const finding of list) {
        writer.add(finding, scan, header);
        if (writer.full) yield writer.block();
      }
    }
  }
  yield writer.block();
  yield `${JSON.stringify(writer.rows)}\n`;
}

async function fewSources(sources: AsyncIterable<Source>): Promise<Source[] | null> {
  const few: Source[] = [];
  for await (const source of sources) {
    if (few.length === mostSources) return null;
    few.push(source);
  }
  return few;
}

class Writer {
  rows = 0;
  readonly #digest: Digest;
  readonly #strings = new Map<string, number>();
  readonly #resources = new Map<string, number>();
  #newStrings: string[] = [''];
  #resourceRows = new Rows(resourceColumns);
  #findingRows = new Rows(findingColumns);

  constructor(digest: Digest) {
    this.#digest = digest;
  }

  get full(): boolean {
    return this.#findingRows.count >= rowsInBlock;
  }

  add(finding: Finding | PastFinding, scan: number, { partition }: Header): void {
    const { checkId, account, region, resource, evidence, gaps, sources, suppression, command } = finding;
    const { name } = resource;
    const about = (text: string): number => this.#string(relative(text, name));
    const derived = this.#digest(identity(checkId, partition, account, region, resource.key));
    this.#findingRows.add({
      scan,
      resource: this.#resource(finding),
      check: this.#string(checkId),
      status: this.#string(finding.status),
      severity: this.#string(finding.severity),
      recommendation: this.#string(finding.recommendation),
      message: about(finding.message),
      evidence: about(JSON.stringify(evidence)),
      gaps: gaps.length === 0 ? 0 : about(JSON.stringify(gaps)),
      command: command === undefined ? 0 : about(command),
      sources: sources.length === 0 ? 0 : about(JSON.stringify(sources)),
      suppression: suppression === undefined ? 0 : this.#string(JSON.stringify(suppression)),
      change: this.#string(finding.change ?? ''),
      past: this.#string('past' in finding ? finding.past : ''),
      // A hash does not compress: it is kept only where it does not follow from the rest (a check that was renamed).
      fingerprint: finding.fingerprint === `v1:${derived}` ? 0 : this.#string(finding.fingerprint),
    });
    this.rows += 1;
  }

  /** What is new since the last block, as a line. */
  block(): string {
    const block: Block = {
      strings: this.#newStrings,
      resources: this.#resourceRows.columns(),
      findings: this.#findingRows.columns(),
    };
    this.#newStrings = [];
    this.#resourceRows = new Rows(resourceColumns);
    this.#findingRows = new Rows(findingColumns);
    return `${JSON.stringify(block)}\n`;
  }

  #string(text: string): number {
    if (text === '') return 0;
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const index = this.#strings.size + 1;
    this.#strings.set(text, index);
    this.#newStrings.push(text);
    return index;
  }

  #resource({ account, region, resource }: Finding): number {
    const { type, key, name, arn, tags } = resource;
    const row = {
      account: this.#string(account),
      region: this.#string(region),
      type: this.#string(type),
      name: this.#string(name),
      key: this.#string(relative(key, name)),
      // `arn` is the key more often than not.
      arn: arn === undefined ? 0 : arn === key ? -1 : this.#string(relative(arn, name)),
      tags: tags === undefined ? 0 : this.#string(JSON.stringify(tags)),
    };
    const all = resourceColumns.map((column) => row[column]).join(' ');
    const known = this.#resources.get(all);
    if (known !== undefined) return known;
    const index = this.#resources.size;
    this.#resources.set(all, index);
    this.#resourceRows.add(row);
    return index;
  }
}

/** Rows turned into columns, each number as its difference from the one above: what grows evenly compresses to little. */
class Rows<Name extends string> {
  count = 0;
  readonly #names: readonly Name[];
  readonly #columns: Record<Name, number[]>;

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#columns = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  }

  add(row: Readonly<Record<Name, number>>): void {
    for (const name of this.#names) this.#columns[name].push(row[name]);
    this.count += 1;
  }

  columns(): Record<Name, number[]> {
    const differences = (column: number[]): number[] =>
      column.map((value, index) => value - (index === 0 ? 0 : (column[index - 1] ?? 0)));
    return Object.fromEntries(this.#names.map((name) => [name, differences(this.#columns[name])])) as Record<
      Name,
      number[]
    >;
  }
}
