import { stringify } from 'csv-stringify/sync';
import type { Finding } from '../src/core/finding.js';
import type { CheckInfo, Header, ScanResult } from '../src/core/result.js';
import { reasonWords } from './terminal/summary.js';

/** One line of the file: a finding with what its scan says of it. */
interface Line {
  readonly finding: Finding;
  readonly header: Header;
  readonly check: CheckInfo | undefined;
}

/** The columns, in order. */
const columns: readonly (readonly [name: string, value: (line: Line) => string | undefined])[] = [
  ['account', ({ finding }) => finding.account],
  ['region', ({ finding }) => finding.region],
  ['check', ({ finding }) => finding.checkId],
  ['title', ({ check }) => check?.title],
  ['status', ({ finding }) => finding.status],
  ['severity', ({ finding }) => finding.severity],
  ['resource type', ({ finding }) => finding.resource.type],
  ['resource name', ({ finding }) => finding.resource.name],
  ['resource', ({ finding: { resource } }) => resource.arn ?? resource.key],
  ['message', ({ finding }) => finding.message],
  ['recommendation', ({ finding }) => finding.recommendation],
  ['change', ({ finding }) => finding.change],
  ['suppression reason', ({ finding }) => finding.suppression?.reason],
  ['suppression owner', ({ finding }) => finding.suppression?.owner],
  ['suppression expires', ({ finding }) => finding.suppression?.expires],
  ['suppression ticket', ({ finding }) => finding.suppression?.ticket],
  ['tags', ({ finding }) => finding.resource.tags && json(finding.resource.tags)],
  ['evidence', ({ finding }) => json(finding.evidence)],
  ['gaps', ({ finding }) => finding.gaps.map((gap) => `${reasonWords(gap)}: ${gap.message}`).join(' ')],
  ['fingerprint', ({ finding }) => finding.fingerprint],
  ['scanned at', ({ header }) => header.now],
];

/** Most characters that a cell of a spreadsheet holds. */
const mostCharacters = 32_767;

/** Room for the apostrophe of csv-stringify and for how long a cut cell was. */
const cutAt = mostCharacters - 64;

/**
 * Findings as CSV (RFC 4180), a line each. For spreadsheets: it begins with a byte order mark, without which Excel
 * reads UTF-8 as the code page of the machine, and no cell can be taken for a formula.
 */
export async function* renderCsv(results: readonly ScanResult[]): AsyncGenerator<string> {
  yield `\ufeff${csvLine(columns.map(([name]) => name))}`;
  for (const { header, findings } of results) {
    const checks = new Map(header.checks.map((check) => [check.id, check]));
    for await (const finding of findings) {
      const line = { finding, header, check: checks.get(finding.checkId) };
      yield csvLine(columns.map(([, value]) => value(line) ?? ''));
    }
  }
}

/** One line of CSV with its line end. No cell of it can be taken for a formula, or holds more than a spreadsheet's may. */
export function csvLine(cells: readonly string[]): string {
  return stringify([cells.map(cell)], {
    record_delimiter: 'windows',
    // Not its default where the record delimiter is named.
    quote_record_delimiter: true,
    escape_formulas: true,
  });
}

/** JSON in which no semicolon stands for itself: Excel splits at semicolons where the comma is the decimal mark. */
function json(value: object): string {
  return JSON.stringify(value).replaceAll(';', '\\u003b');
}

/**
 * What would begin a formula: csv-stringify looks at the first character alone, but spreadsheets skip blanks, and one
 * that splits lines differently begins a cell within ours. Full-width and small forms are taken for the plain ones.
 */
const formulas = /(?<=(?:^|[;\t\r\n])[\s\p{C}]*)[=+\-@＝＋－＠﹦﹢﹣﹫]/gu;

function cell(text: string): string {
  const safe = text.replaceAll(formulas, "'$&");
  if (safe.length <= cutAt) return safe;
  const head = safe.slice(0, cutAt).replace(/[\ud800-\udbff]$/, '');
  return `${head}… (${text.length} characters)`;
}
