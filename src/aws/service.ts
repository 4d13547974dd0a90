import type { Operation } from '../core/operation.js';

/** What lintel uses of an SDK client. */
export interface SdkClient {
  readonly config: object;
  readonly middlewareStack: Stack;
  send(command: never, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
}

/** A middleware stack without the SDK's types, which a reader of our declarations may not have. */
interface Stack {
  use(plugin: never): void;
  remove(name: string): boolean;
}

/** What lintel uses of an SDK command. */
export interface SdkCommand {
  readonly input: object;
  readonly middlewareStack: Stack;
}

/** A command class of an SDK package. */
type CommandClass = new (...input: never[]) => SdkCommand;

type InputOf<C> = C extends new (...input: never[]) => { readonly input: infer I extends object } ? I : never;
/** What a command gives, by the handler it resolves to; without `$metadata`, which is the transport's. */
type OutputOf<C> = C extends new (...input: never[]) => {
  resolveMiddleware(...args: never[]): (args: never) => Promise<{ output: infer O }>;
}
  ? Omit<O, '$metadata'>
  : never;

/** What loading a service gives: its client and the commands that lintel sends, by operation name. */
export interface Loaded<C extends Readonly<Record<string, CommandClass>> = Readonly<Record<string, CommandClass>>> {
  readonly client: new (config: never) => SdkClient;
  readonly commands: C;
}

/** What {@link defineService} takes. */
export interface ServiceSpec<C extends Readonly<Record<string, CommandClass>>> {
  /** Suffix of the SDK package, for example `s3-control`. */
  readonly id: string;
  /** True where one endpoint serves the whole partition: calls go to its home region and gaps say `global`. */
  readonly global?: boolean;
  /** Where that endpoint is, if not in the home region; for the partition that has this region, no other. */
  readonly home?: string;
  /** Imports the SDK package at first need; destructure what is used, so that a bundle holds no more. */
  load(): Promise<Loaded<C>>;
  /** The IAM actions of each operation; command names are not action names. */
  readonly actions: { readonly [K in keyof NoInfer<C>]: readonly string[] };
  /**
   * Names of response members (XML elements or JSON keys, whatever their case) that are cut from a body
   * before it is recorded, because the dataset drops them.
   */
  readonly cut?: { readonly [K in keyof NoInfer<C>]?: readonly string[] };
}

/** The operations of a service, by name. */
export type Operations<C> = { readonly [K in keyof C]: Operation<InputOf<C[K]>, OutputOf<C[K]>> };

/** How an operation is sent. */
export interface Sender {
  readonly service: string;
  readonly global: boolean;
  /** The region of a global endpoint that is not the partition's home region. */
  readonly home?: string;
  readonly cut: readonly string[];
  load(): Promise<Loaded>;
}

const senders = new WeakMap<Operation, Sender>();

/** How to send an operation; undefined for one that {@link defineService} did not make. */
export function senderOf(operation: Operation): Sender | undefined {
  return senders.get(operation);
}

/** Declares what lintel sends to one AWS service. Loads nothing before the first call. */
export function defineService<C extends Readonly<Record<string, CommandClass>>>(spec: ServiceSpec<C>): Operations<C> {
  let loading: Promise<Loaded> | undefined;
  const load = async (): Promise<Loaded> => (loading ??= spec.load());
  const actions: Readonly<Record<string, readonly string[]>> = spec.actions;
  const cut: Readonly<Record<string, readonly string[] | undefined>> = spec.cut ?? {};
  const operations: Record<string, Operation> = {};
  for (const [name, needed] of Object.entries(actions)) {
    const operation: Operation = Object.freeze({
      service: spec.id,
      name,
      actions: needed,
      ...(spec.global === true && { global: true }),
    });
    senders.set(operation, {
      service: spec.id,
      global: spec.global ?? false,
      ...(spec.home !== undefined && { home: spec.home }),
      cut: cut[name] ?? [],
      load,
    });
    operations[name] = operation;
  }
  return Object.freeze(operations) as Operations<C>;
}
