/** What every read of AWS owes, whichever it is: its value, and a gap for everything that is not a value. */
import { expect, test } from 'vitest';
import { type Check, defineCheck, pass } from '../../src/core/check.js';
import type { Need, ResourceType, Within } from '../../src/core/dataset.js';
import { gapReasons, isAbsent, isGap } from '../../src/core/fact.js';
import type { Reach } from '../../src/core/resource.js';
import type { Coverage } from '../../src/core/result.js';
import { described } from '../core/toy.js';
import { awsError, type Bench, benchOf, denied, factOf, listOf, paged, type Replies, scope } from './bench.js';

/** One operation of a dataset with a full literal answer. */
export interface Specimen {
  /** Id of the operation that is answered, denied and so on. */
  readonly operation: string;
  readonly actions: readonly string[];
  /** The answer, of members that decide; lists hold one item of each kind. */
  readonly answer: object;
  /** Paths of members (`Items.0.Name`) whose absence is an answer too. */
  readonly optional?: readonly string[];
  /** The fact that the answer gives. */
  readonly value: unknown;
  /** The error codes that say that there is no such thing. */
  readonly absent?: readonly string[];
  /** Answers of the other operations. */
  readonly replies?: Replies;
  /** Reads it; a fact. */
  readonly read: (bench: Bench) => Promise<unknown>;
}

/** Copies of a value that lack one member each, however deep, with the path of what they lack. */
function withoutOne(value: unknown, path: readonly string[] = []): { path: string; copy: unknown }[] {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const at = [...path, name];
    const rebuilt = (inner: unknown): unknown =>
      Array.isArray(value) ? value.map((one, i) => (String(i) === name ? inner : one)) : { ...value, [name]: inner };
    const inside = withoutOne(part, at).map(({ path: found, copy }) => ({ path: found, copy: rebuilt(copy) }));
    return Array.isArray(value) ? inside : [{ path: at.join('.'), copy: rebuilt(undefined) }, ...inside];
  });
}

/** The first reason of a gap; a fact that is none, as it is. */
export function reasonOf(fact: unknown): unknown {
  return isGap(fact) ? gapReasons(fact)[0] : fact;
}

function expectGap(fact: unknown, reason: object): void {
  expect(reasonOf(fact)).toMatchObject(reason);
}

/** Tests a read by its specimen. */
export function readsAs(specimen: Specimen): void {
  const { operation, actions, answer, value, read } = specimen;
  const answered = async (reply: object) => read(await benchOf({ ...specimen.replies, [operation]: reply }));

  test('gives its value', async () => expect(await answered(answer)).toEqual(value));

  test('denied is a gap that names the action', async () => {
    expectGap(await answered(denied), { kind: 'denied', operation, actions, code: 'AccessDenied' });
  });

  test.each(['OptInRequired', 'UnsupportedOperationException'])(
    'unsupported in the region (%s) is a gap',
    async (code) => {
      expectGap(await answered(awsError(code)), { kind: 'unsupported', operation, code });
    },
  );

  for (const code of specimen.absent ?? []) {
    test(`${code} is absent`, async () => expect(isAbsent(await answered(awsError(code, 404)))).toBe(true));
  }

  const members = withoutOne(answer).filter(({ path }) => specimen.optional?.includes(path) !== true);
  test.each(members)('without $path it is malformed', async ({ copy }) => {
    expectGap(await answered(copy as object), { kind: 'malformed', operation, actions });
  });

  test('an empty answer is malformed', async () => expectGap(await answered({}), { kind: 'malformed', operation }));
}

/** A listing as a fact: what it lists, or the gap of a listing that had nothing. */
export function listing(type: ResourceType, region?: string): Specimen['read'] {
  return async ({ reader }) => {
    const { holders, gaps } = await listOf(reader, type, region);
    const [first] = gaps;
    if (first !== undefined && holders.length === 0) return first.gap;
    expect(gaps).toEqual([]);
    return holders.map(({ resource }) => resource);
  };
}

/** A fact about the first listed resource, or of a region or the account where there is none to list. */
export function fact(need: Need, of?: ResourceType): Specimen['read'] {
  return async ({ reader }) => {
    if (of === undefined) return factOf(reader, need);
    const [holder] = (await listOf(reader, of)).holders;
    expect(holder).toBeDefined();
    return factOf(reader, need, holder);
  };
}

/** How a listing pages. */
export interface Paged {
  readonly type: ResourceType;
  readonly operation: string;
  readonly token: { readonly in: string; readonly out: string };
  readonly pages: readonly [object, object];
  /** Names of what each page lists. */
  readonly names: readonly [readonly string[], readonly string[]];
  /** The member by which AWS says that more is to come, where it has one. */
  readonly flag?: string;
}

/** Tests the paging of a lister. */
export function pages({ type, operation, token, pages: [one, two], names, flag }: Paged): void {
  const list = async (reply: Replies[string]) => {
    const bench = await benchOf({ [operation]: reply });
    const { holders, gaps } = await listOf(bench.reader, type, scope.homeRegion);
    return { ...bench, names: holders.map(({ resource }) => resource.name), gaps };
  };

  test('lists two pages', async () => {
    const got = await list(paged(token, one, two));
    expect(got.names).toEqual(names.flat());
    expect(got.gaps).toEqual([]);
    expect(got.calls.map(({ input }) => input[token.in])).toEqual([undefined, '1']);
    expect(got.sources).toMatchObject([{ operation, calls: 2, requestIds: ['request-1', 'request-2'] }]);
  });

  test('keeps the first page where the second is denied', async () => {
    const got = await list(paged(token, one, denied));
    expect(got.names).toEqual(names[0]);
    expect(got.gaps.map(({ gap }) => gapReasons(gap)[0].kind)).toEqual(['denied']);
  });

  test('ends as malformed where a token repeats', async () => {
    const got = await list({ ...one, [token.out]: 'same' });
    expect(got.calls).toHaveLength(2);
    expect(got.gaps.map(({ gap }) => gapReasons(gap)[0].kind)).toEqual(['malformed']);
  });

  if (flag !== undefined) {
    test(`ends as malformed where ${flag} is true without a token`, async () => {
      const got = await list({ ...one, [flag]: true });
      expect(got.names).toEqual(names[0]);
      expect(got.gaps.map(({ gap }) => gapReasons(gap)[0].kind)).toEqual(['malformed']);
    });
  }
}

/** What a second look is answered with. */
export interface Looks {
  readonly there: object;
  readonly gone: object;
  /** An answer without the member that decides. */
  readonly unreadable?: object;
}

/**
 * Tests what becomes of a resource that a read says is missing. The account holds that one resource;
 * `replies` gives its answers, with the one of the second look.
 */
export function vanishes(check: Check, replies: (look: object) => Replies, { there, gone, unreadable }: Looks): void {
  const judged = async (look: object) => (await benchOf(replies(look))).judge(check);
  const fates = (coverage: readonly Coverage[]) => ({
    listed: coverage.reduce((sum, row) => sum + row.listed, 0),
    gone: coverage.reduce((sum, row) => sum + row.gone, 0),
  });

  test('gone by the second look: no finding, counted in the ledger', async () => {
    const { findings, coverage } = await judged(gone);
    expect(findings).toEqual([]);
    expect(fates(coverage)).toEqual({ listed: 1, gone: 1 });
  });

  test('there by the second look: unknown, since the sources disagree', async () => {
    const { findings, coverage } = await judged(there);
    expect(findings).toMatchObject([{ status: 'unknown', gaps: [{ kind: 'stale' }] }]);
    expect(fates(coverage)).toEqual({ listed: 1, gone: 0 });
  });

  test('second look denied: unknown, with both reasons', async () => {
    const { findings, coverage } = await judged(denied);
    expect(findings).toMatchObject([{ status: 'unknown', gaps: [{ kind: 'unsupported' }, { kind: 'denied' }] }]);
    expect(fates(coverage)).toEqual({ listed: 1, gone: 0 });
  });

  if (unreadable !== undefined) {
    test('second look without the member that decides: unknown, never gone', async () => {
      const { findings, coverage } = await judged(unreadable);
      expect(findings).toMatchObject([{ status: 'unknown', gaps: [{ kind: 'unsupported' }, { kind: 'malformed' }] }]);
      expect(fates(coverage)).toEqual({ listed: 1, gone: 0 });
    });
  }
}

/** A check that says what it read, so that a dataset can be run through the engine. */
export function checkOn<Name extends string, Data, R extends Reach>(
  resource: ResourceType<Name, Data, R>,
  need: Need<Within<Name, R>>,
): Check {
  return defineCheck({
    ...described('toy-read'),
    resource,
    needs: { need } as Record<never, never>,
    evaluate: () => pass('Read', { read: true }),
  });
}
