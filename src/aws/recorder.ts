import { isUtf8 } from 'node:buffer';
import { rmSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { cutMembers } from './cut.js';
import {
  type RecordedAnswer,
  recordedHeaders,
  RecordingError,
  recordingFormat,
  type RecordingHeader,
  recordingVersion,
  stableInput,
} from './recording.js';
import type { RawAnswer } from './wire.js';

/** Whose answers a recording holds; known only after the first of them. */
export interface RecordingOf {
  readonly now: Date;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** A call as it is recorded. */
export interface RecordedCall {
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly input: object;
  /** Members of the answer that are not stored. */
  readonly cut: readonly string[];
}

/** Members in which refusals of S3 and others repeat the caller's token or what was signed with it. */
const echoes = [
  'Token-0',
  'AWSAccessKeyId',
  'SignatureProvided',
  'StringToSign',
  'StringToSignBytes',
  'CanonicalRequest',
  'CanonicalRequestBytes',
];

/** The same within a message, as JSON services write it. */
const signedToken = /x-amz-security-token:[^\s"'\\&]+/gi;

/** Room for the header, which is written last. */
const headerBytes = 512;

/**
 * Opens a recording. It is written beside its place with mode 0600 and moved there by {@link Recorder.close}.
 * @throws RecordingError when the file cannot be created.
 */
export async function openRecorder(path: string): Promise<Recorder> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    return new Recorder(path, temporary, await open(temporary, 'wx', 0o600));
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Stores answers as they come, one JSON line each. Holds no credentials: requests are stored by their input alone. */
export class Recorder {
  /** What has been handed to the file so far; rejects from the first write that failed on. */
  private written: Promise<unknown>;
  private ended = false;

  constructor(
    private readonly path: string,
    private readonly temporary: string,
    private readonly file: FileHandle,
  ) {
    this.written = this.append(' '.repeat(headerBytes - 1));
  }

  /** Stores one answer. */
  record({ service, region, operation, input, cut }: RecordedCall, answer: RawAnswer): void {
    const { headers, status, body } = answer;
    const kept = recordedHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]));
    const line: RecordedAnswer = {
      service,
      region,
      operation,
      input: stableInput(input),
      status,
      headers: Object.fromEntries(kept) as Record<string, string>,
      ...stored(body, status < 400 ? cut : [...cut, ...echoes]),
    };
    this.written = this.written.then(async () => this.append(JSON.stringify(line)));
    // Reported by close.
    this.written.catch(() => {});
  }

  /**
   * Completes the recording and moves it to its place.
   * @throws RecordingError when it cannot be written; nothing is left then.
   */
  async close({ now, account, partition, region }: RecordingOf): Promise<void> {
    const header: RecordingHeader = {
      format: recordingFormat,
      version: recordingVersion,
      now: now.toISOString(),
      account,
      partition,
      region,
    };
    this.ended = true;
    try {
      await this.written;
      await this.file.write(JSON.stringify(header), 0);
      await this.file.sync();
      await this.file.close();
      await rename(this.temporary, this.path);
    } catch (error) {
      this.remove();
      throw unwritable(this.path, error);
    }
  }

  /** Removes what a scan left that did not come to {@link close}; at once, since the process may be about to end. */
  discard(): void {
    if (this.ended) return;
    this.ended = true;
    this.remove();
  }

  private async append(line: string): Promise<void> {
    await this.file.write(`${line}\n`);
  }

  private remove(): void {
    rmSync(this.temporary, { force: true });
    void this.written
      .catch(() => {})
      .then(async () => this.file.close())
      .catch(() => {});
  }
}

function stored(body: Uint8Array, cut: readonly string[]): Pick<RecordedAnswer, 'body' | 'encoding'> {
  if (isUtf8(body)) {
    return {
      body: cutMembers(Buffer.from(body).toString('utf8'), cut).replaceAll(signedToken, 'x-amz-security-token:'),
    };
  }
  // What is to be cut cannot be found in a binary body.
  return { body: cut.length > 0 ? '' : Buffer.from(body).toString('base64'), encoding: 'base64' };
}

function unwritable(path: string, error: unknown): RecordingError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return new RecordingError(`The recording '${path}' cannot be written (${code}); choose a place that can be.`, {
    cause: error,
  });
}
