/** What becomes of every listed resource. */
import { describe, expect, test, vi } from 'vitest';
import { collect, resourceType } from '../../src/core/dataset.js';
import { defineCheck, maybe, pass } from '../../src/core/index.js';
import { account } from '../../src/core/scope.js';
import type { Call } from './fake-transport.js';
import { refused } from './fake-transport.js';
import { checkOf, colour, described, runToy, size, thing, toyAccount } from './toy.js';

const sizeIs = checkOf('toy-size', { size });
const home = { regions: ['us-east-1'] };

describe('the ledger counts', () => {
  test('a resource of another account as foreign, and does not judge it', async () => {
    const { findings, coverage, transport } = await runToy(
      [sizeIs],
      toyAccount({
        'toy:ListThings': () => ({
          Things: [
            { Name: 'ours', Owner: '111122223333' },
            { Name: 'theirs', Owner: '999' },
          ],
        }),
      }),
      home,
    );
    expect(findings.map(({ resource }) => resource.name)).toEqual(['ours']);
    expect(coverage).toMatchObject([{ listed: 2, foreign: 1, findings: { pass: 1 } }]);
    expect(transport.ids.filter((id) => id === 'toy:DescribeThing')).toHaveLength(1);
  });

  test('but a collection holds it, as evidence', async () => {
    const check = defineCheck({
      ...described('toy-any'),
      resource: account,
      needs: { things: collect(thing, { size }) },
      evaluate: (_, { things }) => pass('Seen', { names: things.map(({ resource }) => resource.name) }),
    });
    const theirs = toyAccount({ 'toy:ListThings': () => ({ Things: [{ Name: 'theirs', Owner: '999' }] }) });
    const { findings } = await runToy([check, sizeIs], theirs, home);
    expect(findings).toMatchObject([{ checkId: 'toy-any', evidence: { names: ['theirs'] } }]);
  });

  test('a region that was not selected: neither listed nor judged, and read for the account all the same', async () => {
    const check = defineCheck({
      ...described('toy-any'),
      resource: account,
      needs: { things: thing },
      evaluate: (_, { things }) => pass('Seen', { count: things.length }),
    });
    const { findings, coverage } = await runToy([check, sizeIs], toyAccount(), { selected: new Set(['eu-west-1']) });
    expect(findings.map(({ checkId, region }) => `${checkId} ${region}`)).toEqual([
      'toy-any global',
      'toy-size eu-west-1',
      'toy-size eu-west-1',
    ]);
    expect(findings[0]?.evidence).toEqual({ count: 4 });
    expect(coverage.map(({ checkId, region }) => `${checkId} ${region}`)).toEqual([
      'toy-any global',
      'toy-size eu-west-1',
    ]);
  });

  test('what is listed once and lives in a region that was not selected, as such', async () => {
    const bucket = resourceType({
      name: 'toy.bucket',
      type: 'Toy::Bucket',
      reach: 'regional',
      listed: 'per-account',
      operations: [],
      async *list() {
        const at = (region: string) => ({ name: region, key: region, region, data: {} });
        yield { items: [at('us-east-1'), at('eu-west-1'), at('mars-1')] };
      },
    });
    const check = defineCheck({
      ...described('toy-bucket'),
      resource: bucket,
      needs: {},
      evaluate: () => pass('Seen', { seen: true }),
    });
    const selected = await runToy([check], toyAccount(), { selected: new Set(['eu-west-1']) });
    expect(selected.findings.map(({ region }) => region)).toEqual(['eu-west-1']);
    expect(selected.coverage).toMatchObject([{ region: 'global', listed: 3, notSelected: 2, complete: true }]);
    const everywhere = await runToy([check], toyAccount());
    expect(everywhere.findings).toHaveLength(3);
  });

  test('nothing there as 0 listed, complete', async () => {
    const { findings, coverage } = await runToy([sizeIs], toyAccount({ 'toy:ListThings': () => ({ Things: [] }) }));
    expect(findings).toEqual([]);
    expect(coverage).toMatchObject([
      { region: 'eu-west-1', listed: 0, complete: true },
      { region: 'us-east-1', listed: 0, complete: true },
    ]);
  });
});

describe('a resource that a read says is not there', () => {
  const missing = (There: object) =>
    toyAccount({
      'toy:DescribeThing': ({ input }) => (input['Name'] === 'a' ? refused('unsupported', 'NoSuchThing') : { Size: 1 }),
      'toy:LookUpThing': () => There,
    });

  test('gone, says the second look: no finding, counted', async () => {
    const { findings, coverage } = await runToy([sizeIs], missing({ There: false }), home);
    expect(findings.map(({ resource }) => resource.name)).toEqual(['b']);
    expect(coverage).toMatchObject([{ listed: 2, gone: 1, complete: true, findings: { pass: 1 } }]);
  });

  test('gone for every check of it, those too that did not notice', async () => {
    const { findings } = await runToy([sizeIs, checkOf('toy-colour', { colour })], missing({ There: false }), home);
    expect(findings.map(({ resource }) => resource.name)).toEqual(['b', 'b']);
  });

  test('there, says the second look: the sources disagree', async () => {
    const { findings } = await runToy([sizeIs], missing({ There: true }), home);
    expect(findings).toMatchObject([
      { status: 'unknown', gaps: [{ kind: 'stale', code: 'NoSuchThing' }] },
      { status: 'pass' },
    ]);
  });

  test.each([
    ['denied', refused(), 'denied'],
    ['without an answer', {}, 'malformed'],
  ])('the second look %s: unknown, with both reasons', async (_, there, kind) => {
    const { findings, coverage } = await runToy([sizeIs], missing(there), home);
    expect(findings[0]?.gaps).toMatchObject([{ kind: 'unsupported', code: 'NoSuchThing' }, { kind }]);
    expect(coverage).toMatchObject([{ gone: 0, findings: { unknown: 1 } }]);
  });

  test('a collection leaves it out', async () => {
    const check = defineCheck({
      ...described('toy-any'),
      resource: account,
      needs: { things: collect(thing, { size }) },
      evaluate: (_, { things }) => pass('Seen', { names: things.map(({ resource }) => resource.name) }),
    });
    const { findings } = await runToy([check], missing({ There: false }), home);
    expect(findings).toMatchObject([{ evidence: { names: ['b'] } }]);
  });
});

test('a cancelled scan ends, and every resource listed before is unknown', async () => {
  const stop = new AbortController();
  const usual = toyAccount({
    'toy:ListThings': ({ input }) => ({
      Things: Array.from({ length: 20 }, (_, i) => ({ Name: `${String(input['Token'] ?? 0)}-${i}` })),
      Token: `${Number(input['Token'] ?? 0) + 1}`,
    }),
  });
  const judged = vi.fn(() => pass('Read', { read: true }));
  let calls = 0;
  const answer = (call: Call) => {
    if ((calls += 1) === 50) stop.abort();
    return stop.signal.aborted ? refused('cancelled', 'Cancelled') : usual(call);
  };
  const { findings, coverage } = await runToy([checkOf('toy-size', { size: maybe(size), colour }, judged)], answer, {
    ...home,
    signal: stop.signal,
  });
  const [row] = coverage;
  const ofThings = findings.filter(({ resource }) => resource.type === 'Toy::Thing');
  expect(ofThings).toHaveLength(row?.listed ?? 0);
  expect(ofThings.length % 20).toBe(0);
  expect(row?.complete).toBe(false);
  const unknown = findings.filter(({ status }) => status === 'unknown');
  expect(new Set(unknown.flatMap(({ gaps }) => gaps.map(({ kind }) => kind)))).toEqual(new Set(['cancelled']));
  expect(unknown.length + judged.mock.calls.length).toBe(findings.length);
  expect(unknown.some(({ resource }) => resource.type === 'AWS::::Region')).toBe(true);
});
