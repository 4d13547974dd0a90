/** Each thing is read once, a page at a time, and in the same way every time. */
import { describe, expect, test } from 'vitest';
import { perResource, resourceType } from '../../src/core/dataset.js';
import { collect, defineCheck, maybe, pass } from '../../src/core/index.js';
import type { Operation } from '../../src/core/operation.js';
import { account } from '../../src/core/scope.js';
import type { Call } from './fake-transport.js';
import { refused } from './fake-transport.js';
import {
  checkOf,
  colour,
  described,
  lookUpThing,
  openRegions,
  plan,
  type Ran,
  regionOpen,
  runToy,
  size,
  sizedThings,
  thing,
  toyAccount,
} from './toy.js';

const after = async (delay: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delay));

function onAccount(id: string, needs: Parameters<typeof defineCheck>[0]['needs']) {
  return defineCheck({
    ...described(id),
    resource: account,
    needs: needs as Record<string, never>,
    evaluate: () => pass('Read', { read: true }),
  });
}

describe('each dataset is read once for its reach', () => {
  test('however many checks need it, plainly, carefully or in a collection', async () => {
    const { transport, findings } = await runToy(
      [
        checkOf('toy-one', { size, plan, regionOpen }),
        checkOf('toy-two', { size: maybe(size), plan: maybe(plan), regionOpen }),
        onAccount('toy-three', { sized: sizedThings, openRegions, plan }),
        onAccount('toy-four', { sized: maybe(collect(thing, { size, plan })), things: thing }),
      ],
      toyAccount(),
    );
    expect(findings).toHaveLength(10);
    const asked = transport.calls.map(({ id, region, input }) => `${id} ${region} ${JSON.stringify(input)}`);
    expect(asked.sort()).toEqual([
      'toy:DescribeThing eu-west-1 {"Name":"a"}',
      'toy:DescribeThing eu-west-1 {"Name":"b"}',
      'toy:DescribeThing us-east-1 {"Name":"a"}',
      'toy:DescribeThing us-east-1 {"Name":"b"}',
      'toy:GetAccount us-east-1 {}',
      'toy:GetRegion eu-west-1 {}',
      'toy:GetRegion us-east-1 {}',
      'toy:ListThings eu-west-1 {}',
      'toy:ListThings us-east-1 {}',
    ]);
  });

  test('a denied one as well', async () => {
    const { transport } = await runToy(
      [checkOf('toy-one', { plan }), checkOf('toy-two', { plan: maybe(plan) })],
      toyAccount({ 'toy:GetAccount': () => refused() }),
    );
    expect(transport.ids.filter((id) => id === 'toy:GetAccount')).toHaveLength(1);
  });

  test('a resource that seems gone is looked for once', async () => {
    const { transport } = await runToy(
      [checkOf('toy-one', { size, colour })],
      toyAccount({
        'toy:DescribeThing': () => refused('unsupported', 'NoSuchThing'),
        'toy:GetColour': () => refused('unsupported', 'NoSuchThing'),
      }),
      { regions: ['us-east-1'] },
    );
    expect(transport.ids.filter((id) => id === 'toy:LookUpThing')).toHaveLength(2);
  });
});

test('two resource types of one name are listed apart', async () => {
  const listOf = (operation: string, member: string) => {
    const list: Operation<object, Readonly<Record<string, readonly string[]>>> = {
      service: 'toy',
      name: operation,
      actions: [`toy:${operation}`],
    };
    return resourceType({
      name: 'plugin.box',
      type: 'Plugin::Box',
      reach: 'regional',
      listed: 'per-region',
      operations: [list],
      async *list({ send }) {
        const answer = await send(list, {});
        yield { items: (answer[member] ?? []).map((name) => ({ name, key: name, data: {} })) };
      },
    });
  };
  const namesOf = (id: string, boxes: ReturnType<typeof listOf>) =>
    defineCheck({
      ...described(id),
      resource: account,
      needs: { boxes },
      evaluate: (_, facts) => pass('Seen', { names: facts.boxes.map(({ name }) => name) }),
    });
  const { findings, transport } = await runToy(
    [namesOf('toy-one', listOf('ListOnes', 'Ones')), namesOf('toy-two', listOf('ListTwos', 'Twos'))],
    toyAccount({ 'toy:ListOnes': () => ({ Ones: ['one'] }), 'toy:ListTwos': () => ({ Twos: ['two'] }) }),
    { regions: ['us-east-1'] },
  );
  expect(findings.map(({ evidence }) => evidence)).toEqual([{ names: ['one'] }, { names: ['two'] }]);
  expect(transport.ids.sort()).toEqual(['toy:ListOnes', 'toy:ListTwos']);
});

describe('sources', () => {
  test('name every call behind a finding, those of empty lists too', async () => {
    const none = { 'toy:ListThings': () => ({ Things: [] }) };
    const checks = [onAccount('toy-any', { sized: sizedThings }), onAccount('toy-list', { things: thing })];
    const { findings, sources } = await runToy(checks, toyAccount(none));
    for (const finding of findings) {
      expect(finding.sources).toEqual(['toy:ListThings eu-west-1', 'toy:ListThings us-east-1']);
    }
    expect(sources.map(({ key }) => key).sort()).toEqual(['toy:ListThings eu-west-1', 'toy:ListThings us-east-1']);
  });

  test('hold one request id a page', async () => {
    const { sources } = await runToy(
      [checkOf('toy-one', {})],
      toyAccount({
        'toy:ListThings': ({ input }) => ({ Things: [], ...(input['Token'] === undefined && { Token: '2' }) }),
      }),
      { regions: ['us-east-1'] },
    );
    expect(sources).toMatchObject([{ calls: 2, requestIds: ['request-1', 'request-2'], operation: 'toy:ListThings' }]);
  });
});

describe('a resource that a listing repeats', () => {
  test.each([
    ['on a page', [['a', 'a', 'b']]],
    ['on the next page, as pages do that overlap', [['a', 'b'], ['b', 'c'], ['c']]],
  ])('%s is read, judged and counted once', async (_, pages) => {
    const names = [...new Set(pages.flat())];
    const { findings, coverage, transport } = await runToy(
      [checkOf('toy-size', { size })],
      toyAccount({
        'toy:ListThings': ({ input }) => {
          const at = Number(input['Token'] ?? 0);
          const Things = (pages[at] ?? []).map((Name) => ({ Name }));
          return at + 1 < pages.length ? { Things, Token: `${at + 1}` } : { Things };
        },
      }),
      { regions: ['us-east-1'] },
    );
    expect(findings.map(({ resource }) => resource.name)).toEqual(names);
    expect(coverage).toMatchObject([{ listed: names.length, findings: { pass: names.length } }]);
    expect(transport.ids.filter((id) => id === 'toy:DescribeThing')).toHaveLength(names.length);
  });

  test('with other data is none: two things have one key', async () => {
    const twins = resourceType({
      name: 'toy.twins',
      type: 'Toy::Twins',
      reach: 'regional',
      listed: 'per-region',
      operations: [],
      async *list() {
        yield { items: ['elder', 'younger'].map((which) => ({ name: 'one', key: 'one', data: { which } })) };
      },
    });
    const check = defineCheck({
      ...described('toy-twins'),
      resource: twins,
      needs: {},
      evaluate: ({ data }) => pass('Seen', data),
    });
    const { findings } = await runToy([check], toyAccount(), { regions: ['us-east-1'] });
    expect(findings).toHaveLength(2);
  });
});

test('10,000 resources stream: what is held is bounded by what is in flight and one page', async () => {
  const [pages, pageSize, inFlight] = [100, 100, 7];
  let listed = 0;
  let judged = 0;
  let reading = 0;
  let mostHeld = 0;
  let mostReading = 0;
  const many = resourceType({
    name: 'toy.many',
    type: 'Toy::Many',
    reach: 'regional',
    listed: 'per-region',
    operations: [],
    async *list() {
      for (let page = 0; page < pages; page += 1) {
        listed += pageSize;
        mostHeld = Math.max(mostHeld, listed - judged);
        yield { items: Array.from({ length: pageSize }, (_, i) => ({ name: `${i}`, key: `${page}/${i}`, data: {} })) };
      }
    },
  });
  const reads = perResource(many, {
    name: 'toy.reads',
    async read() {
      reading += 1;
      mostReading = Math.max(mostReading, reading);
      await new Promise((resolve) => setImmediate(resolve));
      reading -= 1;
      return true;
    },
  });
  const check = defineCheck({
    ...described('toy-many'),
    resource: many,
    needs: { reads },
    evaluate() {
      judged += 1;
      return pass('Read', { read: true });
    },
  });
  const { coverage } = await runToy([check], toyAccount(), { regions: ['us-east-1'], inFlight });
  expect(coverage).toMatchObject([{ listed: pages * pageSize, findings: { pass: pages * pageSize } }]);
  expect(mostReading).toBe(inFlight);
  expect(mostHeld).toBeLessThanOrEqual(inFlight + pageSize);
});

describe('two scans of one state', () => {
  const all = [
    checkOf('toy-size', { size }),
    checkOf('toy-colour', { colour, size: maybe(size), plan }),
    onAccount('toy-sized', { sized: maybe(sizedThings), openRegions: maybe(openRegions) }),
  ];

  /** Answers after a delay that differs from run to run, and differs in nothing else. */
  function jittery(seed: number, special: Parameters<typeof toyAccount>[0] = {}) {
    const answer = toyAccount(special);
    let count = seed;
    return async (call: Call) => {
      count = (count * 1103515245 + 12345) % 2147483648;
      await after(count % 5);
      return answer(call);
    };
  }

  const written = ({ findings }: Ran): string => JSON.stringify(findings);

  test.each<[string, Parameters<typeof toyAccount>[0]]>([
    ['in which all is well', {}],
    [
      'in which something is denied everywhere',
      { 'toy:DescribeThing': () => refused(), 'toy:GetRegion': () => refused() },
    ],
    [
      'in which two reads find a thing missing that is there',
      {
        'toy:DescribeThing': () => refused('unsupported', 'NoSuchThing'),
        'toy:GetColour': () => refused('unsupported', 'NoSuchThing'),
      },
    ],
    [
      'in which a listing breaks off',
      { 'toy:ListThings': ({ input }) => (input['Token'] ? refused() : { Things: [{ Name: 'a' }], Token: '2' }) },
    ],
  ])('%s gives byte-equal findings', async (_, special) => {
    const runs: Ran[] = [];
    for (const seed of [1, 22, 333, 4444])
      runs.push(await runToy(all, jittery(seed, special), { idPrefix: `run${seed}` }));
    expect(new Set(runs.map(written)).size).toBe(1);
    expect(runs[0]?.findings.length).toBeGreaterThan(3);
    expect(
      new Set(runs.map(({ sources }) => sources.find(({ requestIds }) => requestIds.length > 0)?.requestIds[0])).size,
    ).toBe(4);
  });

  test('the second look is a source of every finding that it decided', async () => {
    const { findings } = await runToy(
      [checkOf('toy-size', { size }), checkOf('toy-colour', { colour })],
      jittery(1, {
        'toy:DescribeThing': () => refused('unsupported', 'NoSuchThing'),
        'toy:GetColour': () => refused('unsupported', 'NoSuchThing'),
      }),
      { regions: ['us-east-1'] },
    );
    for (const { sources, resource } of findings) {
      expect(sources).toContain(`toy:${lookUpThing.name} us-east-1 Name=${resource.name}`);
    }
  });
});
