import type { z } from 'zod';
import { compareFindings, compareText, type Finding, type PastFinding, type Source } from '../core/finding.js';
import type { Header, ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { laterMembers, parts } from './parse.js';
import { findingSchema, headerSchema, pastFindingSchema, sourceSchema } from './schema.js';

/** A list of a result: how one element is checked and what order the elements stand in. */
interface ListOf<T> {
  readonly member: 'findings' | 'sources' | 'past';
  readonly schema: z.ZodType<T>;
  readonly compare: (a: T, b: T) => number;
}

const findings: ListOf<Finding> = { member: 'findings', schema: findingSchema, compare: compareFindings };
const sources: ListOf<Source> = {
  member: 'sources',
  schema: sourceSchema,
  compare: (a, b) => compareText(a.key, b.key),
};

const past: ListOf<PastFinding> = { member: 'past', schema: pastFindingSchema, compare: compareFindings };

/** The value as it is, once the schema accepts it: zod's own copy would lack a member named `__proto__`. */
function accepted<T>(schema: z.ZodType<T>, value: unknown, what: string, path: string): T {
  const answer = schema.safeParse(value);
  if (answer.success) return value as T;
  const [issue] = answer.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : `, member '${issue.path.join('.')}'`;
  throw new UserError(`${path} is not a valid result: ${what}${at}: ${issue?.message ?? 'not valid'}.`);
}

/** A header in the order of its file, with what an earlier lintel left out. */
function withLaterMembers(header: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const missing = Object.entries(laterMembers).filter(([member]) => !(member in header));
  return { ...header, ...Object.fromEntries(missing) };
}

/** The elements of one list of one result, each checked, and their order with them. */
async function* elements<T>(path: string, result: number, list: ListOf<T>): AsyncGenerator<T> {
  const check = inOrder(path, list);
  for await (const part of parts(path)) {
    if (part.result === result && part.member === list.member) yield check(part.value);
  }
}

function inOrder<T>(path: string, { member, schema, compare }: ListOf<T>): (value: unknown) => T {
  let previous: T | undefined;
  let index = 0;
  return (value) => {
    const what = `${member}[${index}]`;
    const item = accepted(schema, value, what, path);
    if (previous !== undefined && compare(previous, item) > 0) {
      throw new UserError(`${path} is not a valid result: ${what} is not in order. Keep the order that lintel wrote.`);
    }
    previous = item;
    index += 1;
    return item;
  };
}

function count(counts: Map<string, number> | undefined, { status, severity }: Finding): void {
  const key = `${status} ${severity}`;
  counts?.set(key, (counts.get(key) ?? 0) + 1);
}

/** The header, whose counts must be those of the findings: a gate would pass where the findings that fail were left out. */
function agreeing(header: Header, counted: ReadonlyMap<string, number> | undefined, path: string): Header {
  for (const [status, bySeverity] of Object.entries(header.counts)) {
    for (const [severity, number] of Object.entries(bySeverity)) {
      const found = counted?.get(`${status} ${severity}`) ?? 0;
      if (found === number) continue;
      throw new UserError(
        `${path} is not a valid result: it counts ${number} findings of ${severity} severity with status ${status}, and holds ${found}. Give a file as 'lintel scan' wrote it.`,
      );
    }
  }
  return header;
}

/**
 * Reads a result file of one or several results with bounded memory. The whole file is checked once before this
 * returns; findings, sources and past findings are read from it again for every iteration.
 * @throws UserError when the file is missing, no JSON, cut off, written by a newer lintel, or not a valid result.
 */
export async function readResult(path: string): Promise<ScanResult[]> {
  const headers: Record<string, unknown>[] = [];
  const counted: Map<string, number>[] = [];
  let checkFinding = inOrder(path, findings);
  let checkSource = inOrder(path, sources);
  let checkPast = inOrder(path, past);
  for await (const { result, member, value } of parts(path)) {
    if (headers[result] === undefined) {
      headers[result] = {};
      counted[result] = new Map();
      checkFinding = inOrder(path, findings);
      checkSource = inOrder(path, sources);
      checkPast = inOrder(path, past);
    }
    if (member === 'findings') count(counted[result], checkFinding(value));
    else if (member === 'sources') checkSource(value);
    else if (member === 'past') checkPast(value);
    else headers[result][member] = value;
  }
  if (headers.length === 0) throw new UserError(`${path} holds no result.`);
  return headers.map((given, result) => ({
    header: agreeing(
      accepted<Header>(headerSchema, withLaterMembers(given), 'the header', path),
      counted[result],
      path,
    ),
    findings: { [Symbol.asyncIterator]: () => elements(path, result, findings) },
    sources: { [Symbol.asyncIterator]: () => elements(path, result, sources) },
    past: { [Symbol.asyncIterator]: () => elements(path, result, past) },
  }));
}
