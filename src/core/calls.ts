import type { Gone } from './dataset.js';
import { absent, createGap, type Gap, type GapReason } from './fact.js';
import type { Source } from './finding.js';
import {
  type Answer,
  type Operation,
  operationId,
  type Paging,
  type ReadContext,
  type Transport,
} from './operation.js';
import { asGap, malformed, SeemsGone, Unreadable } from './unreadable.js';

/** The account that is read. */
export interface ReadScope {
  readonly partition: string;
  readonly account: string;
  readonly homeRegion: string;
  /** Every enabled region. */
  readonly regions: readonly string[];
}

/** Whoever sends calls: what it is called, and the operations that it declares. */
interface Declared {
  readonly name: string;
  readonly operations: readonly Operation[];
}

/** What a read through {@link Calls} came to. */
interface Ended<T> {
  readonly fact: T | Gap;
  readonly sources: readonly string[];
  /** Set where an answer says that the resource does not exist. */
  readonly missing?: GapReason;
}

/** Makes the calls of datasets and keeps account of where their facts come from. */
export class Calls {
  constructor(
    private readonly scope: ReadScope,
    private readonly transport: Transport,
    private readonly onSource: (source: Source) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** Lets a reader read; a failure is a gap. Never throws. */
  async read<T>(
    reader: Declared,
    region: string,
    read: (context: ReadContext) => Promise<T>,
    gone?: Gone,
  ): Promise<Ended<T>> {
    const sources = new Map<string, Source>();
    try {
      return { fact: await read(this.context(reader, region, sources, gone)), sources: [...sources.keys()] };
    } catch (error) {
      const missing = error instanceof SeemsGone ? { missing: error.reason } : {};
      return { fact: asGap(error, reader.name, region), sources: [...sources.keys()], ...missing };
    } finally {
      this.tell(sources);
    }
  }

  /** Hands out the sources of a read that has ended. */
  tell(sources: ReadonlyMap<string, Source>): void {
    for (const source of sources.values()) this.onSource(source);
  }

  /** What a reader is handed; the sources of its calls are added to `sources`. */
  context(reader: Declared, region: string, sources: Map<string, Source>, gone?: Gone): ReadContext {
    const { partition, account, regions } = this.scope;
    const ask = async (operation: Operation, input: object, sourceKey: string): Promise<Answer> => {
      if (!reader.operations.includes(operation)) {
        throw new TypeError(`${reader.name} sent ${operationId(operation)}, which it does not declare`);
      }
      const answer = await this.transport.send(operation, input, region);
      const before = sources.get(sourceKey);
      sources.set(sourceKey, {
        key: sourceKey,
        operation: operationId(operation),
        region,
        time: answer.time ?? before?.time ?? '',
        requestIds: [...(before?.requestIds ?? []), ...(answer.requestId === undefined ? [] : [answer.requestId])],
        calls: (before?.calls ?? 0) + 1,
      });
      return answer;
    };
    const open = (answer: Answer, absentCodes: readonly string[]): unknown => {
      if (answer.ok) return answer.output;
      if (absentCodes.includes(answer.code)) return absent;
      if (gone?.codes.includes(answer.code) === true) throw new SeemsGone(answer.gap);
      throw new Unreadable(createGap(answer.gap));
    };
    const { signal } = this;
    const { replayed } = this.transport;
    return {
      apart: async (read) => this.read(reader, region, read, gone),
      partition,
      account,
      region,
      regions,
      async send(operation: Operation, input: object, expect?: { readonly absent: readonly string[] }) {
        const answer = await ask(operation, input, sourceKey(operation, region, input));
        return open(answer, expect?.absent ?? []) as never;
      },
      async *pages(operation: Operation, input: object, paging: Paging) {
        const key = sourceKey(operation, region, input);
        const seen = new Set<string>();
        let token: string | undefined;
        do {
          const page = open(
            await ask(operation, token === undefined ? input : { ...input, [paging.input]: token }, key),
            [],
          );
          yield page as never;
          token = nextToken(operation, region, page as Record<string, unknown>, paging);
          if (token !== undefined && seen.has(token)) malformed(operation, region, 'a page token repeats');
          if (token !== undefined) seen.add(token);
        } while (token !== undefined);
      },
      async wait(milliseconds: number) {
        if (signal.aborted || replayed === true) return;
        await new Promise<void>((resolve) => {
          const done = (): void => {
            clearTimeout(timer);
            signal.removeEventListener('abort', done);
            resolve();
          };
          const timer = setTimeout(done, milliseconds);
          signal.addEventListener('abort', done);
        });
      },
    };
  }
}

/** The key of a source: operation, region and input; the same in two scans, whatever the page tokens. */
function sourceKey(operation: Operation, region: string, input: object): string {
  const said = Object.entries(input)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .sort()
    .join(' ');
  return `${operationId(operation)} ${region}${said === '' ? '' : ` ${said}`}`;
}

function nextToken(
  operation: Operation,
  region: string,
  page: Record<string, unknown>,
  paging: Paging,
): string | undefined {
  const token = page[paging.output];
  if (typeof token === 'string' && token !== '') return token;
  // IAM, S3 and KMS say with a flag of their own that more is to come.
  if (page['IsTruncated'] === true || page['Truncated'] === true) {
    malformed(operation, region, `the page is truncated and has no ${paging.output}`);
  }
  return undefined;
}
