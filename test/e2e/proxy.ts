import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as send, Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actionsOf as listedActions } from './actions.js';
import type { Answer } from './answer.js';
import { callLine, parseCall, type Call, type Request } from './call.js';
import { differences, type Upstream } from './differences.js';
import type { Facts } from './facts.js';
import { suffer, type Fault, type Refusal } from './faults.js';

/** A call that the proxy saw, with the status it was answered with. */
export interface Seen extends Call {
  readonly status: number;
}

/** Narrows a fault. */
export interface Only {
  readonly bucket?: string;
  readonly region?: string;
}

/** A proxy before moto that answers as AWS does. Faults and log are its own; moto may be shared. */
export interface Proxy {
  readonly endpoint: string;
  /** Every call so far, in the order of arrival. */
  readonly calls: readonly Seen[];
  /** Refuses every call that needs the IAM action, for lack of an identity policy unless said otherwise. */
  deny(action: string, by?: Refusal, only?: Only): void;
  /** Lets some calls fail in another way. */
  fail(fault: Fault): void;
  /** Ends all faults and empties the log. */
  reset(): void;
  stop(): Promise<void>;
}

export interface ProxyOptions {
  /** Moto's address. */
  readonly moto: string;
  readonly facts: Facts;
  /** Where moto holds still: its answers by call, asked for once and shared by the proxies that are given this. */
  readonly kept?: Map<string, Promise<Answer>>;
  /** The IAM actions that an operation needs. */
  readonly actionsOf?: (service: string, operation: string) => readonly string[];
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends a request on and reads the answer whole. */
async function forward(to: URL, agent: Agent, request: Request): Promise<Answer> {
  const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = request.headers;
  const outgoing = send({
    host: to.hostname,
    port: to.port,
    agent,
    method: request.method,
    path: request.path,
    headers,
  });
  outgoing.end(request.body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const body = (await bodyOf(incoming)).toString('utf8');
  const contentType = incoming.headers['content-type'] ?? 'text/plain';
  return { status: incoming.statusCode ?? 502, headers: { 'content-type': contentType }, body };
}

/** An id of AWS's form that a second run gives again. */
function requestId(line: string, occurrence: number): string {
  const digest = createHash('sha256').update(`${line} ${occurrence}`).digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-');
}

function reply(response: ServerResponse, answer: Answer, id: string, date: Date): void {
  const body = answer.body.replace(/<(RequestId|RequestID)(?:\/>|>[^<]*<\/\1>)/, `<$1>${id}</$1>`);
  response.writeHead(answer.status, {
    ...answer.headers,
    date: date.toUTCString(),
    'x-amzn-requestid': id,
    'x-amz-request-id': id,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Starts a proxy on a free port of 127.0.0.1. */
export async function startProxy({ moto, facts, kept, actionsOf = listedActions }: ProxyOptions): Promise<Proxy> {
  const to = new URL(moto);
  const agent = new Agent({ keepAlive: true });
  let calls: Seen[] = [];
  let faults: Fault[] = [];
  const occurrences = new Map<string, number>();

  async function answer(call: Call, request: Request): Promise<Answer> {
    for (const fault of faults.filter(({ when }) => when(call))) {
      const failure = await suffer(call, fault);
      if (failure !== undefined) return failure;
    }
    // This job makes progress by being asked after.
    if (kept === undefined || call.operation === 'GenerateCredentialReport') return askMoto(call, request);
    const line = callLine(call);
    const given = kept.get(line) ?? askMoto(call, request);
    kept.set(line, given);
    return given;
  }

  /** Moto's answer, put right. */
  async function askMoto(call: Call, request: Request): Promise<Answer> {
    const ask: Upstream['ask'] = ({ target, headers, body, ...rest }) => {
      const further = { ...request.headers, ...headers, ...(target !== undefined && { 'x-amz-target': target }) };
      const content = body === undefined ? request.body : Buffer.from(body);
      return forward(to, agent, { ...request, ...rest, headers: further, body: content });
    };
    return differences
      .filter(({ service, operation }) => service === call.service && [call.operation, '*'].includes(operation))
      .reduceRight<() => Promise<Answer>>(
        (next, difference) => async () => difference.answer(call, { facts, next, ask }),
        () => forward(to, agent, request),
      )();
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const request: Request = { method, path, headers, body: await bodyOf(incoming) };
    const call = parseCall(request);
    const line = callLine(call);
    const occurrence = (occurrences.get(line) ?? 0) + 1;
    occurrences.set(line, occurrence);
    const given = await answer(call, request);
    calls.push({ ...call, status: given.status });
    reply(response, given, requestId(line, occurrence), facts.now);
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      console.error('proxy before moto:', error);
      response.writeHead(500).end(String(error));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls;
    },
    deny(action, by = 'identity', { bucket, region } = {}) {
      const when = (call: Call): boolean =>
        actionsOf(call.service, call.operation).includes(action) &&
        (bucket === undefined || call.input['Bucket'] === bucket) &&
        (region === undefined || call.region === region);
      faults.push({ when, what: { kind: 'deny', by, action } });
    },
    fail(fault) {
      faults.push(fault);
    },
    reset() {
      calls = [];
      faults = [];
      occurrences.clear();
    },
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
