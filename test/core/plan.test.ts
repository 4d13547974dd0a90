import { describe, expect, test } from 'vitest';
import { collect, defineCheck, maybe, pass, perResource } from '../../src/core/index.js';
import { operationId } from '../../src/core/operation.js';
import { actionsOf, callsOf, neededTypes, operationsOf } from '../../src/core/plan.js';
import { account } from '../../src/core/scope.js';
import { checkOf, club, colour, described, getColour, openRegions, plan, size, sizedThings, thing } from './toy.js';

const onAccount = (needs: object) =>
  defineCheck({
    ...described('toy-on-account'),
    resource: account,
    needs: needs as Record<never, never>,
    evaluate: () => pass('Fine', { fine: true }),
  });

describe('neededTypes', () => {
  test('a type that is only judged is not kept as a list', () => {
    const check = checkOf('toy-size', { size });
    const { judged, lists } = neededTypes([check]);
    expect([...judged]).toEqual([[thing, [check]]]);
    expect(lists.size).toBe(0);
  });

  test.each([
    ['a need', { things: thing }],
    ['a careful need', { things: maybe(thing) }],
    ['a collection', { things: sizedThings }],
    ['a careful collection', { things: maybe(collect(thing, { size })) }],
  ])('a type that is %s is', (_, needs) => {
    expect([...neededTypes([onAccount(needs)]).lists]).toEqual([thing]);
  });
});

describe('operationsOf', () => {
  const ids = (...checks: Parameters<typeof operationsOf>[0]) => operationsOf(checks).map(operationId);

  test('reaches through every kind of need, and knows the second look', () => {
    const tinted = perResource(thing, {
      name: 'toy.tinted',
      needs: { colour },
      read: async (_, facts) => facts.colour,
    });
    expect(ids(checkOf('toy-size', { size }))).toEqual(['toy:DescribeThing', 'toy:ListThings', 'toy:LookUpThing']);
    expect(ids(checkOf('toy-tint', { tinted: maybe(tinted) }))).toEqual([
      'toy:GetColour',
      'toy:ListThings',
      'toy:LookUpThing',
    ]);
    expect(ids(onAccount({ plan, club: maybe(club), openRegions }))).toEqual([
      'toy:GetAccount',
      'toy:GetRegion',
      'toy:ListClubs',
    ]);
    expect(ids(onAccount({ sizedThings }))).toEqual(['toy:DescribeThing', 'toy:ListThings', 'toy:LookUpThing']);
  });

  test('names each once for a selection', () => {
    const all = ids(
      checkOf('toy-one', { size, plan }),
      checkOf('toy-two', { size, colour }),
      onAccount({ sizedThings }),
    );
    expect(all).toEqual(['toy:DescribeThing', 'toy:GetAccount', 'toy:GetColour', 'toy:ListThings', 'toy:LookUpThing']);
  });
});

test('actionsOf gives every action once, in order', () => {
  expect(
    actionsOf([
      { ...getColour, actions: ['b:X', 'a:X'] },
      { ...getColour, actions: ['b:X'] },
    ]),
  ).toEqual(['a:X', 'b:X']);
});

test('callsOf says how often each operation is called', () => {
  expect(callsOf(checkOf('toy-all', { size, plan, sized: sizedThings }))).toEqual([
    { operation: 'toy:ListThings', actions: ['toy:ListThings'], per: 'listing' },
    { operation: 'toy:DescribeThing', actions: ['toy:DescribeThing'], per: 'resource' },
    { operation: 'toy:GetAccount', actions: ['toy:GetAccount'], per: 'account' },
  ]);
  expect(callsOf(onAccount({ openRegions }))).toEqual([
    { operation: 'toy:GetRegion', actions: ['toy:GetRegion'], per: 'region' },
  ]);
});
