import { UserError } from '../core/user-error.js';

/** What a file must say of itself to be read as a recording. */
export const recordingFormat = 'lintel-recording';
/** Version of the file's shape; a reader refuses a newer one. */
export const recordingVersion = 1;

/** First line of a recording. */
export interface RecordingHeader {
  readonly format: typeof recordingFormat;
  readonly version: typeof recordingVersion;
  /** The instant that the scan was judged at. */
  readonly now: string;
  readonly account: string;
  readonly partition: string;
  /** Where calls about the account went. */
  readonly region: string;
}

/** Any further line: one answer. The last one for a call is the one that counts. */
export interface RecordedAnswer {
  readonly service: string;
  /** The region asked, or `global`. */
  readonly region: string;
  readonly operation: string;
  /** With its keys in order. */
  readonly input: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Set where the body is no text. */
  readonly encoding?: 'base64';
}

/** Headers worth keeping: those that the deserializers read, and when and under which id AWS answered. */
export const recordedHeaders = [
  'content-type',
  'date',
  'x-amz-bucket-region',
  'x-amz-request-id',
  'x-amzn-errortype',
  'x-amzn-query-error',
  'x-amzn-request-id',
  'x-amzn-requestid',
] as const;

/** A recording cannot be read or written. The message says where and what to do. */
export class RecordingError extends UserError {}

/** An input as it is stored and compared: keys in order, instants as text. */
export function stableInput(input: object): unknown {
  return JSON.parse(
    JSON.stringify(input, (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
}

/** What two calls share when they ask the same. */
export function callKey(service: string, region: string, operation: string, input: object): string {
  return JSON.stringify([service, region, operation, stableInput(input)]);
}
