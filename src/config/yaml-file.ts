import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../core/user-error.js';
import { closest } from '../suggest.js';

/** Where something stands in a file: names of members and places in lists. */
export type DataPath = readonly (string | number)[];

/** A YAML file as data, with the lines that its parts stand in. */
export interface YamlFile {
  /** As a person would write it from here. */
  readonly name: string;
  readonly value: unknown;
  /** The line of the part at a path, from 1; of the nearest part around it where there is none. */
  lineOf(path: DataPath): number;
}

/**
 * Reads a YAML file as plain data: no tags, no code, no key twice.
 * @throws UserError where the file cannot be read or is not such YAML.
 */
export async function readYamlFile(path: string): Promise<YamlFile> {
  try {
    return yamlFile(path, await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UserError(`${nearName(path)} cannot be read (${code}).`);
  }
}

/** A path as a person would write it from here. */
export function nearName(path: string): string {
  const near = relative('.', path);
  return near === '' || near.startsWith('../..') ? path : near;
}

/**
 * Text as the YAML file that it is, or would be, at a path.
 * @throws UserError where it is not such YAML.
 */
export function yamlFile(path: string, text: string): YamlFile {
  const name = nearName(path);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // A warning is a tag that is not known: what stands there is not plain data.
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    throw new UserError(`${name}:${lines.linePos(problem.pos[0]).line}: ${problem.message}.`);
  }
  return {
    name,
    value: plain(document, name),
    lineOf(path) {
      let at: unknown = document.contents;
      let offset = 0;
      for (const part of path) {
        const [key, value] = partOf(at, part);
        if (!isNode(key) || !key.range) break;
        offset = key.range[0];
        at = value;
      }
      return lines.linePos(offset).line;
    },
  };
}

/** The data of a document. What stands there by aliases alone may be more than memory holds: the parser refuses that here. */
function plain(document: Document.Parsed, name: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    throw new UserError(`${name}: ${(error as Error).message}.`, { cause: error });
  }
}

/** Where a part of a map or list begins (a map's key, a list's item), and its value. */
function partOf(node: unknown, part: string | number): readonly [at: unknown, value: unknown] {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
    return [pair?.key, pair?.value];
  }
  const item = isSeq(node) ? node.items[Number(part)] : undefined;
  return [item, item];
}

/**
 * The data of a file, as a schema has it.
 * @throws UserError that names file, line, what is wrong and, for an unknown key, what may have been meant.
 */
export function parseYaml<T>(file: YamlFile, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(file.value ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues as [z.core.$ZodIssue];
  // A misspelt key explains why another is missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const at = unknown === undefined ? path : [...path, unknown];
  throw new UserError(`${file.name}:${file.lineOf(at)}: ${sentence(issue, path, unknown, schema)}`);
}

function sentence(issue: z.core.$ZodIssue, path: DataPath, unknown: string | undefined, schema: z.ZodType): string {
  if (unknown !== undefined) {
    const known = keysAt(schema, path);
    const where = path.length === 0 ? 'here' : `in ${path.join('.')}`;
    const list = known.length > 0 && known.length <= 12 ? ` Known: ${known.join(', ')}.` : '';
    return `'${unknown}' is not known ${where}.${closest(unknown, known)}${list}`;
  }
  return `${path.length === 0 ? 'the file' : path.join('.')}: ${issue.message}.`;
}

/** The keys that a schema of nested objects and lists knows at a path. */
function keysAt(schema: z.ZodType, path: DataPath): string[] {
  let at: unknown = schema;
  for (const part of path) {
    const { def } = unwrapped(at);
    at = def.type === 'object' ? def.shape?.[part] : def.element;
  }
  return Object.keys(unwrapped(at).def.shape ?? {});
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string | number, unknown>>;
  readonly element?: unknown;
  readonly innerType?: unknown;
}

function unwrapped(schema: unknown): { readonly def: Definition } {
  let at = schema as { readonly def: Definition };
  while (at.def.innerType !== undefined) at = at.def.innerType as { readonly def: Definition };
  return at;
}
