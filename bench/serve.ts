/** The endpoint in a process of its own, so that its work is not counted as the scan's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type EndpointOptions, type Tally, startEndpoint } from './endpoint.js';

/** An endpoint that runs beside us. */
export interface Served {
  readonly url: string;
  /** What was asked so far. */
  tally(): Promise<Tally>;
  stop(): Promise<void>;
}

/**
 * Starts an endpoint in a child process.
 * @throws when the child ends before it listens.
 */
export async function serve(options: EndpointOptions): Promise<Served> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(options)]);
  const ended = once(child, 'exit');
  const message = async (): Promise<unknown> => {
    const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
    if (first === undefined) throw new Error('the endpoint ended by itself');
    return (first as unknown[])[0];
  };
  const url = (await message()) as string;
  return {
    url,
    tally: async () => {
      child.send('tally');
      return (await message()) as Tally;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

async function runChild(options: EndpointOptions): Promise<void> {
  const endpoint = await startEndpoint(options);
  process.on('message', () => process.send?.(endpoint.tally()));
  process.on('disconnect', () => void endpoint.close());
  process.send?.(endpoint.url);
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.send !== undefined) {
  await runChild(JSON.parse(process.argv[2] ?? '') as EndpointOptions);
}
