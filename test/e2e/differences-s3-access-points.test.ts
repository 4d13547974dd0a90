import * as s3 from '@aws-sdk/client-s3';
import {
  GetAccessPointCommand,
  ListAccessPointsCommand,
  ListMultiRegionAccessPointsCommand,
} from '@aws-sdk/client-s3-control';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsFor, type Clients } from './clients.js';
import { startEmulated, type Emulated } from './emulated.js';
import { failure } from './failure.js';

let emulated: Emulated;
let aws: Clients;
/** Straight to moto, to show that the difference is still there. */
let bare: Clients;

beforeAll(async () => {
  emulated = await startEmulated();
  aws = clientsFor(emulated.proxies[0]?.endpoint ?? '');
  bare = clientsFor(emulated.moto);
});

afterAll(async () => emulated.stop());

test('access points are listed in their region', async () => {
  const arns = async (region: string, clients = aws) => {
    const command = new ListAccessPointsCommand({ AccountId: '123456789012' });
    const { AccessPointList = [] } = await clients.s3control(region).send(command);
    return AccessPointList.map(({ AccessPointArn }) => AccessPointArn).sort();
  };
  expect(await arns('us-east-1', bare)).toHaveLength(3);
  expect(await arns('us-east-1')).toEqual([]);
  expect(await arns('eu-west-1')).toEqual([
    'arn:aws:s3:eu-west-1:123456789012:accesspoint/booking-engine',
    'arn:aws:s3:eu-west-1:123456789012:accesspoint/crew-app',
  ]);
});

test('access points are as old as the account', async () => {
  const AccountId = '123456789012';
  const made = async (clients: Clients) => {
    const one = await clients.s3control('eu-west-1').send(new GetAccessPointCommand({ AccountId, Name: 'crew-app' }));
    const all = await clients.s3control('us-west-2').send(new ListMultiRegionAccessPointsCommand({ AccountId }));
    return [one.CreationDate, ...(all.AccessPoints ?? []).map(({ CreatedAt }) => CreatedAt)];
  };
  const created = new Date('2025-09-27T09:00:00Z');
  for (const date of await made(bare)) expect(date).not.toEqual(created);
  expect(await made(aws)).toEqual([created, created, created]);
});

const telemetry = 'harbourline-berth-telemetry--euw1-az1--x-s3';
const models = 'harbourline-fare-models--use1-az4--x-s3';

test('directory buckets are listed in their region, and general purpose buckets are not', async () => {
  const names = async (region: string, clients = aws) => {
    const { Buckets = [] } = await clients.s3(region).send(new s3.ListDirectoryBucketsCommand({}));
    return Buckets.map(({ Name }) => Name);
  };
  expect(await names('eu-west-1', bare)).toContain('harbourline-website');
  expect(await names('eu-west-1')).toEqual([telemetry]);
  expect(await names('eu-central-1')).toEqual([]);
});

test('directory buckets have lifecycle rules or none', async () => {
  const rules = async (Bucket: string, region: string, clients = aws) =>
    (await clients.s3(region).send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules;
  expect(await failure(rules(telemetry, 'eu-west-1', bare))).toEqual(['NoSuchBucket', 404]);
  expect(await rules(telemetry, 'eu-west-1')).toMatchObject([{ Status: 'Enabled', Expiration: { Days: 7 } }]);
  expect(await failure(rules(models, 'us-east-1'))).toEqual(['NoSuchLifecycleConfiguration', 404]);
  expect(await failure(rules(models, 'eu-west-1'))).toEqual(['NoSuchBucket', 404]);
});
