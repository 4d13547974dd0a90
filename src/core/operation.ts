import type { Absent, Gap, GapReason } from './fact.js';

declare const io: unique symbol;

/** One read-only AWS API operation, as a dataset declares it. Core knows its names, `src/aws` how to send it. */
export interface Operation<Input = never, Output = unknown> {
  readonly [io]?: (input: Input) => Output;
  /** Service id as in the SDK package name, for example `s3-control`. */
  readonly service: string;
  /** Operation name as in the AWS API reference, for example `GetBucketAcl`. */
  readonly name: string;
  /** True where one endpoint serves the whole partition. */
  readonly global?: boolean;
  /** The IAM actions it needs; not always the operation's name (`ListBuckets` is `s3:ListAllMyBuckets`). */
  readonly actions: readonly string[];
}

/** `service:Operation`, the way an operation is written in results. */
export function operationId(operation: Operation): string {
  return `${operation.service}:${operation.name}`;
}

/** What sending one operation gave. */
export type Answer =
  | { readonly ok: true; readonly output: unknown; readonly requestId?: string; readonly time: string }
  | {
      readonly ok: false;
      readonly code: string;
      readonly gap: GapReason;
      readonly requestId?: string;
      readonly time?: string;
    };

/** Sends operations. The engine is handed one and knows nothing of SDK, network or recordings behind it. */
export interface Transport {
  /** True where answers come from a recording, so that waiting for another one is of no use. */
  readonly replayed?: boolean;
  /**
   * Sends one call to one region. Never throws for what AWS or the network does, only for a defect.
   * After the scan is cancelled every call is answered with a `cancelled` gap.
   */
  send(operation: Operation, input: object, region: string): Promise<Answer>;
  /** Lets go of what a region held open. */
  release(region: string): void;
}

/** How an operation pages: the member that takes the token, the member that gives it, where they differ. */
export interface Paging {
  readonly input: string;
  readonly output: string;
}

/** What reading a part of a listing gave. */
export interface Apart<T> {
  readonly fact: T | Gap;
  readonly sources: readonly string[];
}

/** What a reader of a dataset is handed besides its resource and the facts it needs. */
export interface ReadContext {
  readonly partition: string;
  readonly account: string;
  /** Where calls go: the resource's region, the region read, or the partition's home region. */
  readonly region: string;
  /** Every enabled region of the account. */
  readonly regions: readonly string[];
  /**
   * Sends an operation that the dataset declares.
   * Codes in `absent` give {@link Absent}; any other failure ends the read as a gap.
   */
  send<I extends object, O>(operation: Operation<I, O>, input: I): Promise<O>;
  send<I extends object, O>(
    operation: Operation<I, O>,
    input: I,
    expect: { readonly absent: readonly string[] },
  ): Promise<O | Absent>;
  /** Every page of a paged operation; ends as a gap when a token repeats. */
  pages<I extends object, O>(operation: Operation<I, O>, input: I, paging: Paging): AsyncIterable<O>;
  /**
   * Reads a part of a listing apart, for one of its items: a failure is that part's gap and does not end
   * the listing, and its sources are the item's own ({@link Apart.sources}).
   */
  apart<T>(read: (context: ReadContext) => Promise<T>): Promise<Apart<T>>;
  /** Waits between polls of one job; at most until the scan is cancelled, when the next call says so. */
  wait(milliseconds: number): Promise<void>;
}
