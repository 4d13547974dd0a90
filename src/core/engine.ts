import type { Check } from './check.js';
import type { ResourceType } from './dataset.js';
import { type Gap, mergeGaps } from './fact.js';
import type { Finding, Source } from './finding.js';
import { type Bench, judge, unknownFinding } from './judge.js';
import { Ledger } from './ledger.js';
import { eachWithin, Semaphore } from './limits.js';
import type { Transport } from './operation.js';
import type { ReadScope } from './calls.js';
import type { Holder, ListEvent } from './holder.js';
import { Reader } from './reader.js';
import type { Subject } from './resource.js';
import { accountSubject, regionSubject } from './scope.js';
import { neededTypes } from './plan.js';

/** Takes findings and sources as they come, in no order. */
export interface Sink {
  finding(finding: Finding): void;
  source(source: Source): void;
}

/** What one run judges. */
export interface Run extends ReadScope, Bench {
  readonly checks: readonly Check[];
  /**
   * The regions whose resources are judged; null for all of them, wherever a resource turns out to live.
   * Account checks read every enabled region whatever this says.
   */
  readonly selected: ReadonlySet<string> | null;
  readonly transport: Transport;
  /** Most resources in flight. */
  readonly inFlight: number;
  readonly signal: AbortSignal;
}

interface Stream {
  readonly type: ResourceType;
  readonly checks: readonly Check[];
  /** The region listed. */
  readonly region: string;
  /** The scope in the ledger: the region, or `global` for what is listed once per account. */
  readonly scope: string;
}

/** Listings open at once: each holds one page. */
const openListings = 32;

/**
 * Judges an account: lists each resource type once per scope, reads the union of its checks' needs for
 * one resource at a time, judges, hands out findings and lets go.
 * @returns the ledger. Never throws for what AWS or a check does.
 */
export async function run(options: Run, sink: Sink): Promise<Ledger> {
  const ledger = new Ledger();
  const reader = new Reader(options, options.transport, (source) => sink.source(source), options.signal);
  const wanted = neededTypes(options.checks);
  const places = new Semaphore(options.inFlight);

  const emit = (finding: Finding, stream: Stream): void => {
    ledger.finding(finding, stream.scope);
    sink.finding(finding);
  };

  const judgeHeld = async (holder: Holder, stream: Stream): Promise<void> => {
    const { checks, scope } = stream;
    const { resource } = holder;
    if (holder.foreign) return ledger.listed(checks, scope, 'foreign');
    if (resource.region !== 'global' && !isSelected(options, resource.region)) {
      return ledger.listed(checks, scope, 'notSelected');
    }
    const place = reader.placeOf(holder);
    const resolved = await Promise.all(
      checks.map(async (check) => {
        const facts = await reader.resolve(check.needs, place);
        return { check, facts: { ...facts, sources: [...new Set([...holder.sources, ...facts.sources])].sort() } };
      }),
    );
    reader.release(holder, wanted.collected);
    if (holder.gone) return ledger.listed(checks, scope, 'gone');
    ledger.listed(checks, scope, 'judged');
    for (const { check, facts } of resolved) {
      emit(judge(check, resource, facts, options), stream);
    }
    // Judging is synchronous: without this a long page would keep timers and sockets waiting.
    await new Promise((resolve) => setImmediate(resolve));
  };

  const follow = async (stream: Stream): Promise<void> => {
    const { type, checks, region, scope } = stream;
    ledger.open(checks, scope);
    const gaps = new Map<string, { subject: Subject; gap: Gap; sources: readonly string[] }>();
    const events: AsyncIterable<ListEvent> | Iterable<ListEvent> = wanted.lists.has(type)
      ? (await reader.listed(type, region)).events
      : reader.list(type, region);
    const held = (async function* () {
      for await (const event of events) {
        if ('holder' in event) {
          yield event.holder;
          continue;
        }
        if ('gone' in event) {
          ledger.listed(checks, scope, 'gone');
          continue;
        }
        const scopeSubject =
          scope === 'global' ? accountSubject(options.account) : regionSubject(options.account, region);
        const subject = event.at ?? scopeSubject;
        const known = gaps.get(subject.key);
        gaps.set(subject.key, {
          subject,
          gap: known === undefined ? event.gap : mergeGaps([known.gap, event.gap]),
          sources: [...new Set([...(known?.sources ?? []), ...event.sources])].sort(),
        });
      }
    })();
    await eachWithin(held, places, async (holder) => judgeHeld(holder, stream));
    for (const { subject, gap, sources } of gaps.values()) {
      ledger.incomplete(checks, scope);
      for (const check of checks) emit(unknownFinding(check, subject, gap, sources, options), stream);
    }
  };

  const streams = streamsOf(wanted.judged, options);
  const listings = new Semaphore(openListings);
  const left = new Map<string, number>();
  for (const { scope } of streams) left.set(scope, (left.get(scope) ?? 0) + 1);
  const looking = (stream: Stream): boolean => wanted.lookingUp.has(stream.type);
  for (const wave of [streams.filter(looking), streams.filter((stream) => !looking(stream))]) {
    await eachWithin(wave, listings, async (stream) => {
      await follow(stream);
      const others = (left.get(stream.scope) ?? 1) - 1;
      left.set(stream.scope, others);
      if (others === 0) options.transport.release(stream.scope);
    });
  }
  return ledger;
}

/** Global listings first: what they find is spread over regions and feeds them all. */
function streamsOf(judged: ReadonlyMap<ResourceType, readonly Check[]>, options: Run): Stream[] {
  const types = [...judged];
  const perAccount = types
    .filter(([type]) => type.listed === 'per-account')
    .map(([type, checks]) => ({ type, checks, region: options.homeRegion, scope: 'global' }));
  const regions = options.regions.filter((region) => isSelected(options, region));
  const perRegion = regions.flatMap((region) =>
    types
      .filter(([type]) => type.listed === 'per-region')
      .map(([type, checks]) => ({ type, checks, region, scope: region })),
  );
  return [...perAccount, ...perRegion];
}

function isSelected({ selected }: Run, region: string): boolean {
  return selected === null || selected.has(region);
}
