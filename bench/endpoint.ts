/** A local endpoint that answers for the synthetic account, slowly and, where asked, only so often. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountShape } from './account.js';
import { answersOf } from './answers.js';
import { type Reply, failure, readCall, throttled } from './wire.js';

/** How often a service may be asked in one region. */
export interface Limit {
  readonly perSecond: number;
  readonly burst: number;
}

/** What the endpoint plays. */
export interface EndpointOptions {
  readonly account: AccountShape;
  /** Between a request and its answer. */
  readonly latencyMs: number;
  /** By service; a service that is not named is never throttled. */
  readonly limits?: Readonly<Record<string, Limit>>;
}

/** What was asked of the endpoint. */
export interface Tally {
  /** Calls answered, by `service:Operation`. */
  readonly answered: Readonly<Record<string, number>>;
  /** Calls answered, by `service region`: what a limit counts. */
  readonly byScope: Readonly<Record<string, number>>;
  /** Calls refused for their rate, by `service:Operation`. */
  readonly throttled: Readonly<Record<string, number>>;
  /** The same operation, region and input answered more than once; polls of one job are not listed. */
  readonly duplicates: readonly { readonly call: string; readonly times: number }[];
}

/** A running endpoint. */
export interface Endpoint {
  readonly url: string;
  tally(): Tally;
  close(): Promise<void>;
}

const polled = 'iam:GenerateCredentialReport';

/** Starts an endpoint on a free port of 127.0.0.1. */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const answers = answersOf(options.account);
  const admit = limiter(options.limits ?? {});
  const calls = new Map<string, number>();
  const refused = new Map<string, number>();

  function reply(request: IncomingMessage, body: string): Reply {
    const call = readCall(request.url ?? '/', request.headers, body);
    const operation = `${call.service}:${call.operation}`;
    if (!admit(call.service, call.region)) {
      count(refused, operation);
      return throttled(call);
    }
    count(calls, `${operation} ${call.region} ${call.input}`);
    return answers[operation]?.(call) ?? failure(call, 'NotImplemented', 501);
  }

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const { status, type, body: text } = reply(request, body);
    const send = (): void => {
      const headers = { 'content-type': type, 'content-length': Buffer.byteLength(text), 'x-amzn-requestid': 'bench' };
      response.writeHead(status, headers).end(text);
    };
    if (options.latencyMs > 0) setTimeout(send, options.latencyMs);
    else send();
  }

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => answer(request, response, body));
  });
  // A connection that the server drops while the client picks it for its next call would look like a lost call.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tally: () => summarise(calls, refused),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function count(counts: Map<string, number>, key: string, times = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

/** A token bucket for each limited service and region; says whether a call is let in. */
function limiter(limits: Readonly<Record<string, Limit>>): (service: string, region: string) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (service, region) => {
    const limit = limits[service];
    if (limit === undefined) return true;
    const scope = `${service} ${region}`;
    const now = performance.now();
    const bucket = buckets.get(scope) ?? { tokens: limit.burst, at: now };
    bucket.tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond);
    bucket.at = now;
    buckets.set(scope, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
}

function summarise(calls: ReadonlyMap<string, number>, refused: ReadonlyMap<string, number>): Tally {
  const answered = new Map<string, number>();
  const byScope = new Map<string, number>();
  const duplicates: { call: string; times: number }[] = [];
  for (const [call, times] of calls) {
    const [operation = '', region = ''] = call.split(' ', 2);
    count(answered, operation, times);
    count(byScope, `${operation.slice(0, operation.indexOf(':'))} ${region}`, times);
    if (times > 1 && operation !== polled) duplicates.push({ call, times });
  }
  return {
    answered: Object.fromEntries(answered),
    byScope: Object.fromEntries(byScope),
    throttled: Object.fromEntries(refused),
    duplicates,
  };
}
