/** Gaps: what they leave unknown, and what they must leave alone. */
import { describe, expect, test, vi } from 'vitest';
import { defineCheck, fail, maybe, pass, undecided } from '../../src/core/index.js';
import type { Need } from '../../src/core/dataset.js';
import { isGap, type List } from '../../src/core/fact.js';
import { account, region } from '../../src/core/scope.js';
import { refused } from './fake-transport.js';
import {
  checkOf,
  club,
  colour,
  described,
  openRegions,
  plan,
  regionOpen,
  runToy,
  size,
  sizedThings,
  thing,
  toyAccount,
} from './toy.js';

const statuses = (findings: readonly { resource: { key: string }; status: string }[]) =>
  Object.fromEntries(findings.map(({ resource, status }) => [resource.key, status]));

const sizeIs = checkOf('toy-size', { size });

describe('a gap in a plain need', () => {
  test('makes the finding of that resource unknown, and of no other', async () => {
    const { findings } = await runToy(
      [sizeIs],
      toyAccount({ 'toy:DescribeThing': ({ input }) => (input['Name'] === 'a' ? refused() : { Size: 1 }) }),
    );
    expect(statuses(findings)).toEqual({
      'arn:toy:us-east-1:a': 'unknown',
      'arn:toy:us-east-1:b': 'pass',
      'arn:toy:eu-west-1:a': 'unknown',
      'arn:toy:eu-west-1:b': 'pass',
    });
    const [{ gaps, evidence, sources }] = findings as [(typeof findings)[0]];
    expect(gaps).toMatchObject([{ kind: 'denied', actions: ['toy:DescribeThing'], code: 'AccessDenied' }]);
    expect(evidence).toEqual({});
    expect(sources).toEqual(['toy:DescribeThing eu-west-1 Name=a', 'toy:ListThings eu-west-1']);
  });

  test('never reaches the check', async () => {
    const evaluate = vi.fn(() => pass('Read', { read: true }));
    const { findings } = await runToy(
      [checkOf('toy-size', { size }, evaluate)],
      toyAccount({ 'toy:DescribeThing': () => refused('throttled', 'Throttling') }),
    );
    expect(evaluate).not.toHaveBeenCalled();
    expect(findings).toHaveLength(4);
  });

  test('an answer without the member that decides is a gap', async () => {
    const { findings } = await runToy([sizeIs], toyAccount({ 'toy:DescribeThing': () => ({}) }));
    expect(findings.map(({ gaps }) => gaps[0]?.kind)).toEqual(Array.from({ length: 4 }, () => 'malformed'));
  });

  test('tells of every need that was not read, each reason once', async () => {
    const { findings } = await runToy(
      [checkOf('toy-all', { size, colour, again: size })],
      toyAccount({ 'toy:DescribeThing': () => refused(), 'toy:GetColour': () => refused('timeout', 'Late') }),
    );
    expect(findings[0]?.gaps.map(({ kind }) => kind)).toEqual(['denied', 'timeout']);
    expect(findings[0]?.message).toContain('(and 1 more reason)');
  });
});

describe('maybe', () => {
  test('hands over the value or the gap, and undecided hands the gap on', async () => {
    const check = checkOf('toy-maybe', { size: maybe(size), colour: maybe(colour) }, (_, facts) => {
      if (facts.colour === 'red') return pass('Red', { colour: facts.colour });
      return isGap(facts.size)
        ? undecided(facts.size, 'Its size is open', { ...facts })
        : fail('Not red', { ...facts });
    });
    const { findings } = await runToy(
      [check],
      toyAccount({
        'toy:DescribeThing': () => refused(),
        'toy:GetColour': ({ input }) => ({ Colour: input['Name'] === 'a' ? 'red' : 'blue' }),
      }),
      { regions: ['us-east-1'] },
    );
    expect(findings).toMatchObject([
      { status: 'pass', message: 'Red', gaps: [] },
      {
        status: 'unknown',
        message: 'Its size is open',
        gaps: [{ kind: 'denied', operation: 'toy:DescribeThing' }],
        evidence: { colour: 'blue', size: 'unknown: toy:DescribeThing failed in us-east-1 (AccessDenied).' },
      },
    ]);
  });
});

describe('a listing that fails', () => {
  test('at once: one unknown per check on the region it failed in', async () => {
    const { findings, coverage } = await runToy(
      [sizeIs, checkOf('toy-colour', { colour })],
      toyAccount({
        'toy:ListThings': (call) => (call.region === 'eu-west-1' ? refused() : { Things: [{ Name: 'a' }] }),
      }),
    );
    expect(findings.filter(({ status }) => status === 'unknown')).toMatchObject([
      { checkId: 'toy-colour', resource: { type: 'AWS::::Region', name: 'eu-west-1' }, region: 'eu-west-1' },
      { checkId: 'toy-size', resource: { key: 'AWS::::Account:111122223333/eu-west-1' }, region: 'eu-west-1' },
    ]);
    expect(findings.filter(({ status }) => status === 'pass')).toHaveLength(2);
    expect(coverage).toMatchObject([
      { checkId: 'toy-colour', region: 'eu-west-1', listed: 0, complete: false, reasons: [{ findings: 1 }] },
      { checkId: 'toy-colour', region: 'us-east-1', listed: 1, complete: true, reasons: [] },
      { checkId: 'toy-size', region: 'eu-west-1', listed: 0, complete: false },
      { checkId: 'toy-size', region: 'us-east-1', listed: 1, complete: true },
    ]);
  });

  test('after a page: what it had, and the unknown', async () => {
    const { findings, coverage } = await runToy(
      [sizeIs],
      toyAccount({
        'toy:ListThings': ({ input }) =>
          input['Token'] === undefined ? { Things: [{ Name: 'a' }], Token: '2' } : refused('throttled', 'SlowDown'),
      }),
      { regions: ['us-east-1'] },
    );
    expect(statuses(findings)).toEqual({
      'arn:toy:us-east-1:a': 'pass',
      'AWS::::Account:111122223333/us-east-1': 'unknown',
    });
    expect(coverage).toMatchObject([{ listed: 1, complete: false, findings: { pass: 1, unknown: 1 } }]);
  });

  test.each([
    ['a token that repeats', () => ({ Things: [{ Name: 'a' }], Token: 'same' })],
    ['a page that is truncated without a token', () => ({ Things: [{ Name: 'a' }], IsTruncated: true })],
  ])('by %s ends as malformed', async (_, page) => {
    const { findings, transport } = await runToy(
      [checkOf('toy-listed', {}, () => pass('Listed', { listed: true }))],
      toyAccount({ 'toy:ListThings': page }),
      { regions: ['us-east-1'], inFlight: 1 },
    );
    expect(findings.filter(({ status }) => status === 'unknown')).toMatchObject([{ gaps: [{ kind: 'malformed' }] }]);
    expect(transport.calls.length).toBeLessThanOrEqual(2);
  });

  test('of something listed once for the account stands on the account', async () => {
    const clubs = defineCheck({
      ...described('toy-club'),
      resource: club,
      needs: {},
      evaluate: () => pass('Listed', { listed: true }),
    });
    const { findings } = await runToy([clubs], toyAccount({ 'toy:ListClubs': () => refused() }));
    expect(findings).toMatchObject([
      { status: 'unknown', region: 'global', resource: { key: 'AWS::::Account:111122223333' } },
    ]);
  });
});

describe('a list as a need, one region of two denied', () => {
  const denyOne = toyAccount({
    'toy:ListThings': (call) => (call.region === 'eu-west-1' ? refused() : { Things: [{ Name: 'a' }] }),
    'toy:GetRegion': (call) => (call.region === 'eu-west-1' ? refused() : { Open: true }),
  });

  test.each<[string, Need<'account', readonly unknown[], List<unknown>>]>([
    ['resources of a type', thing],
    ['a regional dataset across regions', openRegions],
    ['a collection', sizedThings],
  ])('%s: a plain need is unknown, maybe gives items and gaps', async (_, need) => {
    const plain = defineCheck({
      ...described('toy-plain'),
      resource: account,
      needs: { list: need },
      evaluate: (__, { list }) => pass('Whole', { count: list.length }),
    });
    const careful = defineCheck({
      ...described('toy-careful'),
      resource: account,
      needs: { list: maybe(need) },
      evaluate: (__, { list }) => pass('In part', { items: list.items.length, gaps: list.gaps.map(isGap) }),
    });
    const { findings } = await runToy([plain, careful], denyOne);
    expect(findings).toMatchObject([
      { checkId: 'toy-careful', status: 'pass', evidence: { items: 1, gaps: [true] } },
      { checkId: 'toy-plain', status: 'unknown', gaps: [{ region: 'eu-west-1' }] },
    ]);
  });

  test('complete, a plain need is the items', async () => {
    const counts = defineCheck({
      ...described('toy-counts'),
      resource: account,
      needs: { things: thing, regions: openRegions, sized: sizedThings },
      evaluate: (_, { things, regions, sized }) =>
        pass('Whole', { things: things.length, regions, sizes: sized.map((one) => [one.resource.key, one.size]) }),
    });
    const { findings } = await runToy([counts], toyAccount({ 'toy:ListThings': () => ({ Things: [{ Name: 'a' }] }) }));
    expect(findings[0]?.evidence).toEqual({
      things: 2,
      regions: [
        { region: 'us-east-1', value: true },
        { region: 'eu-west-1', value: true },
      ],
      sizes: [
        ['arn:toy:us-east-1:a', 1],
        ['arn:toy:eu-west-1:a', 1],
      ],
    });
  });

  test('a collection whose fact is denied holds the gap beside the resource', async () => {
    const check = defineCheck({
      ...described('toy-collected'),
      resource: account,
      needs: { sized: sizedThings },
      evaluate: (_, { sized }) => pass('Read', { sizes: sized.map((one) => isGap(one.size)) }),
    });
    const { findings } = await runToy([check], toyAccount({ 'toy:DescribeThing': () => refused() }), {
      regions: ['us-east-1'],
    });
    expect(findings).toMatchObject([{ status: 'pass', evidence: { sizes: [true, true] } }]);
  });
});

test('facts of region and account are at hand for a resource', async () => {
  const { findings } = await runToy([checkOf('toy-near', { regionOpen, plan })], toyAccount(), {
    regions: ['eu-west-1'],
  });
  expect(findings[0]?.evidence).toEqual({ regionOpen: true, plan: 'basic', read: true });
  expect(findings[0]?.sources).toEqual([
    'toy:GetAccount us-east-1',
    'toy:GetRegion eu-west-1',
    'toy:ListThings eu-west-1',
  ]);
});

test('account and region are there, once and once a region, however little else is', async () => {
  const exists = (id: string, resource: typeof account | typeof region) =>
    defineCheck({ ...described(id), resource, needs: {}, evaluate: () => fail('There is none', { count: 0 }) });
  const { findings } = await runToy([exists('toy-a', account), exists('toy-r', region)], () => refused());
  expect(findings.map(({ resource, region: at }) => [resource.key, at])).toEqual([
    ['AWS::::Account:111122223333', 'global'],
    ['AWS::::Account:111122223333/eu-west-1', 'eu-west-1'],
    ['AWS::::Account:111122223333/us-east-1', 'us-east-1'],
  ]);
});
