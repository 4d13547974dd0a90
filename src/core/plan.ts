import type { Check } from './check.js';
import { kindOf } from './contract.js';
import type { Across, Collection, Dataset, Lookup, Maybe, Need, OnDemand, ResourceType } from './dataset.js';
import { compareText } from './finding.js';
import { type Operation, operationId } from './operation.js';

/** The resource types that checks judge, and those whose whole list a check asks for. */
export interface NeededTypes {
  readonly judged: ReadonlyMap<ResourceType, readonly Check[]>;
  readonly lists: ReadonlySet<ResourceType>;
  /** What of a resource is read for all of its type at once, and so outlives its own judging. */
  readonly collected: ReadonlySet<Need>;
  /** Types whose checks look up resources of other types: these come first, while what they look up is still held. */
  readonly lookingUp: ReadonlySet<ResourceType>;
}

/** Walks everything that a selection of checks needs, each thing once. */
function walk(checks: readonly Check[], visit: (need: Need) => void): void {
  const seen = new Set<Need>();
  for (const check of checks) {
    closure(check.resource, seen, visit);
    for (const need of Object.values(check.needs)) closure(need, seen, visit);
  }
}

/** Adds a need and all that it needs itself to `seen`, and visits what was not there. */
function closure(need: Need, seen: Set<Need>, visit: (need: Need) => void = () => {}): void {
  if (seen.has(need)) return;
  seen.add(need);
  visit(need);
  for (const inner of innerNeeds(need)) closure(inner, seen, visit);
}

function innerNeeds(need: Need): readonly Need[] {
  switch (kindOf(need)) {
    case 'maybe':
    case 'on-demand':
      return [(need as Maybe | OnDemand).need];
    case 'across':
      return [(need as Across).dataset];
    case 'collection':
    case 'lookup': {
      const { of, facts } = need as Collection | Lookup;
      return [of, ...Object.values(facts)];
    }
    case 'dataset':
    case 'resource-type':
      return Object.values((need as Dataset | ResourceType).needs);
    default:
      return [];
  }
}

/** The resource types of a selection. */
export function neededTypes(checks: readonly Check[]): NeededTypes {
  const judged = new Map<ResourceType, Check[]>();
  for (const check of checks) judged.set(check.resource, [...(judged.get(check.resource) ?? []), check]);
  const lists = new Set<ResourceType>();
  const collected = new Set<Need>();
  walk(checks, (need) => {
    if (kindOf(need) === 'collection')
      for (const fact of Object.values((need as Collection).facts)) closure(fact, collected);
    // A type asked for as a need, not merely judged; walking cannot tell the two apart.
    for (const inner of innerNeeds(need)) if (kindOf(inner) === 'resource-type') lists.add(inner as ResourceType);
  });
  for (const check of checks) {
    for (const need of Object.values(check.needs)) {
      if (kindOf(need) === 'resource-type') lists.add(need as ResourceType);
    }
  }
  const lookingUp = new Set<ResourceType>();
  for (const [type, own] of judged) {
    walk(own, (need) => {
      if (kindOf(need) === 'lookup') lookingUp.add(type);
    });
  }
  return { judged, lists, collected, lookingUp };
}

/** Every operation that a selection of checks may send, by id. */
export function operationsOf(checks: readonly Check[]): Operation[] {
  const operations = new Map<string, Operation>();
  walk(checks, (need) => {
    const kind = kindOf(need);
    if (kind !== 'dataset' && kind !== 'resource-type') return;
    const { operations: own } = need as Dataset | ResourceType;
    const second = (need as ResourceType).gone?.operations ?? [];
    for (const operation of [...own, ...second]) operations.set(operationId(operation), operation);
  });
  return [...operations.values()].sort((a, b) => compareText(operationId(a), operationId(b)));
}

/** Every IAM action that a set of operations needs, sorted. */
export function actionsOf(operations: readonly Operation[]): string[] {
  return [...new Set(operations.flatMap(({ actions }) => actions))].sort(compareText);
}

/** One operation that a check needs, and how often it is called. */
export interface PlannedCall {
  readonly operation: string;
  readonly actions: readonly string[];
  /** `listing` calls are one a page. */
  readonly per: 'account' | 'region' | 'resource' | 'listing';
}

/** The calls that one check leads to, each operation once, in the order they are met. */
export function callsOf(check: Check): PlannedCall[] {
  const calls = new Map<string, PlannedCall>();
  walk([check], (need) => {
    const kind = kindOf(need);
    if (kind !== 'dataset' && kind !== 'resource-type') return;
    const per = kind === 'dataset' ? (need as Dataset).reach : 'listing';
    for (const operation of (need as Dataset | ResourceType).operations) {
      const id = operationId(operation);
      if (!calls.has(id)) calls.set(id, { operation: id, actions: operation.actions, per });
    }
  });
  return [...calls.values()];
}
