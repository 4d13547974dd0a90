/** Where the calls go that have an endpoint of their own. */
import { expect, test } from 'vitest';
import { operationId } from '../../src/core/operation.js';
import { s3, s3Account, s3MultiRegion } from '../../src/datasets/s3-client.js';
import { endpoint } from './endpoint.js';
import { transportWith } from './services.js';

const used = [
  s3MultiRegion.ListMultiRegionAccessPoints,
  s3Account.GetPublicAccessBlock,
  s3.GetBucketLifecycleConfiguration,
];
const allowed = new Set(used.map(operationId));
const xml = (body: string) => ({ headers: { 'content-type': 'application/xml' }, body });
const input = { AccountId: '111122223333' };

async function signedFor(homeRegion: string) {
  const { requests } = await endpoint(({ path }) => xml(path.includes('mrap') ? '<Result/>' : '<Block/>'));
  const transport = transportWith({ allowed, homeRegion });
  // In both orders: neither call takes the other's client.
  await transport.send(s3Account.GetPublicAccessBlock, input, homeRegion);
  await transport.send(s3MultiRegion.ListMultiRegionAccessPoints, input, homeRegion);
  await transport.send(s3Account.GetPublicAccessBlock, input, homeRegion);
  return {
    calls: transport.calls(),
    regions: requests.map(({ headers }) => headers.authorization?.split('/')[2]),
  };
}

test('Multi-Region Access Points are asked for in us-west-2, the account in its home region, both as global', async () => {
  const { calls, regions } = await signedFor('us-east-1');
  expect(regions).toEqual(['us-east-1', 'us-west-2', 'us-east-1']);
  expect(calls.map(({ region }) => region)).toEqual(['global', 'global']);
});

test('a partition without us-west-2 is asked in its home region', async () => {
  expect((await signedFor('us-gov-west-1')).regions).toEqual(['us-gov-west-1', 'us-gov-west-1', 'us-gov-west-1']);
});

test('a directory bucket is read without opening a session, which is no read', async () => {
  const { requests } = await endpoint(() => xml('<LifecycleConfiguration/>'));
  const transport = transportWith({ allowed });
  const Bucket = 'fast--euw1-az1--x-s3';
  const answer = await transport.send(s3.GetBucketLifecycleConfiguration, { Bucket }, 'eu-west-1');
  expect(answer.ok).toBe(true);
  expect(requests.map(({ path }) => path.replace(/^.*\?/, ''))).toEqual(['lifecycle=']);
  expect(requests[0]?.headers.authorization).toContain('/eu-west-1/s3express/');
});
