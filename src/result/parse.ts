import { schemaVersion } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { JsonReader } from './json-reader.js';
import { headerSchema } from './schema.js';

/** What a result written before these members were thought of says by leaving them out. */
export const laterMembers: Readonly<Record<string, unknown>> = {
  frameworks: [],
  selectedFrameworks: [],
  baseline: null,
};

/** One part of a result file, as it stands there. */
export interface Part {
  /** Which result of the file, from 0. */
  readonly result: number;
  /** A member of the header; or `findings`, `sources` or `past`, of which each element comes by itself. */
  readonly member: string;
  readonly value: unknown;
}

const lists: ReadonlySet<string> = new Set(['findings', 'sources', 'past']);
const members: ReadonlySet<string> = new Set([...Object.keys(headerSchema.shape), ...lists]);

function notAResult(path: string, why: string): UserError {
  return new UserError(`${path} is not a result of lintel: ${why}. Give a file as 'lintel scan' wrote it.`);
}

/**
 * The parts of a result file in the order they stand there, read as a stream; members unknown to lintel are left out.
 * @throws UserError when the file cannot be read, is not JSON, is cut off, or is not built like a result.
 */
export async function* parts(path: string): AsyncGenerator<Part> {
  const json = new JsonReader(path);
  try {
    const start = await json.peek();
    if (start !== undefined && start !== '{' && start !== '[') throw notAResult(path, `it starts with ${start}`);
    if (start === '[') {
      let result = 0;
      for await (const _ of elements(json)) {
        if ((await json.peek()) !== '{') throw notAResult(path, 'its array holds something other than results');
        yield* partsOfResult(json, path, result);
        result += 1;
      }
    } else {
      yield* partsOfResult(json, path, 0);
    }
    await json.end();
  } finally {
    await json.close();
  }
}

async function* partsOfResult(json: JsonReader, path: string, result: number): AsyncGenerator<Part> {
  const seen = new Set<string>();
  await json.take('{');
  while ((await json.peek()) !== '}') {
    if (seen.size > 0) await json.take(',');
    const member = await json.value();
    if (typeof member !== 'string') throw notAResult(path, 'the name of a member is not a string');
    await json.take(':');
    if (seen.has(member)) throw notAResult(path, `its member '${member}' stands there twice`);
    seen.add(member);
    if (lists.has(member)) {
      if ((await json.peek()) !== '[') throw notAResult(path, `its member '${member}' is not an array`);
      for await (const _ of elements(json)) yield { result, member, value: await json.value() };
    } else {
      const value = await json.value();
      if (member === 'schemaVersion') refuseNewer(path, value);
      if (members.has(member)) yield { result, member, value };
    }
  }
  await json.take('}');
  const missing = [...members].find((member) => !seen.has(member) && member !== 'past' && !(member in laterMembers));
  if (missing !== undefined) throw notAResult(path, `it has no member '${missing}'`);
}

/** Steps through an array; the caller takes the element at each step. */
async function* elements(json: JsonReader): AsyncGenerator<void> {
  await json.take('[');
  for (let first = true; !(await json.takes(']')); first = false) {
    if (!first) await json.take(',');
    yield;
  }
}

function refuseNewer(path: string, version: unknown): void {
  if (typeof version !== 'number' || version <= schemaVersion) return;
  throw new UserError(`${path} was written by a newer lintel. Upgrade lintel to read it.`);
}
