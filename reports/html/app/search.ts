import { type Report, nameAt, resourceAt, stringAt } from '../columns.js';
import { absolute, nameMark } from '../relative.js';

/** Rows that match a text: 1 for each that does. Undefined for a text that asks for nothing. */
export type Searcher = (text: string) => Uint8Array | undefined;

const resourceTexts = ['account', 'region', 'type', 'name', 'key', 'arn', 'tags'] as const;
const findingTexts = [
  'message',
  'evidence',
  'gaps',
  'command',
  'suppression',
  'recommendation',
  'fingerprint',
] as const;

/**
 * A search that tries every distinct string once for each word; a row matches when each word stands in one of its
 * texts, in whatever case. Words within quotation marks stay together.
 */
export function searcher(report: Report, titleOf: (checkId: string) => string): Searcher {
  const templated = Uint8Array.from(report.strings, (text) => (text.includes(nameMark) ? 1 : 0));
  let last: { readonly text: string; readonly rows: Uint8Array | undefined } = { text: '', rows: undefined };
  return (text) => {
    if (text !== last.text) {
      const found = wordsOf(text).map((word) => rowsWith(word, report, templated, titleOf));
      last = { text, rows: found.length === 0 ? undefined : found.reduce(both) };
    }
    return last.rows;
  };
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]+)"?|[^\s"]+/g)].map(([word, quoted]) => quoted ?? word);
}

function both(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((found, row) => found & (b[row] ?? 0));
}

function rowsWith(
  word: string,
  report: Report,
  templated: Uint8Array,
  titleOf: (checkId: string) => string,
): Uint8Array {
  const { strings, resources, findings } = report;
  const wanted = new RegExp(written(word).map(escaped).join('|'), 'i');
  const across = acrossName(word);
  /** 1 where the string has the word; 2 where it may have it once the name is put in. */
  const hits = new Uint8Array(strings.length);
  for (let index = 0; index < strings.length; index += 1) {
    const text = strings[index] ?? '';
    if (wanted.test(text)) hits[index] = 1;
    else if (templated[index] === 1 && across?.test(text) === true) hits[index] = 2;
  }
  const has = (index: number, name: string): boolean => wanted.test(absolute(stringAt(report, index), name));
  const inResources = new Uint8Array(resources.name.length);
  for (const column of resourceTexts) {
    const indices = resources[column];
    for (let at = 0; at < inResources.length; at += 1) {
      const hit = hits[indices[at] ?? 0];
      if (hit === 1 || (hit === 2 && has(indices[at] ?? 0, stringAt(report, resources.name[at])))) inResources[at] = 1;
    }
  }
  const titled = new Set([...new Set(findings.check)].filter((check) => wanted.test(titleOf(stringAt(report, check)))));
  const rows = new Uint8Array(findings.check.length);
  for (let row = 0; row < rows.length; row += 1) {
    const check = findings.check[row] ?? 0;
    if (inResources[resourceAt(report, row)] === 1 || hits[check] === 1 || titled.has(check)) rows[row] = 1;
  }
  for (const column of findingTexts) {
    const indices = findings[column];
    for (let row = 0; row < rows.length; row += 1) {
      const hit = hits[indices[row] ?? 0];
      if (hit === 1 || (hit === 2 && has(indices[row] ?? 0, nameAt(report, row)))) rows[row] = 1;
    }
  }
  return rows;
}

/** A word as it stands in plain text and, where that differs, in JSON. */
function written(word: string): string[] {
  return [...new Set([word, JSON.stringify(word).slice(1, -1)])];
}

/** Texts in which a word could begin before the name's place or end behind it. */
function acrossName(word: string): RegExp | undefined {
  const cuts = Array.from({ length: word.length - 1 }, (_, index) => index + 1);
  if (cuts.length === 0) return undefined;
  const before = cuts.map((cut) => escaped(word.slice(0, cut))).join('|');
  const behind = cuts.map((cut) => escaped(word.slice(cut))).join('|');
  return new RegExp(`(?:${before})${nameMark}|${nameMark}(?:${behind})`, 'i');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
