import { readFile } from 'node:fs/promises';
import { type Document, isMap, isSeq, type Node, parseDocument, stringify } from 'yaml';
import type { Finding } from '../core/finding.js';
import { UserError } from '../core/user-error.js';
import { matchSuppression, type SuppressionRules, suppressionsOf, type WrittenEntry } from './suppressions.js';
import { nearName, yamlFile } from './yaml-file.js';

/** A file of suppressions with one entry more. */
export interface Addition {
  /** The whole file, for the caller to write. */
  readonly text: string;
  /** The entry as it stands there. */
  readonly added: string;
  /** Where it stands: `file:line`. */
  readonly at: string;
}

/**
 * Adds an entry that accepts a finding at the end of a file of suppressions, which need not be there yet; what it holds stays as it is.
 * @throws UserError where the file or the entry breaks the rules, as reading it would, or an entry covers the finding already.
 */
export async function addSuppression(
  path: string,
  finding: Finding,
  entry: WrittenEntry,
  rules: SuppressionRules,
): Promise<Addition> {
  const before = await textOf(path);
  const earlier = suppressionsOf(yamlFile(path, before), rules);
  const covering = earlier.find((one) => matchSuppression(one, finding, rules.today) === 'covers');
  if (covering !== undefined) {
    throw new UserError(`${covering.at}: accepts this finding already, until ${covering.expires}. Change that entry.`);
  }
  const added = stringify([entry], { lineWidth: 0 });
  const text = insert(before, added) ?? begin(before, entry);
  const at = suppressionsOf(yamlFile(path, text), rules).at(-1)?.at ?? nearName(path);
  return { text, added, at };
}

/** The text with an item after those that its list has, every other line as it was; undefined for a list without lines of its own. */
function insert(text: string, item: string): string | undefined {
  const { contents } = parseDocument(text);
  const list = isMap(contents) ? contents.get('suppressions', true) : undefined;
  const last = isSeq<Node>(list) && list.flow !== true ? list.items.at(-1) : undefined;
  if (!isSeq(list) || !list.range || !last?.range) return undefined;
  const [start] = list.range;
  const [, , end] = last.range;
  const indent = ' '.repeat(start - text.lastIndexOf('\n', start - 1) - 1);
  const head = text.slice(0, end);
  return `${head}${head.endsWith('\n') ? '' : '\n'}${item.replaceAll(/^(?=.)/gm, indent)}${text.slice(end)}`;
}

/** The text of a file that has no entry yet, or its entries on one line, with this one. */
function begin(text: string, entry: WrittenEntry): string {
  const document: Document = parseDocument(text);
  const { contents, comment, commentBefore } = document;
  const list = isMap(contents) ? contents.get('suppressions') : undefined;
  if (isSeq(list)) {
    list.flow = false;
    list.add(document.createNode(entry));
  } else if (isMap(contents)) {
    contents.set('suppressions', document.createNode([entry]));
  } else {
    // Nothing but comments: they come first.
    document.contents = document.createNode({ suppressions: [entry] });
    document.commentBefore = commentBefore ?? comment;
    document.comment = null;
  }
  return document.toString({ lineWidth: 0 });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new UserError(`${nearName(path)} cannot be read (${code}).`);
  }
}
