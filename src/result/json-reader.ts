import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { UserError } from '../core/user-error.js';

const codes = (characters: string): ReadonlySet<number> => new Set(Buffer.from(characters));
const newline = 0x0a;
const quote = 0x22;
const backslash = 0x5c;
const spaces = codes(' \t\n\r');
const openers = codes('{[');
const closers = codes('}]');
const scalarEnds = codes(' \t\n\r}],:');
const byteOrderMark = Buffer.from('\ufeff');

/** Deeper than any result; deeper nesting could exhaust the stack of whatever walks the value. */
const deepest = 64;

/** How far the search for the end of a value has come. */
interface Search {
  length: number;
  depth: number;
  inString: boolean;
}

/**
 * Reads a JSON file value by value, so that it may be larger than memory or the longest string: the caller walks
 * the outer structure by {@link peek}, {@link takes} and {@link take}, and {@link value} gives one whole value.
 * Each method throws a UserError that names the place when the file cannot be read, is not JSON or is cut off.
 */
export class JsonReader {
  readonly #path: string;
  readonly #chunks: AsyncIterator<Buffer>;
  #buffer = Buffer.alloc(0);
  /** Index in the buffer, offset in the file and line of the next byte. */
  #at = 0;
  #offset = 0;
  #line = 1;

  constructor(path: string) {
    this.#path = path;
    this.#chunks = (createReadStream(path) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** The next character that is no white space, without taking it; undefined at the end of the file. */
  async peek(): Promise<string | undefined> {
    for (;;) {
      const byte = this.#buffer[this.#at];
      if (byte === undefined) {
        if (!(await this.#more())) return undefined;
      } else if (spaces.has(byte)) this.#advance(1);
      else return String.fromCharCode(byte);
    }
  }

  /** Takes the next character if it is `character`, and says whether it was. */
  async takes(character: string): Promise<boolean> {
    if ((await this.peek()) !== character) return false;
    this.#advance(1);
    return true;
  }

  /** Takes the next character, which must be `character`. */
  async take(character: string): Promise<void> {
    if (!(await this.takes(character))) throw await this.#unexpected();
  }

  /** Takes one whole value. */
  async value(): Promise<unknown> {
    await this.peek();
    const search: Search = { length: 0, depth: 0, inString: false };
    while (!this.#findEnd(search)) if (!(await this.#more())) throw this.#cutOff();
    const bytes = this.#buffer.subarray(this.#at, this.#at + search.length);
    if (!isUtf8(bytes)) throw this.#notJson();
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString());
    } catch {
      throw this.#notJson();
    }
    this.#advance(search.length);
    return value;
  }

  /** Makes sure that nothing but white space is left. */
  async end(): Promise<void> {
    if ((await this.peek()) !== undefined) throw this.#notJson();
  }

  /** Closes the file. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** Looks for the end of the value that starts here; false when more of the file is needed. */
  #findEnd(search: Search): boolean {
    const buffer = this.#buffer;
    let { length, depth, inString } = search;
    let found = false;
    for (let byte; !found && (byte = buffer[this.#at + length]) !== undefined;) {
      if (inString) {
        length += byte === backslash ? 2 : 1;
        inString = byte !== quote;
        found = !inString && depth === 0;
      } else if (depth === 0 && length > 0 && scalarEnds.has(byte)) {
        found = true;
      } else {
        length += 1;
        inString = byte === quote;
        if (openers.has(byte)) depth += 1;
        if (closers.has(byte)) found = (depth -= 1) <= 0;
        if (depth > deepest) throw this.#mistake(`is nested more than ${deepest} levels deep`);
      }
    }
    Object.assign(search, { length, depth, inString });
    return found;
  }

  /** Takes a value's length of bytes, counting their lines. */
  #advance(length: number): void {
    const taken = this.#buffer.subarray(this.#at, this.#at + length);
    for (let at = taken.indexOf(newline); at !== -1; at = taken.indexOf(newline, at + 1)) this.#line += 1;
    this.#at += length;
    this.#offset += length;
  }

  /** Reads on, twice as much as is held each time, so that a long value is not copied once for each chunk. */
  async #more(): Promise<boolean> {
    const held = this.#buffer.subarray(this.#at);
    const chunks: Buffer[] = [held];
    for (let length = 0; length <= held.length;) {
      const next = await this.#chunks.next().catch((error: unknown) => {
        throw this.#unreadable(error);
      });
      if (next.done === true) break;
      chunks.push(next.value);
      length += next.value.length;
    }
    this.#buffer = Buffer.concat(chunks);
    this.#at = 0;
    const marked = this.#offset === 0 && this.#buffer.subarray(0, 3).equals(byteOrderMark);
    if (marked) this.#advance(3);
    return chunks.length > 1;
  }

  async #unexpected(): Promise<UserError> {
    return (await this.peek()) === undefined ? this.#cutOff() : this.#notJson();
  }

  #notJson(): UserError {
    return this.#mistake(`is not JSON: what starts in line ${this.#line}, at byte ${this.#offset}, cannot be read`);
  }

  #cutOff(): UserError {
    const size = this.#offset + this.#buffer.length - this.#at;
    if (size === 0) return this.#mistake('is empty');
    return this.#mistake(`is cut off: it ends after ${size} bytes, in what starts in line ${this.#line}`);
  }

  #mistake(what: string): UserError {
    return new UserError(`${this.#path} ${what}. Give a whole file as 'lintel scan' wrote it.`);
  }

  #unreadable(error: unknown): unknown {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return new UserError(`${this.#path} does not exist.`, { cause: error });
    if (code === 'EISDIR') return new UserError(`${this.#path} is a directory. Give the path of a result file.`);
    if (code === 'EACCES') return new UserError(`${this.#path} cannot be read: permission denied.`, { cause: error });
    return error;
  }
}
