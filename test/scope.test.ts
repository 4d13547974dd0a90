/** Which regions there are, by whatever tells it. */
import { describe, expect, test } from 'vitest';
import { partitions } from '../src/aws/regions.js';
import { Reader } from '../src/core/reader.js';
import { discover } from '../src/scope.js';
import { type Call, FakeTransport, refused } from './core/fake-transport.js';

const identity = { Arn: 'arn:aws:iam::111122223333:user/ann', Account: '111122223333' };
const known = partitions.find(({ name }) => name === 'aws')?.regions ?? [];

async function discovered(respond: (call: Call) => object) {
  const transport = new FakeTransport((call) =>
    call.id === 'sts:GetCallerIdentity' && call.region === 'us-east-1' ? identity : respond(call),
  );
  const nobody = { partition: 'aws', account: 'unknown', homeRegion: 'us-east-1', regions: [] };
  const reader = new Reader(nobody, transport, () => {}, new AbortController().signal);
  return { ...(await discover(reader, 'us-east-1')), transport };
}

describe('a list of regions', () => {
  const names = ['us-east-1', 'af-south-1', 'eu-west-1', 'me-south-1'];
  const described = (list: readonly string[]) => ({
    Regions: list.map((RegionName) => ({
      RegionName,
      OptInStatus: RegionName === 'me-south-1' ? 'not-opted-in' : 'opted-in',
    })),
  });
  const listed = (list: readonly string[]) => ({
    Regions: list.map((RegionName) => ({
      RegionName,
      RegionOptStatus: RegionName === 'me-south-1' ? 'DISABLED' : 'ENABLED',
    })),
  });

  test.each([
    ['EC2', (list: readonly string[]) => (call: Call) => (call.id === 'ec2:DescribeRegions' ? described(list) : {})],
    [
      'Account Management',
      (list: readonly string[]) => (call: Call) => (call.id === 'account:ListRegions' ? listed(list) : refused()),
    ],
  ])('of %s is the same in whatever order', async (_, respond) => {
    const { regions, states, regionsUnread } = await discovered(respond(names));
    expect(regions).toEqual(['af-south-1', 'eu-west-1', 'us-east-1']);
    expect(states).toHaveLength(4);
    expect(regionsUnread).toBeNull();
    expect(await discovered(respond(names.toReversed()))).toMatchObject({ regions, states });
  });

  test('without one is none: every region is asked', async () => {
    const { regions, regionsUnread } = await discovered(({ id }) =>
      id === 'sts:GetCallerIdentity' ? identity : { Regions: [] },
    );
    expect(regions).toEqual(known);
    expect(regionsUnread).toMatch(/DescribeRegions.*ListRegions/);
  });
});

describe('where no list can be read', () => {
  const where = (answer: (call: Call) => object) =>
    discovered((call) => (call.id === 'sts:GetCallerIdentity' ? answer(call) : refused()));

  test('the home region, which told who asks, is not asked again', async () => {
    const { transport, regions } = await where(() => refused('unsupported', 'InvalidClientTokenId'));
    const asked = transport.calls.filter(({ id }) => id === 'sts:GetCallerIdentity').map(({ region }) => region);
    expect(asked.sort()).toEqual([...known].sort());
    expect(regions).toEqual(['us-east-1']);
  });

  test.each([
    ['unsupported', 'InvalidClientTokenId', 'not-enabled'],
    ['unsupported', 'UnrecognizedClientException', 'not-enabled'],
    ['unsupported', 'AuthFailure', 'not-enabled'],
    ['unsupported', 'OptInRequired', 'not-enabled'],
    ['unsupported', 'SignatureDoesNotMatch', 'unread'],
    ['unsupported', 'HTTP 404', 'unread'],
    ['unreachable', 'ECONNREFUSED', 'unread'],
    ['denied', 'AccessDenied', 'unread'],
  ] as const)('a region that says %s (%s) is %s', async (kind, code, state) => {
    const { regions, states } = await where(({ region }) => (region === 'eu-west-1' ? refused(kind, code) : identity));
    expect(states.find(({ name }) => name === 'eu-west-1')).toMatchObject({
      state,
      reason: expect.stringContaining(code),
    });
    expect(regions.includes('eu-west-1')).toBe(state === 'unread');
    expect(regions).toHaveLength(known.length - (state === 'unread' ? 0 : 1));
  });
});
