import { sealed } from './contract.js';
import type { Absent, Gap, List } from './fact.js';
import type { Operation, ReadContext } from './operation.js';
import type { Page, Reach, Resource } from './resource.js';

declare const given: unique symbol;

/**
 * Something a check or dataset asks for. `Where` says from where it can be read,
 * `Plain` what it hands over when all of it is known (else the finding is `unknown`),
 * `Careful` what {@link maybe} hands over: the gaps too.
 */
export interface Need<Where extends string = string, Plain = unknown, Careful = unknown> {
  readonly [given]?: { readonly where: Where; readonly plain: Plain; readonly careful: Careful };
}

/** The needs of a check or dataset, by the name under which it reads them. */
export type Needs<Where extends string = string> = Readonly<Record<string, Need<Where>>>;

/** What a need hands over. */
export type FactOf<N> = N extends Need<string, infer Plain> ? Plain : never;

/** What a need hands over when its gaps are asked for. */
export type CarefulFactOf<N> = N extends Need<string, unknown, infer Careful> ? Careful : never;

/** What a set of needs hands over. */
export type FactsOf<N> = { readonly [K in keyof N]: FactOf<N[K]> };

/** Where the facts of a resource can be read from: itself, its account and, unless it is global, its region. */
export type Within<Name extends string, R extends Reach> =
  'account' | `resource:${Name}` | (R extends 'regional' ? 'region' : never);

/** What only a dataset's reader or a lister may ask for: they can wait, a check cannot. */
type Reader = 'reader';

/** The second look at a listed resource that seems to be gone. */
export interface Gone {
  /** Error codes of any read that say the resource may have been deleted since it was listed. */
  readonly codes: readonly string[];
  readonly operations: readonly Operation[];
  stillThere(resource: Resource, context: ReadContext): Promise<boolean>;
}

/** A kind of resource: how it is listed and identified. As a need: the list of all its resources. */
export interface ResourceType<Name extends string = string, Data = unknown, R extends Reach = Reach> extends Need<
  'account',
  readonly Resource<Name, Data>[],
  List<Resource<Name, Data>>
> {
  readonly name: Name;
  /** CloudFormation type of what is listed. */
  readonly type: string;
  readonly reach: R;
  /** Listed by one call per account (IAM, buckets) or in every region. */
  readonly listed: 'per-account' | 'per-region';
  readonly operations: readonly Operation[];
  readonly needs: Needs;
  readonly gone?: Gone;
  list(context: ReadContext, facts: object): AsyncIterable<Page<Data>>;
}

/** What {@link resourceType} takes. */
export interface ResourceTypeSpec<Name extends string, Data, R extends Reach, N extends Needs> {
  readonly name: Name;
  readonly type: string;
  readonly reach: R;
  readonly listed: 'per-account' | 'per-region';
  readonly operations: readonly Operation[];
  readonly needs?: N;
  readonly gone?: Gone;
  list(context: ReadContext, facts: FactsOf<N>): AsyncIterable<Page<Data>>;
}

/** Declares a kind of resource. */
export function resourceType<
  const Name extends string,
  Data,
  const R extends Reach,
  N extends Needs<'account' | 'region' | Reader> = Record<never, never>,
>(spec: ResourceTypeSpec<Name, Data, R, N>): ResourceType<Name, Data, R> {
  return sealed('resource-type', { needs: {}, ...spec });
}

/** The resource that a type lists. */
export type ResourceOf<T> = T extends ResourceType<infer Name, infer Data> ? Resource<Name, Data> : never;

/** One kind of data read from AWS, or computed from other datasets (then it declares no operations). */
export interface Dataset<Where extends string = string, Value = unknown> extends Need<Where, Value, Value | Gap> {
  readonly name: string;
  readonly reach: 'resource' | 'region' | 'account';
  /** The resource type it is about, where its reach is one resource. */
  readonly of?: ResourceType;
  readonly operations: readonly Operation[];
  readonly needs: Needs;
  read(context: ReadContext, facts: object, resource: Resource): Promise<Value>;
}

interface DatasetSpec<N extends Needs> {
  readonly name: string;
  readonly operations?: readonly Operation[];
  readonly needs?: N;
}

function dataset<Where extends string, Value>(spec: object): Dataset<Where, Value> {
  return sealed('dataset', { operations: [], needs: {}, ...spec } as unknown as Dataset<Where, Value>);
}

/** A further fact about one resource. */
export function perResource<
  Name extends string,
  Data,
  R extends Reach,
  Value,
  N extends Needs<Within<NoInfer<Name>, NoInfer<R>> | Reader> = Record<never, never>,
>(
  of: ResourceType<Name, Data, R>,
  spec: DatasetSpec<N> & {
    read(context: ReadContext, facts: FactsOf<N>, resource: Resource<Name, Data>): Promise<Value>;
  },
): Dataset<`resource:${Name}`, Value> {
  return dataset({ ...spec, of, reach: 'resource' });
}

/** A fact about the account in one region. */
export function perRegion<Value, N extends Needs<'account' | 'region' | Reader> = Record<never, never>>(
  spec: DatasetSpec<N> & { read(context: ReadContext, facts: FactsOf<N>): Promise<Value> },
): Dataset<'region', Value> {
  return dataset({ ...spec, reach: 'region' });
}

/** A fact about the account. */
export function perAccount<Value, N extends Needs<'account' | Reader> = Record<never, never>>(
  spec: DatasetSpec<N> & { read(context: ReadContext, facts: FactsOf<N>): Promise<Value> },
): Dataset<'account', Value> {
  return dataset({ ...spec, reach: 'account' });
}

/** What one region said. */
export interface Regional<Value> {
  readonly region: string;
  readonly value: Value;
}

/** The fold of a regional dataset over every enabled region. */
export interface Across<Value = unknown> extends Need<'account', readonly Regional<Value>[], List<Regional<Value>>> {
  readonly dataset: Dataset;
}

/** The values of a regional dataset in every enabled region, with the gaps of the regions that gave none. */
export function acrossRegions<Value>(dataset: Dataset<'region', Value>): Across<Value> {
  return sealed('across', { dataset });
}

/** One resource of a {@link Collection} with its facts, each a value or its gap. */
export type Collected<Name extends string, Data, N> = { readonly resource: Resource<Name, Data> } & {
  readonly [K in keyof N]: CarefulFactOf<N[K]>;
};

/** All resources of a type with further facts about each. */
export interface Collection<Item = unknown> extends Need<'account', readonly Item[], List<Item>> {
  readonly of: ResourceType;
  readonly facts: Needs;
}

/**
 * All resources of a type in every enabled region, those owned by other accounts included,
 * with further facts about each; for checks that something exists. Held in memory: for types that are few.
 */
export function collect<Name extends string, Data, R extends Reach, N extends Needs<Within<NoInfer<Name>, NoInfer<R>>>>(
  of: ResourceType<Name, Data, R>,
  facts: N,
): Collection<Collected<Name, Data, N>> {
  return sealed('collection', { of, facts });
}

/** Facts about one resource of another type, found by its key. */
export interface Lookup<Item = unknown> extends Need<Reader, (key: string) => Promise<Item | Absent>> {
  readonly of: ResourceType;
  readonly facts: Needs;
}

/**
 * Hands a dataset's reader a function that finds a resource of another type by its key and reads facts about it:
 * {@link Absent} where a complete list does not have it; a gap in the list ends the read where it is not found.
 * What is looked up is read once, also where the resource is judged itself.
 */
export function lookup<Name extends string, Data, R extends Reach, N extends Needs<Within<NoInfer<Name>, NoInfer<R>>>>(
  of: ResourceType<Name, Data, R>,
  facts: N,
): Lookup<Collected<Name, Data, N>> {
  return sealed('lookup', { of, facts });
}

/** A need that is read when a dataset's reader asks for it. */
export interface OnDemand<Where extends string = string, Plain = unknown> extends Need<
  Where | Reader,
  () => Promise<Plain>
> {
  readonly need: Need;
}

/**
 * Hands a dataset's reader a function that reads a need, for calls that only some answers make necessary.
 * A gap ends the read.
 */
export function onDemand<Where extends string, Plain>(need: Need<Where, Plain>): OnDemand<Where, Plain> {
  return sealed('on-demand', { need });
}

/** A need whose gaps are handed to the author. */
export interface Maybe<Where extends string = string, Careful = unknown> extends Need<Where, Careful, Careful> {
  readonly need: Need;
}

/** Asks for a value or its gap, for the cases where a verdict may still be possible without the value. */
export function maybe<Where extends string, Careful>(need: Need<Where, unknown, Careful>): Maybe<Where, Careful> {
  return sealed('maybe', { need });
}
