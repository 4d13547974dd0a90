/** Resources found from elsewhere, needs read only where they are asked for, and what a lister itself finds gone. */
import { describe, expect, test } from 'vitest';
import { perAccount, perResource, resourceType } from '../../src/core/dataset.js';
import { type Absent, isAbsent, isGap } from '../../src/core/fact.js';
import { collect, defineCheck, lookup, onDemand, pass } from '../../src/core/index.js';
import type { Operation } from '../../src/core/operation.js';
import { account } from '../../src/core/scope.js';
import { type Call, refused } from './fake-transport.js';
import { checkOf, club, colour, described, runToy, size, thing, toyAccount } from './toy.js';

/** The thing in us-east-1 of the club's name, with its size. */
const clubThing = perResource(club, {
  name: 'toy.clubThing',
  needs: { things: lookup(thing, { size }) },
  async read(_, { things }, { name }): Promise<{ readonly size: unknown } | Absent> {
    const found = await things(`arn:toy:us-east-1:${name}`);
    return isAbsent(found) ? found : { size: isGap(found.size) ? 'not known' : found.size };
  },
});

const clubCheck = defineCheck({
  ...described('toy-club'),
  resource: club,
  needs: { found: clubThing },
  evaluate: (_, { found }) => pass(isAbsent(found) ? 'No such thing' : `Its size is ${String(found.size)}`, { found }),
});

/** The toy account with clubs named after things. */
const withClubs =
  (names: readonly string[], answer = toyAccount()) =>
  (call: Call) =>
    call.id === 'toy:ListClubs' ? { Clubs: names } : answer(call);

const sent = (calls: readonly Call[], id: string): number => calls.filter((call) => call.id === id).length;

describe('looking up', () => {
  test('finds a resource by its key, or says that there is none', async () => {
    const { findings, transport } = await runToy([clubCheck], withClubs(['a', 'nowhere']));
    expect(findings.map(({ resource, message }) => [resource.name, message])).toEqual([
      ['a', expect.stringMatching(/^Its size is \d/)],
      ['nowhere', 'No such thing'],
    ]);
    expect(sent(transport.calls, 'toy:DescribeThing')).toBe(1);
    expect(findings[0]?.sources.join()).toContain('DescribeThing');
    expect(findings[1]?.sources.join()).toContain('ListThings');
  });

  test('reads nothing again that a check of the resource itself reads', async () => {
    const { transport, findings } = await runToy([checkOf('toy-size', { size }), clubCheck], withClubs(['a', 'b']));
    expect(findings).toHaveLength(6);
    expect(sent(transport.calls, 'toy:DescribeThing')).toBe(4);
    expect(sent(transport.calls, 'toy:ListThings')).toBe(2);
  });

  test('in a list that has gaps ends as a gap where nothing was found, and finds what is there', async () => {
    const answer = toyAccount();
    const denied = (call: Call) =>
      call.id === 'toy:ListThings' && call.region === 'eu-west-1' ? refused() : answer(call);
    const { findings } = await runToy([clubCheck], withClubs(['a', 'nowhere'], denied));
    expect(findings.map(({ resource, status }) => [resource.name, status])).toEqual([
      ['a', 'pass'],
      ['nowhere', 'unknown'],
    ]);
    expect(findings[1]?.gaps).toMatchObject([{ kind: 'denied' }]);
  });
});

describe('a need on demand', () => {
  const bigColour = perResource(thing, {
    name: 'toy.bigColour',
    needs: { size, colour: onDemand(colour) },
    read: async (_, { size: known, colour: read }) => ({ size: known, colour: known > 1 ? await read() : 'not asked' }),
  });
  const big = checkOf('toy-big', { bigColour });
  const answer = toyAccount();
  const sizes = (call: Call) =>
    call.id === 'toy:DescribeThing' ? { Size: call.input['Name'] === 'a' ? 2 : 1 } : answer(call);

  test('is read only where it is asked for', async () => {
    const { transport, findings } = await runToy([big], sizes);
    expect(findings.every(({ status }) => status === 'pass')).toBe(true);
    expect(transport.calls.filter(({ id }) => id === 'toy:GetColour').map(({ input }) => input['Name'])).toEqual([
      'a',
      'a',
    ]);
    const sources = (name: string) => findings.find(({ resource }) => resource.name === name)?.sources.join();
    expect(sources('a')).toContain('GetColour');
    expect(sources('b')).not.toContain('GetColour');
  });

  test('is read once beside a check that always needs it', async () => {
    const { transport } = await runToy([big, checkOf('toy-colour', { colour })], sizes);
    expect(sent(transport.calls, 'toy:GetColour')).toBe(4);
  });

  test('ends the read where it is a gap', async () => {
    const { findings } = await runToy([big], (call) => (call.id === 'toy:GetColour' ? refused() : sizes(call)));
    const status = (name: string) => findings.find(({ resource }) => resource.name === name)?.status;
    expect([status('a'), status('b')]).toEqual(['unknown', 'pass']);
  });
});

test('what is collected of all things is not read again after they were judged', async () => {
  const colours = perAccount({
    name: 'toy.colours',
    needs: { things: collect(thing, { colour }) },
    read: async (_, { things }) => things.length,
  });
  const slow = defineCheck({
    ...described('toy-colours'),
    resource: account,
    needs: { colours },
    evaluate: () => pass('Read', { read: true }),
  });
  const { transport } = await runToy([slow, checkOf('toy-colour', { colour, size })], toyAccount());
  expect(sent(transport.calls, 'toy:GetColour')).toBe(4);
  expect(sent(transport.calls, 'toy:DescribeThing')).toBe(4);
});

test('items that a lister found gone are counted and give no finding', async () => {
  const list: Operation<object, { readonly Gone: number }> = {
    service: 'toy',
    name: 'ListGone',
    actions: ['toy:ListGone'],
  };
  const vanishing = resourceType({
    name: 'toy.vanishing',
    type: 'Toy::Vanishing',
    reach: 'global',
    listed: 'per-account',
    operations: [list],
    async *list({ send }) {
      const { Gone } = await send(list, {});
      yield { items: [{ name: 'left', arn: 'arn:toy::left', data: {} }], gone: Gone };
    },
  });
  const check = defineCheck({
    ...described('toy-vanishing'),
    resource: vanishing,
    needs: {},
    evaluate: () => pass('There', { there: true }),
  });
  const { findings, coverage } = await runToy([check], () => ({ Gone: 2 }));
  expect(findings.map(({ resource }) => resource.name)).toEqual(['left']);
  expect(coverage).toMatchObject([{ listed: 3, gone: 2, complete: true }]);
});
