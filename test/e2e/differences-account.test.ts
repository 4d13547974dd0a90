import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOptions } from './clients.js';
import { startEmulated, type Emulated } from './emulated.js';
import { failure } from './failure.js';
import type { Proxy } from './proxy.js';

let emulated: Emulated;
let proxy: Proxy;

beforeAll(async () => {
  emulated = await startEmulated();
  [proxy] = emulated.proxies as [Proxy];
});

afterAll(async () => emulated.stop());

test('EC2 and Account Management give one list, in which opt-in regions are closed unless opted in', async () => {
  const ec2 = new EC2Client(clientOptions(proxy.endpoint, 'us-east-1'));
  const { Regions: all = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
  const byEc2 = Object.fromEntries(all.map((region) => [region.RegionName, region.OptInStatus]));
  expect(byEc2).toMatchObject({
    'us-east-1': 'opt-in-not-required',
    'eu-south-1': 'opted-in',
    'af-south-1': 'not-opted-in',
    'me-south-1': 'not-opted-in',
  });
  expect(Object.keys(byEc2).filter((name) => /^(cn|us-gov)-/.test(name))).toEqual([]);
  const listing = new AccountClient(clientOptions(proxy.endpoint, 'us-east-1'));
  const { Regions: listed = [] } = await listing.send(new ListRegionsCommand({}));
  const enabled = listed.filter((region) => region.RegionOptStatus !== 'DISABLED').map((region) => region.RegionName);
  expect(enabled.sort()).toEqual(
    Object.keys(byEc2)
      .filter((name) => byEc2[name] !== 'not-opted-in')
      .sort(),
  );
});

test('nobody is known in a region that is not enabled', async () => {
  const ask = (region: string) =>
    new STSClient(clientOptions(proxy.endpoint, region)).send(new GetCallerIdentityCommand({}));
  expect((await ask('eu-south-1')).Account).toBe('123456789012');
  expect(await failure(ask('af-south-1'))).toEqual(['InvalidClientTokenId', 403]);
});
