import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import {
  callKey,
  type RecordedAnswer,
  RecordingError,
  recordingFormat,
  type RecordingHeader,
  recordingVersion,
} from './recording.js';
import type { RawAnswer } from './wire.js';

/** An answer of a recording, and when AWS gave it. */
export interface Replayed {
  readonly raw: RawAnswer;
  readonly time: string;
}

/** A recording that can be asked. */
export interface Replay {
  /** The instant that its scan was judged at. */
  readonly now: Date;
  readonly account: string;
  readonly partition: string;
  /** Where calls about the account went. */
  readonly region: string;
  /** The last answer to a call; undefined for one that it does not hold. */
  find(service: string, region: string, operation: string, input: object): Replayed | undefined;
}

/**
 * Reads a recording.
 * @throws RecordingError for what is no recording, is cut off or of a newer version; names the line.
 */
export async function openReplay(path: string): Promise<Replay> {
  const answers = new Map<string, RecordedAnswer>();
  let header: RecordingHeader | undefined;
  let number = 0;
  await refuseCutOff(path);
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number += 1;
    const value = parseLine(path, number, line);
    if (header === undefined) {
      header = checkHeader(path, value);
    } else {
      const answer = checkAnswer(path, number, value);
      answers.set(callKey(answer.service, answer.region, answer.operation, answer.input as object), answer);
    }
  }
  if (header === undefined) throw new RecordingError(`'${path}' is empty; record the scan again with --record.`);
  const { now, account, partition, region } = header;
  return {
    now: new Date(now),
    account,
    partition,
    region,
    find(service, at, operation, input) {
      const found = answers.get(callKey(service, at, operation, input));
      return found && { raw: rawAnswer(found), time: instant(found.headers['date']) ?? now };
    },
  };
}

async function refuseCutOff(path: string): Promise<void> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await file.read(last, 0, 1, size - 1);
      if (size > 0 && last.toString() !== '\n') {
        throw new RecordingError(`'${path}' is cut off in its last line; copy it again or record the scan again.`);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new RecordingError(`The recording '${path}' cannot be read (${code}); name a file that --record wrote.`, {
      cause: error,
    });
  }
}

type Fields = Readonly<Record<string, unknown>>;

function parseLine(path: string, number: number, line: string): Fields {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Fields;
  } catch {
    // Said below, with the place.
  }
  throw new RecordingError(
    number === 1
      ? `'${path}' is no recording of lintel; name a file that --record wrote.`
      : `Line ${number} of '${path}' is no JSON object; the file was damaged or edited: record the scan again.`,
  );
}

function checkHeader(path: string, header: Fields): RecordingHeader {
  if (header['format'] !== recordingFormat) {
    throw new RecordingError(`'${path}' is no recording of lintel; name a file that --record wrote.`);
  }
  if (typeof header['version'] === 'number' && header['version'] > recordingVersion) {
    throw new RecordingError(`'${path}' was recorded by a newer lintel (version ${header['version']}); update lintel.`);
  }
  const complete = ['account', 'partition', 'region'].every((name) => typeof header[name] === 'string');
  if (header['version'] !== recordingVersion || !complete || instant(header['now']) === undefined) {
    throw new RecordingError(`Line 1 of '${path}' lacks what a recording needs; record the scan again.`);
  }
  return header as unknown as RecordingHeader;
}

function checkAnswer(path: string, number: number, line: Fields): RecordedAnswer {
  const { service, region, operation, input, status, headers, body } = line;
  const texts = [service, region, operation, body].every((value) => typeof value === 'string');
  if (!texts || !isObject(input) || typeof status !== 'number' || !isObject(headers)) {
    throw new RecordingError(`Line ${number} of '${path}' is no recorded answer; record the scan again.`);
  }
  return line as unknown as RecordedAnswer;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function instant(text: unknown): string | undefined {
  const time = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function rawAnswer({ status, headers, body, encoding }: RecordedAnswer): RawAnswer {
  return { status, headers, body: Buffer.from(body, encoding ?? 'utf8') };
}
