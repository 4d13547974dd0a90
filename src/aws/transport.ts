import type { Transport } from '../core/operation.js';
import type { CallCount } from '../core/result.js';
import { LiveTransport } from './live-transport.js';
import type { Recorder } from './recorder.js';
import type { Replay } from './replay.js';
import { ReplayTransport } from './replay-transport.js';
import type { Session } from './session.js';

/** What both ways of answering need. */
export interface SharedOptions {
  /** Most attempts in flight at once, over all services and regions. */
  readonly concurrency: number;
  /** Ends the scan: calls under way and calls to come are answered with a `cancelled` gap. */
  readonly signal: AbortSignal;
  /** Ids of the operations that may be sent; anything else is a defect. */
  readonly allowed: ReadonlySet<string>;
  /** Where calls to services with one endpoint per partition go. */
  readonly homeRegion: string;
  /** Told once, when credentials are not accepted any more and cannot be refreshed. */
  readonly onCredentialsLost?: () => void;
}

/** A session with AWS. */
export interface LiveOptions extends SharedOptions, Session {
  /** Most milliseconds that one call may spend on the wire, its retries included; a minute by default. */
  readonly deadline?: number;
  readonly recorder?: Recorder;
  readonly replay?: never;
}

/** A recording instead of AWS. */
export interface ReplayOptions extends SharedOptions {
  readonly replay: Replay;
}

/** A transport with what the command line needs besides. */
export interface AwsTransport extends Transport {
  /** Calls so far, by operation and region. */
  calls(): readonly CallCount[];
  /** Closes every connection, and removes a recording that was not closed. */
  destroy(): void;
}

/** Sends to AWS, or answers from a recording by the SDK's own deserializers without network and credentials. */
export function createTransport(options: LiveOptions | ReplayOptions): AwsTransport {
  return options.replay === undefined ? new LiveTransport(options) : new ReplayTransport(options);
}
