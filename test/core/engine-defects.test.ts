/** A check or dataset that is itself wrong: its findings are unknown, and the scan goes on. */
import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/core/check.js';
import { perResource, resourceType } from '../../src/core/dataset.js';
import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import { checkOf, club, described, getColour, runToy, size, thing, toyAccount } from './toy.js';

const sizeIs = checkOf('toy-size', { size });
const home = { regions: ['us-east-1'] };

describe('a check that is wrong gives unknown, and the scan goes on', () => {
  const bad: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      'throws',
      () => {
        throw new RangeError('no such thing');
      },
      /RangeError: no such thing/,
    ],
    ['gives no evidence', () => pass('Fine', {}), /no evidence/],
    ['raises the severity', () => fail('Worse', { size: 1 }, { severity: 'critical' }), /raised the severity/],
    ['returns a promise', async () => pass('Later', { size: 1 }), /promise/],
    [
      'returns a promise that fails',
      async () => {
        throw new Error('later');
      },
      /promise/,
    ],
    ['returns nothing', () => undefined, /TypeError/],
    ['returns a verdict of its own', () => ({ status: 'great', message: 'Fine', evidence: { size: 1 } }), /status/],
    ['invents an unknown', () => ({ status: 'unknown', message: 'Hm', evidence: { size: 1 } }), /gap/],
    ['invents a gap', () => ({ status: 'unknown', message: 'Hm', evidence: {}, gap: { kind: 'denied' } }), /gap/],
    ['gives evidence that is no value', () => pass('Fine', { call: () => 1 }), /evidence of type function/],
    [
      'gives more than 20 values',
      () => pass('Fine', Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`v${i}`, i]))),
      /21 evidence values/,
    ],
  ];

  test.each(bad)('%s', async (_, evaluate, says) => {
    const { findings } = await runToy([checkOf('toy-bad', { size }, evaluate as never), sizeIs], toyAccount(), home);
    expect(findings.map(({ checkId, status }) => `${checkId} ${status}`)).toEqual([
      'toy-bad unknown',
      'toy-bad unknown',
      'toy-size pass',
      'toy-size pass',
    ]);
    expect(findings[0]?.gaps).toMatchObject([{ kind: 'defect' }]);
    expect(findings[0]?.message).toMatch(says);
  });

  test('asks for a fact of another kind of resource', async () => {
    const lost = defineCheck({
      ...described('toy-lost'),
      resource: club,
      needs: { size } as never,
      evaluate: () => pass('Fine', { size: 1 }),
    });
    const { findings } = await runToy([lost, sizeIs], toyAccount(), home);
    expect(findings.map(({ checkId, status }) => `${checkId} ${status}`)).toEqual([
      'toy-lost unknown',
      'toy-size pass',
      'toy-size pass',
    ]);
    expect(findings[0]?.gaps).toMatchObject([{ kind: 'defect' }]);
  });

  test('may lower the severity and say that it does not apply', async () => {
    const lower = checkOf('toy-low', {}, () => fail('Less', { size: 1 }, { severity: 'low' }));
    const none = checkOf('toy-none', {}, () => notApplicable('Not here', { size: 1 }));
    const { findings } = await runToy(
      [lower, none],
      toyAccount({ 'toy:ListThings': () => ({ Things: [{ Name: 'a' }] }) }),
      home,
    );
    expect(findings).toMatchObject([
      { status: 'fail', severity: 'low' },
      { status: 'not-applicable', severity: 'high' },
    ]);
  });
});

describe('a dataset that is wrong gives a defect', () => {
  const wrong: readonly (readonly [
    string,
    (send: (operation: never, input: object) => Promise<unknown>) => Promise<unknown>,
    RegExp,
  ])[] = [
    [
      'sends what it does not declare',
      async (send) => send(getColour as never, {}),
      /toy\.wrong sent toy:GetColour, which it does not declare/,
    ],
    ['gives undefined', async () => undefined, /gave no value/],
    ['gives null', async () => null, /gave no value/],
    [
      'throws',
      async () => {
        throw new SyntaxError('odd');
      },
      /SyntaxError: odd/,
    ],
  ];

  test.each(wrong)('%s', async (_, read, says) => {
    const dataset = perResource(thing, { name: 'toy.wrong', read: async ({ send }) => read(send as never) });
    const { findings, transport } = await runToy([checkOf('toy-wrong', { dataset }), sizeIs], toyAccount(), home);
    expect(findings.slice(0, 2).map(({ status }) => status)).toEqual(['pass', 'pass']);
    expect(findings.slice(2)).toMatchObject([{ gaps: [{ kind: 'defect' }] }, { gaps: [{ kind: 'defect' }] }]);
    expect(findings[2]?.message).toMatch(says);
    expect(transport.ids).not.toContain('toy:GetColour');
  });

  test('a transport that throws', async () => {
    const broken = toyAccount({
      'toy:DescribeThing': () => {
        throw new Error('wire');
      },
    });
    const { findings } = await runToy([sizeIs], broken, home);
    expect(findings).toMatchObject([{ gaps: [{ kind: 'defect' }] }, { gaps: [{ kind: 'defect' }] }]);
  });

  test('a lister without key or ARN', async () => {
    const odd = resourceType({
      name: 'toy.odd',
      type: 'Toy::Odd',
      reach: 'regional',
      listed: 'per-region',
      operations: [],
      async *list() {
        yield { items: [{ name: 'nameless', data: {} }] };
      },
    });
    const check: Check = defineCheck({
      ...described('toy-odd'),
      resource: odd,
      needs: {},
      evaluate: () => pass('Fine', { seen: 1 }),
    });
    const { findings } = await runToy([check], toyAccount(), home);
    expect(findings).toMatchObject([
      { status: 'unknown', gaps: [{ kind: 'defect' }], resource: { type: 'AWS::::Region' } },
    ]);
  });
});
