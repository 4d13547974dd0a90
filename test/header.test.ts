import { expect, test } from 'vitest';
import { run } from '../src/core/engine.js';
import { makeHeader } from '../src/header.js';
import { type Call, FakeTransport, refused } from './core/fake-transport.js';
import { checkOf, size, toyAccount } from './core/toy.js';

/** The states of regions in the header of a scan in which eu-west-1 answers its listing so. */
async function statesWhere(listing: (call: Call) => object) {
  const usual = toyAccount();
  const transport = new FakeTransport((call) =>
    call.region === 'eu-west-1' && call.id === 'toy:ListThings' ? listing(call) : usual(call),
  );
  const regions = ['eu-west-1', 'us-east-1'];
  const checks = [checkOf('toy-one', { size }), checkOf('toy-two', { size })];
  const bench = { partition: 'aws', account: '111122223333', now: new Date('2026-01-01T00:00:00Z'), options: {} };
  const { signal } = new AbortController();
  const read = { ...bench, checks, regions, homeRegion: 'us-east-1', transport, inFlight: 5, signal, selected: null };
  const ledger = await run(read, { finding: () => {}, source: () => {} });
  const caller = { arn: 'arn:aws:iam::111122223333:user/ann', account: bench.account, partition: 'aws' };
  const scope = {
    caller,
    regions,
    states: regions.map((name) => ({ name, state: 'scanned' }) as const),
    regionsUnread: null,
  };
  const facts = { startedAt: bench.now, replayed: false, partial: null, calls: [], selected: null, frameworks: [] };
  const header = makeHeader({ ...bench, ...facts, scope, ledger, checks, catalogue: checks });
  return header.regions.map(({ name, state }) => `${name} ${state}`);
}

test.each([
  ['cancelled', 'Cancelled'],
  ['timeout', 'DeadlineExceeded'],
  ['unreachable', 'ECONNREFUSED'],
] as const)('a region whose listings were all %s was not scanned', async (kind, code) => {
  expect(await statesWhere(() => refused(kind, code))).toEqual(['eu-west-1 unread', 'us-east-1 scanned']);
});

test.each([
  ['listed nothing', () => ({ Things: [] })],
  [
    'broke off after a page',
    ({ input }: Call) =>
      input['Token'] === undefined ? { Things: [{ Name: 'a' }], Token: '2' } : refused('cancelled', 'Cancelled'),
  ],
])('a region that %s was', async (_, listing) => {
  expect(await statesWhere(listing)).toEqual(['eu-west-1 scanned', 'us-east-1 scanned']);
});
