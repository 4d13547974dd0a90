import { describe, expect, test } from 'vitest';
import {
  accessPoint,
  accessPointPublicAccessBlock,
  multiRegionAccessPoint,
  settingsOff,
} from '../../src/datasets/s3-access-points.js';
import { awsError, benchOf, type Replies } from './bench.js';
import { checkOn, fact, listing, pages, readsAs, vanishes } from './specimen.js';

const block = { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: false };
const readBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: false,
  blockPublicPolicy: true,
  restrictPublicBuckets: false,
};
const points = (...names: string[]) => ({
  AccessPointList: names.map((Name) => ({ Name, Bucket: 'logs', NetworkOrigin: 'VPC' })),
});

describe('accessPoint', () => {
  readsAs({
    operation: 's3-control:ListAccessPoints',
    actions: ['s3:ListAccessPoints'],
    answer: points('reports'),
    value: [
      {
        type: 'AWS::S3::AccessPoint',
        key: 'arn:aws:s3:us-east-1:111122223333:accesspoint/reports',
        arn: 'arn:aws:s3:us-east-1:111122223333:accesspoint/reports',
        name: 'reports',
        region: 'us-east-1',
        data: { bucket: 'logs', networkOrigin: 'VPC' },
      },
    ],
    read: listing(accessPoint),
  });

  pages({
    type: accessPoint,
    operation: 's3-control:ListAccessPoints',
    token: { in: 'NextToken', out: 'NextToken' },
    pages: [points('one'), points('two')],
    names: [['one'], ['two']],
  });

  test('is asked of each region for the account', async () => {
    const bench = await benchOf({ 's3-control:ListAccessPoints': points() });
    expect(await listing(accessPoint, 'eu-west-1')(bench)).toEqual([]);
    expect(bench.calls).toMatchObject([{ region: 'eu-west-1', input: { AccountId: '111122223333' } }]);
  });

  vanishes(
    checkOn(accessPoint, accessPointPublicAccessBlock),
    (look): Replies => ({
      's3-control:ListAccessPoints': ({ input, region }) => {
        if (input['Bucket'] !== undefined) return look;
        return region === 'us-east-1' ? points('reports') : points();
      },
      's3-control:GetAccessPoint': awsError('NoSuchAccessPoint', 404),
    }),
    { there: points('reports'), gone: points('other'), unreadable: {} },
  );
});

describe('accessPointPublicAccessBlock', () => {
  readsAs({
    operation: 's3-control:GetAccessPoint',
    actions: ['s3:GetAccessPoint'],
    replies: { 's3-control:ListAccessPoints': points('reports') },
    answer: { PublicAccessBlockConfiguration: block },
    value: readBlock,
    read: fact(accessPointPublicAccessBlock, accessPoint),
  });
});

describe('multiRegionAccessPoint', () => {
  const many = (...names: string[]) => ({
    AccessPoints: names.map((Name) => ({ Name, Alias: `${Name}1.mrap`, Status: 'READY', PublicAccessBlock: block })),
  });

  readsAs({
    operation: 's3-control:ListMultiRegionAccessPoints',
    actions: ['s3:ListMultiRegionAccessPoints'],
    answer: many('world'),
    value: [
      {
        type: 'AWS::S3::MultiRegionAccessPoint',
        key: 'arn:aws:s3::111122223333:accesspoint/world1.mrap',
        arn: 'arn:aws:s3::111122223333:accesspoint/world1.mrap',
        name: 'world',
        region: 'global',
        data: { status: 'READY', block: readBlock },
      },
    ],
    read: listing(multiRegionAccessPoint),
  });

  pages({
    type: multiRegionAccessPoint,
    operation: 's3-control:ListMultiRegionAccessPoints',
    token: { in: 'NextToken', out: 'NextToken' },
    pages: [many('one'), many('two')],
    names: [['one'], ['two']],
  });

  test('is asked once for the account, in us-west-2', async () => {
    const bench = await benchOf({ 's3-control:ListMultiRegionAccessPoints': many() });
    expect(await listing(multiRegionAccessPoint)(bench)).toEqual([]);
    expect(bench.calls).toMatchObject([{ region: 'us-west-2', input: { AccountId: '111122223333' } }]);
  });
});

test('settings that are off are named', () => {
  expect(settingsOff(readBlock)).toEqual(['ignorePublicAcls', 'restrictPublicBuckets']);
});
