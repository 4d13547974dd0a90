import { openRecorder } from './aws/recorder.js';
import { openReplay } from './aws/replay.js';
import { openSession } from './aws/session.js';
import { type AwsTransport, createTransport } from './aws/transport.js';
import { type Operation, operationId, type Transport } from './core/operation.js';
import type { CallCount } from './core/result.js';
import { plural } from './core/words.js';

/** How a scan gets at its account, or at a recording of it. */
export interface ConnectionOptions {
  /** Profile of the shared AWS configuration. */
  readonly profile?: string;
  /** Role to assume for the scan, and the external id that its trust policy asks for. */
  readonly roleArn?: string;
  readonly externalId?: string;
  /** Most calls in flight; 50 by default. */
  readonly concurrency?: number;
  /** Seconds after which the scan is cut short and reported as partial. */
  readonly timeoutSeconds?: number;
  /** File to record every answer in. */
  readonly record?: string;
  /** Recording to judge instead of an account. */
  readonly replay?: string;
  /** Cuts the scan short; the reason is reported. */
  readonly signal?: AbortSignal;
}

/** Calls in flight where nothing else is said. */
export const defaultConcurrency = 50;

/** A scan's way to AWS or to a recording, opened. */
export interface Connection {
  readonly transport: Transport & { calls(): readonly CallCount[] };
  readonly homeRegion: string;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Completes a recording, now that it is known whose it is. */
  finish(of: { readonly account: string; readonly partition: string }): Promise<void>;
  /** Lets go of everything. */
  end(): void;
}

/**
 * Opens the way that the options name. The scan's clock begins here: it ends at the time limit, at the caller's
 * signal, or when credentials are lost.
 * @throws UserError for a mistake in the options, StartError where there are no credentials.
 */
export async function connect(options: ConnectionOptions, operations: readonly Operation[]): Promise<Connection> {
  const cut = new AbortController();
  const stop = (): void => cut.abort(options.signal?.reason);
  if (options.signal?.aborted === true) stop();
  options.signal?.addEventListener('abort', stop, { once: true });
  const { timeoutSeconds } = options;
  const timer =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(
          () => cut.abort(`the time limit of ${plural(timeoutSeconds, 'second')} was reached`),
          timeoutSeconds * 1000,
        );
  const shared = {
    concurrency: options.concurrency ?? defaultConcurrency,
    signal: cut.signal,
    allowed: new Set(operations.map(operationId)),
    onCredentialsLost: () => cut.abort('the credentials expired and could not be refreshed'),
  };
  const letGo = (): void => {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', stop);
  };
  const opened = (transport: AwsTransport) => ({
    transport,
    signal: cut.signal,
    end(): void {
      letGo();
      transport.destroy();
    },
  });
  try {
    return await open();
  } catch (error) {
    letGo();
    throw error;
  }

  async function open(): Promise<Connection> {
    if (options.replay !== undefined) {
      const replay = await openReplay(options.replay);
      return {
        ...opened(createTransport({ ...shared, homeRegion: replay.region, replay })),
        homeRegion: replay.region,
        now: replay.now,
        finish: async () => {},
      };
    }
    const session = await openSession(options);
    const now = new Date();
    const recorder = options.record === undefined ? undefined : await openRecorder(options.record);
    return {
      ...opened(createTransport({ ...shared, ...session, ...(recorder !== undefined && { recorder }) })),
      homeRegion: session.homeRegion,
      now,
      async finish({ account, partition }) {
        await recorder?.close({ now, account, partition, region: session.homeRegion });
      },
    };
  }
}
