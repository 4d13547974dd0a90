import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsFor, type Clients } from './clients.js';
import { startEmulated, type Emulated } from './emulated.js';

let emulated: Emulated;
let aws: Clients;

beforeAll(async () => {
  emulated = await startEmulated();
  aws = clientsFor(emulated.proxies[0]?.endpoint ?? '');
});

afterAll(async () => emulated.stop());

const arn = (region: string, name: string) => `arn:aws:cloudtrail:${region}:123456789012:trail/${name}`;

test('trails deliver, stopped, or cannot deliver, at true dates', async () => {
  const status = async (region: string, name: string) =>
    aws.cloudtrail(region).send(new cloudtrail.GetTrailStatusCommand({ Name: arn(region, name) }));
  expect(await status('us-east-1', 'harbourline-audit')).toMatchObject({
    IsLogging: true,
    StartLoggingTime: new Date('2025-10-07T09:00:00Z'),
    LatestDeliveryTime: new Date('2026-11-01T08:45:36Z'),
    LatestCloudWatchLogsDeliveryTime: new Date('2026-11-01T08:45:36Z'),
  });
  expect(await status('eu-west-1', 'first-trail')).toMatchObject({
    IsLogging: false,
    StopLoggingTime: new Date('2026-04-15T09:00:00Z'),
  });
  expect(await status('eu-west-1', 'warehouse-feed')).toMatchObject({
    IsLogging: true,
    LatestDeliveryError: 'AccessDenied',
    LatestCloudWatchLogsDeliveryError: 'ResourceNotFoundException',
  });
});

test('a trail without selectors has the default one', async () => {
  const selectors = async (region: string, name: string) => {
    const command = new cloudtrail.GetEventSelectorsCommand({ TrailName: arn(region, name) });
    const { EventSelectors, AdvancedEventSelectors } = await aws.cloudtrail(region).send(command);
    return { EventSelectors, AdvancedEventSelectors };
  };
  expect((await selectors('eu-west-1', 'first-trail')).EventSelectors).toMatchObject([
    { ReadWriteType: 'All', IncludeManagementEvents: true },
  ]);
  const advanced = await selectors('eu-central-1', 'payments-events');
  expect(advanced.EventSelectors).toBeUndefined();
  expect(advanced.AdvancedEventSelectors).toHaveLength(3);
});

test('there is no event data store', async () => {
  const { EventDataStores } = await aws.cloudtrail('us-east-1').send(new cloudtrail.ListEventDataStoresCommand({}));
  expect(EventDataStores).toEqual([]);
});
