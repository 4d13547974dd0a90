/**
 * The data of the page: findings as columns of indices into one table of strings, in JSON lines. Shared by the writer
 * (Node) and the page (a browser), so it imports nothing of either.
 */
import type { Finding, PastFinding, Source } from '../../src/core/finding.js';
import type { Header, ScanResult } from '../../src/core/result.js';
import { historyOf } from './history.js';
import { relative, absolute } from './relative.js';

/** Version of the data's shape; page and data are written by one lintel, so this only tells a mixed file. */
const formatVersion = 1;

/** Most sources whose time and request ids a page holds; of a larger scan it holds what was read, not when. */
export const mostSources = 10_000;

/** Rows written at once: what the writer holds besides its dictionaries. */
const rowsInBlock = 2_000;

const resourceColumns = ['account', 'region', 'type', 'name', 'key', 'arn', 'tags'] as const;
const findingColumns = [
  'scan',
  'resource',
  'check',
  'status',
  'severity',
  'recommendation',
  'message',
  'evidence',
  'gaps',
  'command',
  'sources',
  'suppression',
  'change',
  'past',
  'fingerprint',
] as const;

type ResourceColumn = (typeof resourceColumns)[number];
type FindingColumn = (typeof findingColumns)[number];

/** Columns whose texts often name the resource, and are kept relative to that name. */
const aboutResource: ReadonlySet<FindingColumn> = new Set(['message', 'evidence', 'gaps', 'command', 'sources']);

/** Columns by name. Scans and resources are indices into their tables, all else into the strings; 0 is nothing. */
export type Columns<Name extends string> = Readonly<Record<Name, Int32Array>>;

/** One scan of the page. */
export interface Scan {
  readonly header: Header;
  /** True for an earlier scan of an account with the same selection: only its header is here, for the trend. */
  readonly earlier: boolean;
}

/** Everything a page knows. */
export interface Report {
  readonly scans: readonly Scan[];
  readonly strings: readonly string[];
  readonly resources: Columns<ResourceColumn>;
  readonly findings: Columns<FindingColumn>;
  /** By key, for each scan; null where there were more than {@link mostSources}. */
  readonly sources: readonly (ReadonlyMap<string, Source> | null)[];
}

/** SHA-256 in hexadecimal digits. */
type Digest = (text: string) => string;

interface Block {
  readonly strings: readonly string[];
  readonly resources: Readonly<Record<ResourceColumn, readonly number[]>>;
  readonly findings: Readonly<Record<FindingColumn, readonly number[]>>;
}

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

/** What a fingerprint is the hash of, after its `v1:`. */
function identity(checkId: string, partition: string, account: string, region: string, key: string): string {
  return JSON.stringify([checkId, partition, account, region, key]);
}

/**
 * Reads what {@link pack} wrote.
 * @throws SyntaxError where the lines end too early or are not of this version.
 */
export async function unpack(lines: AsyncIterable<string>): Promise<Report> {
  const from = lines[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = await from.next();
    if (line.done === true) throw new SyntaxError('the data ends too early');
    return JSON.parse(line.value) as unknown;
  };
  const { version, scans } = (await next()) as { version: number; scans: Scan[] };
  if (version !== formatVersion) throw new SyntaxError(`the data is of version ${version}`);
  const sources: (ReadonlyMap<string, Source> | null)[] = [];
  for (const _ of scans) {
    const few = (await next()) as Source[] | null;
    sources.push(few === null ? null : new Map(few.map((source) => [source.key, source])));
  }
  const strings: string[] = [];
  const resources = new Gathered(resourceColumns);
  const findings = new Gathered(findingColumns);
  for (;;) {
    const block = (await next()) as Block | number;
    if (typeof block === 'number') {
      const columns = findings.columns();
      if (block !== columns.check.length) throw new SyntaxError('findings are missing');
      return { scans, strings, resources: resources.columns(), findings: columns, sources };
    }
    for (const text of block.strings) strings.push(text);
    resources.add(block.resources);
    findings.add(block.findings);
  }
}

class Gathered<Name extends string> {
  readonly #names: readonly Name[];
  readonly #blocks: Readonly<Record<Name, readonly number[]>>[] = [];

  constructor(names: readonly Name[]) {
    this.#names = names;
  }

  add(block: Readonly<Record<Name, readonly number[]>>): void {
    this.#blocks.push(block);
  }

  columns(): Columns<Name> {
    return Object.fromEntries(this.#names.map((name) => [name, this.#column(name)])) as Record<Name, Int32Array>;
  }

  #column(name: Name): Int32Array {
    const column = new Int32Array(this.#blocks.reduce((length, block) => length + block[name].length, 0));
    let at = 0;
    for (const block of this.#blocks) {
      let value = 0;
      for (const difference of block[name]) {
        value += difference;
        column[at] = value;
        at += 1;
      }
    }
    return column;
  }
}

/** A string of the table; nothing for an index that is not there. */
export function stringAt({ strings }: Report, index: number | undefined): string {
  return strings[index ?? 0] ?? '';
}

/** What a column of findings says at a row. */
export function textAt(report: Report, column: FindingColumn, row: number): string {
  const text = stringAt(report, report.findings[column][row]);
  return aboutResource.has(column) ? absolute(text, nameAt(report, row)) : text;
}

/** Index of the resource that a finding is about. */
export function resourceAt({ findings }: Report, row: number): number {
  return findings.resource[row] ?? 0;
}

/** What people call the resource of a finding. */
export function nameAt(report: Report, row: number): string {
  return stringAt(report, report.resources.name[resourceAt(report, row)]);
}

/** What identifies a resource: account, region and key. */
export function resourceId(report: Report, index: number): string {
  const { account, region, name, key } = report.resources;
  const at = (column: Int32Array): string => stringAt(report, column[index]);
  return `${at(account)} ${at(region)} ${absolute(at(key), at(name))}`;
}

/** A resource with where it is. */
export type Placed = Finding['resource'] & Pick<Finding, 'account' | 'region'>;

/** One resource of the table. */
export function resourceOf(report: Report, index: number): Placed {
  const { resources } = report;
  const at = (column: ResourceColumn): string => stringAt(report, resources[column][index]);
  const name = at('name');
  const key = absolute(at('key'), name);
  const arn = resources.arn[index] ?? 0;
  const tags = at('tags');
  return {
    type: at('type'),
    key,
    name,
    ...(arn !== 0 && { arn: arn === -1 ? key : absolute(at('arn'), name) }),
    ...(tags !== '' && { tags: JSON.parse(tags) as Record<string, string> }),
    account: at('account'),
    region: at('region'),
  };
}

/** A finding without its fingerprint, which costs a hash: {@link fingerprintOf}. */
export type Row = Omit<Finding, 'fingerprint'> & Partial<Pick<PastFinding, 'past'>>;

/** One finding of the table. */
export function findingOf(report: Report, row: number): Row {
  const { account, region, ...resource } = resourceOf(report, resourceAt(report, row));
  const text = (column: FindingColumn): string => textAt(report, column, row);
  const json = (column: FindingColumn): unknown => {
    const written = text(column);
    return written === '' ? undefined : (JSON.parse(written) as unknown);
  };
  const command = text('command');
  const suppression = json('suppression') as Finding['suppression'];
  const change = text('change') as NonNullable<Finding['change']> | '';
  const past = text('past') as PastFinding['past'] | '';
  return {
    checkId: text('check'),
    status: text('status') as Finding['status'],
    severity: text('severity') as Finding['severity'],
    recommendation: text('recommendation'),
    resource,
    account,
    region,
    message: text('message'),
    evidence: (json('evidence') ?? {}) as Finding['evidence'],
    gaps: (json('gaps') ?? []) as Finding['gaps'],
    ...(command !== '' && { command }),
    sources: (json('sources') ?? []) as Finding['sources'],
    ...(suppression !== undefined && { suppression }),
    ...(change !== '' && { change }),
    ...(past !== '' && { past }),
  };
}

/** A finding's fingerprint. */
export async function fingerprintOf(
  report: Report,
  row: number,
  digest: (text: string) => string | Promise<string>,
): Promise<string> {
  const kept = textAt(report, 'fingerprint', row);
  if (kept !== '') return kept;
  const { account, region, key } = resourceOf(report, resourceAt(report, row));
  const partition = report.scans[report.findings.scan[row] ?? 0]?.header.partition ?? '';
  return `v1:${await digest(identity(textAt(report, 'check', row), partition, account, region, key))}`;
}
