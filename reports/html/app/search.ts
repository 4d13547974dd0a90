import { type Report, nameAt, resourceAt, stringAt } from '../columns.js';
import { absolute, nameMark } from '../relative.js';

/** Rows that match a text: 1 for each that does. Undefined for a text that asks for nothing. */
export type Searcher = (text: string) => Uint8Array | undefined;

const resourceTexts = ['account', 'region', 'type', 'name', 'key', 'arn', 'tags'] as const;
const findingTexts = ['message', 'evidence', 'gaps', 'command', 'suppression', 'recommendation', 'fingerprint'] as const;

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
  const has = (index: number, name: () => string): boolean =>
    hits[index] === 1 || (hits[index] === 2 && wanted.test(absolute(stringAt(report, index), name())));
  const resourceHits = resources.name.map((nameIndex, resource) => {
    const name = (): string => stringAt(report, nameIndex);
    return resourceTexts.some((column) => has(resources[column][resource] ?? 0, name)) ? 1 : 0;
  });
  const checkHits = new Map<number, boolean>();
  const checkHas = (index: number): boolean => {
    let hit = checkHits.get(index);
    if (hit === undefined) {
      hit = hits[index] === 1 || wanted.test(titleOf(stringAt(report, index)));
      checkHits.set(index, hit);
    }
    return hit;
  };
  return Uint8Array.from(findings.check, (check, row) => {
    if (resourceHits[resourceAt(report, row)] === 1 || checkHas(check)) return 1;
    return findingTexts.some((column) => has(findings[column][row] ?? 0, () => nameAt(report, row))) ? 1 : 0;
  });
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
