import { describe, expect, test } from 'vitest';
import { isGap } from '../../src/core/fact.js';
import { answersInRegion, caller, describedRegions, listedRegions } from '../../src/datasets/aws.js';
import { awsError, benchOf, denied, factOf, paged } from './bench.js';
import { fact, readsAs, reasonOf } from './specimen.js';

const identity = { Arn: 'arn:aws-cn:sts::111122223333:assumed-role/Audit/me', Account: '111122223333' };

describe('caller', () => {
  readsAs({
    operation: 'sts:GetCallerIdentity',
    actions: ['sts:GetCallerIdentity'],
    answer: identity,
    value: { arn: identity.Arn, account: '111122223333', partition: 'aws-cn' },
    read: fact(caller),
  });

  test('an ARN that is none is malformed', async () => {
    const bench = await benchOf({ 'sts:GetCallerIdentity': { ...identity, Arn: 'me' } });
    expect(reasonOf(await fact(caller)(bench))).toMatchObject({ kind: 'malformed' });
  });
});

describe('answersInRegion', () => {
  const read = async (region: string) => {
    const { reader } = await benchOf({
      'sts:GetCallerIdentity': (call) =>
        call.region === 'us-east-1' ? identity : awsError('InvalidClientTokenId', 403),
    });
    expect(await factOf(reader, answersInRegion, undefined, 'us-east-1')).toBe(true);
    return factOf(reader, answersInRegion, undefined, region);
  };

  test('is true where the credentials work', async () => expect(await read('us-east-1')).toBe(true));

  test('is unsupported where the same credentials are not known', async () => {
    expect(reasonOf(await read('me-south-1'))).toMatchObject({ kind: 'unsupported', region: 'me-south-1' });
  });
});

describe('describedRegions', () => {
  readsAs({
    operation: 'ec2:DescribeRegions',
    actions: ['ec2:DescribeRegions'],
    answer: {
      Regions: [
        { RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' },
        { RegionName: 'af-south-1', OptInStatus: 'opted-in' },
        { RegionName: 'me-south-1', OptInStatus: 'not-opted-in' },
      ],
    },
    value: [
      { name: 'us-east-1', enabled: true },
      { name: 'af-south-1', enabled: true },
      { name: 'me-south-1', enabled: false },
    ],
    read: fact(describedRegions),
  });

  test('asks for those too that are not enabled', async () => {
    const bench = await benchOf({ 'ec2:DescribeRegions': { Regions: [] } });
    await fact(describedRegions)(bench);
    expect(bench.calls).toMatchObject([{ input: { AllRegions: true } }]);
  });

  test('of none at all is malformed, since every account has some', async () => {
    const bench = await benchOf({ 'ec2:DescribeRegions': { Regions: [] } });
    expect(reasonOf(await fact(describedRegions)(bench))).toMatchObject({
      kind: 'malformed',
      operation: 'ec2:DescribeRegions',
    });
  });
});

describe('listedRegions', () => {
  const status = (RegionName: string, RegionOptStatus: string) => ({ RegionName, RegionOptStatus });
  const one = { Regions: [status('us-east-1', 'ENABLED_BY_DEFAULT'), status('af-south-1', 'ENABLED')] };
  const two = {
    Regions: [status('a', 'DISABLING'), status('b', 'DISABLED'), status('c', 'ENABLING')],
  };
  readsAs({
    operation: 'account:ListRegions',
    actions: ['account:ListRegions'],
    answer: one,
    value: [
      { name: 'us-east-1', enabled: true },
      { name: 'af-south-1', enabled: true },
    ],
    read: fact(listedRegions),
  });

  const token = { in: 'NextToken', out: 'NextToken' };

  test('of none at all is malformed, since every account has some', async () => {
    const bench = await benchOf({ 'account:ListRegions': paged(token, { Regions: [] }, { Regions: [] }) });
    expect(reasonOf(await fact(listedRegions)(bench))).toMatchObject({
      kind: 'malformed',
      operation: 'account:ListRegions',
    });
  });

  test('reads two pages; a region counts as enabled until it is disabled', async () => {
    expect(await fact(listedRegions)(await benchOf({ 'account:ListRegions': paged(token, one, two) }))).toEqual([
      { name: 'us-east-1', enabled: true },
      { name: 'af-south-1', enabled: true },
      { name: 'a', enabled: true },
      { name: 'b', enabled: false },
      { name: 'c', enabled: false },
    ]);
  });

  test.each([
    ['denied on the second page', paged(token, one, denied)],
    ['a token that repeats', { ...one, NextToken: 'same' }],
  ])('%s is a gap, not half a list', async (_, reply) => {
    expect(isGap(await fact(listedRegions)(await benchOf({ 'account:ListRegions': reply })))).toBe(true);
  });
});
