/**
 * The data of the page: findings as columns of indices into one table of strings, in JSON lines. Shared by the writer
 * and the page in a browser, so it imports nothing of Node's.
 */
import type { Finding, PastFinding, Source } from '../../src/core/finding.js';
import type { Header } from '../../src/core/result.js';
import { absolute } from './relative.js';

/** Version of the data's shape; page and data are written by one lintel, so this only tells a mixed file. */
export const formatVersion = 1;

export const resourceColumns = ['account', 'region', 'type', 'name', 'key', 'arn', 'tags'] as const;
export const findingColumns = [
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

export type ResourceColumn = (typeof resourceColumns)[number];
export type FindingColumn = (typeof findingColumns)[number];

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
  /** By key, for each scan; null where there were more than what a page holds. */
  readonly sources: readonly (ReadonlyMap<string, Source> | null)[];
}

/** Rows that are written together, and the strings that they are the first to use. */
export interface Block {
  readonly strings: readonly string[];
  readonly resources: Readonly<Record<ResourceColumn, readonly number[]>>;
  readonly findings: Readonly<Record<FindingColumn, readonly number[]>>;
}

/** What a fingerprint is the hash of, after its `v1:`. */
export function identity(checkId: string, partition: string, account: string, region: string, key: string): string {
  return JSON.stringify([checkId, partition, account, region, key]);
}

/**
 * Reads what `pack` wrote.
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
