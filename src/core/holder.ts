/** What is held of a scan while it is read: listed resources, and what was read of them so far. */
import type { Need, ResourceType } from './dataset.js';
import type { Gap } from './fact.js';
import type { Listed, ListingGap, Resource } from './resource.js';

/** What one read gave, gaps included, and the keys of its sources. */
export interface Reading {
  readonly fact: unknown;
  readonly sources: readonly string[];
}

/** A set of needs read at one place. */
export interface Resolved {
  readonly facts: Readonly<Record<string, unknown>>;
  /** The gaps that no need asked for: they make a finding unknown. */
  readonly gaps: readonly Gap[];
  readonly sources: readonly string[];
}

/** A listed resource with what has been read of it so far; let go of together. */
export interface Holder {
  readonly resource: Resource;
  /** True when another account owns it. */
  readonly foreign: boolean;
  readonly type: ResourceType;
  readonly memo: Map<Need, Promise<Reading>>;
  readonly sources: readonly string[];
  /** The second look, once a read said that the resource may be gone: whether it is still there. */
  look?: Promise<Reading>;
  gone: boolean;
}

/** A whole listing, kept. */
export interface Listing {
  readonly events: readonly ListEvent[];
  readonly sources: readonly string[];
}

/** What a listing yields, in order. */
export type ListEvent =
  { readonly holder: Holder } | { readonly gone: true } | ({ readonly sources: readonly string[] } & ListingGap);

/** Where needs are read: a region (or the home region for account facts), and a resource where there is one. */
export interface Place {
  readonly region: string;
  readonly holder?: Holder;
}

/** Holds what a lister said of one resource. */
export function hold(
  type: ResourceType,
  region: string,
  item: Listed<unknown>,
  sources: readonly string[],
  account: string,
): Holder {
  const key = item.key ?? item.arn;
  if (key === undefined) throw new TypeError(`${type.name} listed a resource without key or ARN`);
  const resource: Resource = {
    type: item.type ?? type.type,
    key,
    ...(item.arn !== undefined && { arn: item.arn }),
    name: item.name,
    ...(item.owner !== undefined && { owner: item.owner }),
    ...(item.tags !== undefined && { tags: item.tags }),
    region: item.region ?? (type.reach === 'global' ? 'global' : region),
    data: item.data,
  };
  const foreign = item.account !== undefined && item.account !== account;
  return { resource, foreign, type, memo: new Map(), sources, gone: false };
}

/** The resources of a listing. */
export function holdersOf(events: readonly ListEvent[]): Holder[] {
  return events.flatMap((event) => ('holder' in event ? [event.holder] : []));
}

/** What of a listing is not known. */
export function gapsOf(events: readonly ListEvent[]): Gap[] {
  return events.flatMap((event) => ('gap' in event ? [event.gap] : []));
}
