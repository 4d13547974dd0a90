/** Reads datasets as a scan does, by the real reader and transport, against SDK clients whose `send` is stubbed. */
import { readdirSync } from 'node:fs';
import { type AwsStub, mockClient } from 'aws-sdk-client-mock';
import { onTestFinished } from 'vitest';
import { senderOf } from '../../src/aws/service.js';
import { createTransport } from '../../src/aws/transport.js';
import { kindOf } from '../../src/core/contract.js';
import type { Dataset, Need, ResourceType } from '../../src/core/dataset.js';
import type { Finding, Source } from '../../src/core/finding.js';
import { type Operation, operationId } from '../../src/core/operation.js';
import type { Check } from '../../src/core/check.js';
import { run } from '../../src/core/engine.js';
import type { Coverage } from '../../src/core/result.js';
import type { Holder, ListEvent } from '../../src/core/holder.js';
import { Reader } from '../../src/core/reader.js';

const folder = new URL('../../src/datasets/', import.meta.url);
const modules = await Promise.all(
  readdirSync(folder).map(async (file) => (await import(new URL(file, folder).href)) as Record<string, unknown>),
);

/** Every dataset and resource type that `src/datasets` exports. */
export const reads: readonly (Dataset | ResourceType)[] = modules
  .flatMap((module) => Object.values(module))
  .filter((value): value is Dataset | ResourceType => ['dataset', 'resource-type'].includes(kindOf(value) ?? ''));

/** Every operation that one of them declares. */
export const operations: readonly Operation[] = [
  ...new Set(
    reads.flatMap((read) => [...read.operations, ...((read as Partial<ResourceType>).gone?.operations ?? [])]),
  ),
];

/** One call that reached the SDK. */
export interface Call {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
}

/** What an operation is answered with: an output, an error, or what a function makes of the call. */
export type Reply = object | ((call: Call) => object);

/** One answer for us-east-1 and another for every other region. */
export const usEast =
  (there: object, elsewhere: object) =>
  ({ region }: Call): object =>
    region === 'us-east-1' ? there : elsewhere;

/** Answers by operation id. */
export type Replies = Readonly<Record<string, Reply>>;

/** An error as the SDK raises it for what AWS refuses. */
export function awsError(name: string, status = 400, message = 'No.'): Error {
  return Object.assign(new Error(message), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: status, requestId: 'request' },
  });
}

export const denied = awsError('AccessDenied', 403);

export const scope = {
  partition: 'aws',
  account: '111122223333',
  homeRegion: 'us-east-1',
  regions: ['us-east-1', 'eu-west-1'],
} as const;

/** Answers pages in turn, each with the token of the next. */
export function paged(token: { readonly in: string; readonly out: string }, ...pages: readonly object[]): Reply {
  return ({ input }) => {
    const at = Number(input[token.in] ?? 0);
    const page = pages[at] ?? {};
    if (page instanceof Error) return page;
    return at + 1 < pages.length ? { ...page, [token.out]: `${at + 1}` } : page;
  };
}

/** A reader with what it did. */
export interface Bench {
  readonly reader: Reader;
  readonly calls: readonly Call[];
  readonly sources: readonly Source[];
  /** Judges the account by these checks, wherever their resources live. */
  judge(...checks: readonly Check[]): Promise<{ findings: Finding[]; coverage: Coverage[] }>;
}

/** A reader of an account that answers so; an operation without a reply is a failure that no test expects. */
export async function benchOf(replies: Replies, signal = new AbortController().signal): Promise<Bench> {
  const calls: Call[] = [];
  const sources: Source[] = [];
  const stubs = new Map<unknown, AwsStub<object, never, never>>();
  for (const operation of operations) {
    const id = operationId(operation);
    if (!Object.keys(replies).some((name) => name.startsWith(`${operation.service}:`))) continue;
    const sender = senderOf(operation);
    if (sender === undefined) throw new Error(`nothing sends ${id}`);
    const { client, commands } = await sender.load();
    let stub = stubs.get(client);
    if (stub === undefined) stubs.set(client, (stub = mockClient(client as never)));
    stub.on(commands[operation.name] as never).callsFake(async (input: Call['input'], getClient) => {
      const { config } = getClient() as unknown as { config: { region(): Promise<string> } };
      const call = { id, input, region: await config.region() };
      calls.push(call);
      const reply = replies[id];
      const answer: object = typeof reply === 'function' ? (reply as (call: Call) => object)(call) : (reply ?? {});
      if (reply === undefined) throw new Error(`no reply was prepared for ${id}`);
      if (answer instanceof Error) throw answer;
      return { ...answer, $metadata: { requestId: `request-${calls.length}` } };
    });
  }
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret-of-anyone' };
  const transport = createTransport({
    concurrency: 50,
    signal,
    allowed: new Set(operations.map(operationId)),
    homeRegion: scope.homeRegion,
    credentials: async () => keys,
    refresh: async () => keys,
  });
  onTestFinished(() => {
    transport.destroy();
    for (const stub of stubs.values()) stub.restore();
  });
  return {
    reader: new Reader(scope, transport, (source) => sources.push(source), signal),
    calls,
    sources,
    async judge(...checks) {
      const findings: Finding[] = [];
      const options = { now: new Date('2026-01-01T00:00:00Z'), options: {}, selected: null, inFlight: 10 };
      const ledger = await run(
        { ...scope, ...options, checks, transport, signal },
        { finding: (finding) => findings.push(finding), source: () => {} },
      );
      return { findings, coverage: ledger.coverage() };
    },
  };
}

/** Everything that listing a type in one region yields. */
export async function eventsOf(
  reader: Reader,
  type: ResourceType,
  region: string = scope.homeRegion,
): Promise<ListEvent[]> {
  const events: ListEvent[] = [];
  for await (const event of reader.list(type, region)) events.push(event);
  return events;
}

/** What listing a type in one region gave. */
export async function listOf(reader: Reader, type: ResourceType, region?: string) {
  const events = await eventsOf(reader, type, region);
  return {
    holders: events.flatMap((event) => ('holder' in event ? [event.holder] : [])),
    gaps: events.flatMap((event) => ('gap' in event ? [event] : [])),
  };
}

/** The fact of a need, for a listed resource where it is about one. */
export async function factOf(
  reader: Reader,
  need: Need,
  holder?: Holder,
  region: string = scope.homeRegion,
): Promise<unknown> {
  return (await reader.read(need, holder === undefined ? { region } : reader.placeOf(holder))).fact;
}
