import { kindOf } from './contract.js';
import type {
  Across,
  Collection,
  Dataset,
  Gone,
  Lookup,
  Maybe,
  Need,
  Needs,
  OnDemand,
  ResourceType,
} from './dataset.js';
import { Calls, type ReadScope } from './calls.js';
import { absent, createGap, type Gap, type GapReason, isGap, type List, mergeGaps } from './fact.js';
import type { Source } from './finding.js';
import type { ReadContext, Transport } from './operation.js';
import type { Resource } from './resource.js';
import {
  gapsOf,
  hold,
  type Holder,
  holdersOf,
  type ListEvent,
  type Listing,
  type Place,
  type Reading,
  type Resolved,
} from './holder.js';
import { Repeats } from './repeats.js';
import { asGap, unread } from './unreadable.js';

/** All of a type, to look resources up in. */
interface Index {
  readonly holders: ReadonlyMap<string, Holder>;
  readonly gaps: readonly Gap[];
  readonly sources: readonly string[];
}

/**
 * Reads datasets, each at most once for its reach: account facts once a scan, regional facts once a
 * region, facts about a resource once while the resource is held. Nothing here throws for what AWS does.
 */
export class Reader {
  private readonly accountMemo = new Map<Need, Promise<Reading>>();
  private readonly regionMemo = new Map<string, Map<Need, Promise<Reading>>>();
  private readonly lists = new Map<ResourceType, Map<string, Promise<Listing>>>();
  private readonly indexes = new Map<ResourceType, Promise<Index>>();

  private readonly calls: Calls;

  constructor(
    private readonly scope: ReadScope,
    transport: Transport,
    onSource: (source: Source) => void,
    signal: AbortSignal,
  ) {
    this.calls = new Calls(scope, transport, onSource, signal);
  }

  /** Reads a set of needs side by side. */
  async resolve(needs: Needs, place: Place): Promise<Resolved> {
    const entries = Object.entries(needs);
    const readings = await Promise.all(
      entries.map(async ([, need]) => (isRead(need) ? this.read(need, place) : undefined)),
    );
    const facts: Record<string, unknown> = {};
    const gaps: Gap[] = [];
    // What is read later adds its own.
    const sources: string[] = [];
    entries.forEach(([name, need], i) => {
      const reading = readings[i];
      if (reading === undefined) {
        facts[name] = this.later(need as OnDemand | Lookup, place, sources);
        return;
      }
      const fact = plainFact(need, reading.fact);
      if (isGap(fact) && kindOf(need) !== 'maybe') gaps.push(fact);
      facts[name] = fact;
      sources.push(...reading.sources);
    });
    return { facts, gaps, sources };
  }

  /** The careful fact of one need: a value, an absence or a gap; a list with its gaps. */
  async read(need: Need, place: Place): Promise<Reading> {
    switch (kindOf(need)) {
      case 'maybe':
        return this.read((need as Maybe).need, place);
      case 'dataset':
        return this.readDataset(need as Dataset, place);
      case 'resource-type':
        return this.once(this.accountMemo, need, async () => this.readList(need as ResourceType));
      case 'across':
        return this.once(this.accountMemo, need, async () => this.readAcross(need as Across));
      case 'collection':
        return this.once(this.accountMemo, need, async () => this.readCollection(need as Collection));
      default:
        return defect(place, 'A need is not a dataset, resource type, acrossRegions, collect or maybe of this lintel.');
    }
  }

  /**
   * Lists a type in one scope as a stream that holds one page.
   * @returns the keys of its sources, for a listing of nothing has some too.
   */
  async *list(type: ResourceType, region: string): AsyncGenerator<ListEvent, readonly string[]> {
    const resolved = await this.resolve(type.needs, { region });
    const sources = new Map<string, Source>();
    const keys = (): string[] => [...new Set([...resolved.sources, ...sources.keys()])];
    const [first, ...rest] = resolved.gaps;
    if (first !== undefined) {
      yield { gap: mergeGaps([first, ...rest]), sources: keys() };
      return keys();
    }
    const repeats = new Repeats();
    try {
      for await (const page of type.list(this.calls.context(type, region, sources), resolved.facts)) {
        repeats.turn();
        for (const item of page.items) {
          if (repeats.has(item)) continue;
          const from = [...keys(), ...(item.sources ?? [])];
          yield { holder: hold(type, region, item, from, this.scope.account) };
        }
        for (let gone = page.gone ?? 0; gone > 0; gone -= 1) yield { gone: true };
        for (const gap of page.gaps ?? []) yield { ...gap, sources: [...keys(), ...(gap.sources ?? [])] };
      }
    } catch (error) {
      yield { gap: asGap(error, type.name, region), sources: keys() };
    } finally {
      this.calls.tell(sources);
    }
    return keys();
  }

  /** Lists a type in one scope and keeps the list, for types that checks ask for as a whole. */
  async listed(type: ResourceType, region: string): Promise<Listing> {
    let ofType = this.lists.get(type);
    if (ofType === undefined) this.lists.set(type, (ofType = new Map<string, Promise<Listing>>()));
    let list = ofType.get(region);
    if (list === undefined) {
      list = (async () => {
        const events: ListEvent[] = [];
        const listing = this.list(type, region);
        let next = await listing.next();
        for (; next.done !== true; next = await listing.next()) events.push(next.value);
        return { events, sources: next.value };
      })();
      ofType.set(region, list);
    }
    return list;
  }

  /** Lets go of what was read of a resource that has been judged, but for what is read of all its type at once. */
  release({ memo }: Holder, collected: ReadonlySet<Need>): void {
    for (const need of memo.keys()) if (!collected.has(need)) memo.delete(need);
  }

  /** The function by which a reader reads when it needs to; what it reads from is added to `sources`. */
  private later(need: OnDemand | Lookup, place: Place, sources: string[]): (key: string) => Promise<unknown> {
    return async (key) => {
      const inner = kindOf(need) === 'lookup' ? undefined : (need as OnDemand).need;
      const reading = inner === undefined ? await this.lookUp(need as Lookup, key) : await this.read(inner, place);
      sources.push(...reading.sources);
      const fact = inner === undefined ? reading.fact : plainFact(inner, reading.fact);
      return isGap(fact) ? unread(fact) : fact;
    };
  }

  private once(memo: Map<Need, Promise<Reading>>, need: Need, read: () => Promise<Reading>): Promise<Reading> {
    let reading = memo.get(need);
    if (reading === undefined) {
      reading = read();
      memo.set(need, reading);
    }
    return reading;
  }

  private async readDataset(dataset: Dataset, place: Place): Promise<Reading> {
    if (dataset.reach === 'resource') {
      const { holder } = place;
      if (holder === undefined || holder.type !== dataset.of) {
        return defect(place, `${dataset.name} was asked for without a resource of its type.`);
      }
      return this.once(holder.memo, dataset, async () => this.readOnce(dataset, place));
    }
    if (dataset.reach === 'account') {
      return this.once(this.accountMemo, dataset, async () =>
        this.readOnce(dataset, { region: this.scope.homeRegion }),
      );
    }
    let memo = this.regionMemo.get(place.region);
    if (memo === undefined) this.regionMemo.set(place.region, (memo = new Map<Need, Promise<Reading>>()));
    return this.once(memo, dataset, async () => this.readOnce(dataset, { region: place.region }));
  }

  private async readOnce(dataset: Dataset, place: Place): Promise<Reading> {
    const resolved = await this.resolve(dataset.needs, place);
    const [first, ...rest] = resolved.gaps;
    if (first !== undefined) return { fact: mergeGaps([first, ...rest]), sources: resolved.sources };
    const { region, holder } = place;
    const read = async (context: ReadContext): Promise<unknown> => {
      const value = await dataset.read(context, resolved.facts, holder?.resource as Resource);
      if (value === undefined || value === null) throw new TypeError(`${dataset.name} gave no value`);
      return value;
    };
    const ended = await this.calls.read(dataset, region, read, dataset.of?.gone);
    const { fact, sources } =
      ended.missing === undefined || holder === undefined ? ended : await this.lookAgain(holder, ended.missing);
    return { fact, sources: [...new Set([...resolved.sources, ...ended.sources, ...sources])] };
  }

  /** Settles whether a resource that an answer says is missing was deleted since it was listed. */
  private async lookAgain(holder: Holder, reason: GapReason): Promise<Reading> {
    holder.look ??= this.stillThere(holder);
    const { fact: there, sources } = await holder.look;
    if (isGap(there)) return { fact: mergeGaps([createGap(reason), there]), sources };
    // Another account's resource is evidence: a second look may be refused it, and evidence that vanishes is no fail.
    holder.gone = there === false && !holder.foreign;
    const message = !holder.gone
      ? `${reason.operation ?? 'A call'} says that the resource does not exist (${reason.code ?? 'no code'}), its listing says that it does.`
      : 'The resource was deleted while the scan ran.';
    return { fact: createGap({ ...reason, kind: 'stale', message }), sources };
  }

  private async stillThere(holder: Holder): Promise<Reading> {
    const { type, resource } = holder;
    const gone = type.gone as Gone;
    const { region } = this.placeOf(holder);
    return this.calls.read({ ...gone, name: type.name }, region, async (context) => gone.stillThere(resource, context));
  }

  private async readList(type: ResourceType): Promise<Reading> {
    const { events, sources } = await this.everywhere(type);
    const items = holdersOf(events).map(({ resource }) => resource);
    return { fact: { items, gaps: gapsOf(events) } satisfies List<Resource>, sources };
  }

  private async readCollection(collection: Collection): Promise<Reading> {
    const { events, sources } = await this.everywhere(collection.of);
    const keys = new Set(sources);
    const gaps = [...gapsOf(events)];
    const holders = holdersOf(events);
    const items = await Promise.all(holders.map(async (holder) => this.withFacts(holder, collection.facts)));
    for (const { sources: own } of items) for (const key of own) keys.add(key);
    const there = items.filter((_, i) => holders[i]?.gone === false).map(({ fact }) => fact);
    return { fact: { items: there, gaps } satisfies List<unknown>, sources: [...keys] };
  }

  private async lookUp({ of, facts }: Lookup, key: string): Promise<Reading> {
    let index = this.indexes.get(of);
    if (index === undefined) this.indexes.set(of, (index = this.indexOf(of)));
    const { holders, gaps, sources } = await index;
    const found = holders.get(key);
    if (found !== undefined) {
      const { fact, sources: own } = await this.withFacts(found, facts);
      return { fact: found.gone ? absent : fact, sources: [...found.sources, ...own] };
    }
    const [first, ...rest] = gaps;
    return { fact: first === undefined ? absent : mergeGaps([first, ...rest]), sources };
  }

  private async indexOf(type: ResourceType): Promise<Index> {
    const { events, sources } = await this.everywhere(type);
    return {
      holders: new Map(holdersOf(events).map((holder) => [holder.resource.key, holder])),
      gaps: gapsOf(events),
      sources,
    };
  }

  /** A resource with facts about it, each a value or its gap. */
  private async withFacts(holder: Holder, facts: Needs): Promise<Reading> {
    const item: Record<string, unknown> = { resource: holder.resource };
    const keys = new Set<string>();
    for (const [name, need] of Object.entries(facts)) {
      const { fact, sources } = await this.read(need, this.placeOf(holder));
      item[name] = fact;
      for (const key of sources) keys.add(key);
    }
    return { fact: item, sources: [...keys] };
  }

  private async readAcross(across: Across): Promise<Reading> {
    const readings = await Promise.all(
      this.scope.regions.map(async (region) => ({ region, ...(await this.read(across.dataset, { region })) })),
    );
    return {
      fact: {
        items: readings.filter(({ fact }) => !isGap(fact)).map(({ region, fact }) => ({ region, value: fact })),
        gaps: readings.map(({ fact }) => fact).filter(isGap),
      } satisfies List<unknown>,
      sources: [...new Set(readings.flatMap(({ sources }) => sources))],
    };
  }

  private async everywhere(type: ResourceType): Promise<{ events: ListEvent[]; sources: string[] }> {
    const regions = type.listed === 'per-account' ? [this.scope.homeRegion] : this.scope.regions;
    const lists = await Promise.all(regions.map(async (region) => this.listed(type, region)));
    const events = lists.flatMap((list) => list.events);
    const ofItems = events.flatMap((event) => {
      if ('holder' in event) return event.holder.sources;
      return 'gap' in event ? event.sources : [];
    });
    return { events, sources: [...new Set([...lists.flatMap((list) => list.sources), ...ofItems])] };
  }

  /** Where the facts of a held resource are read. */
  placeOf(holder: Holder): Place & { readonly holder: Holder } {
    const { region } = holder.resource;
    return { region: region === 'global' ? this.scope.homeRegion : region, holder };
  }
}

/** True for a need that is read at once, and not when a reader asks for it. */
function isRead(need: Need): boolean {
  const kind = kindOf(need);
  return kind !== 'on-demand' && kind !== 'lookup';
}

/** What a plain need hands over: the items of a list that is complete, else its gaps as one. */
function plainFact(need: Need, fact: unknown): unknown {
  const kind = kindOf(need);
  if (kind === 'dataset' || kind === 'maybe' || isGap(fact)) return fact;
  const { items, gaps } = fact as List<unknown>;
  const [first, ...rest] = gaps;
  return first === undefined ? items : mergeGaps([first, ...rest]);
}

function defect({ region }: Place, message: string): Reading {
  return { fact: createGap({ kind: 'defect', region, message }), sources: [] };
}
