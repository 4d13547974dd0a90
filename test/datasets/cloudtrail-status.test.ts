/** Whether trails log and deliver. */
import { describe, expect, test } from 'vitest';
import trailLogging from '../../checks/cloudtrail/trail-logging.js';
import { delivery, logGroupStatus, trail, trailStatus } from '../../src/datasets/cloudtrail.js';
import { benchOf, factOf, listOf } from './bench.js';
import { fact, readsAs, reasonOf } from './specimen.js';

const arn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main';
const main = {
  TrailARN: arn,
  Name: 'main',
  HomeRegion: 'us-east-1',
  IsMultiRegionTrail: true,
  IncludeGlobalServiceEvents: true,
  IsOrganizationTrail: false,
  S3BucketName: 'logs',
  LogFileValidationEnabled: true,
};
const list = { 'cloudtrail:DescribeTrails': { trailList: [main] } };

describe('trailStatus', () => {
  const at = new Date('2026-01-01T00:00:00Z');
  const earlier = new Date('2025-01-01T00:00:00Z');
  const read = fact(trailStatus, trail);
  readsAs({
    operation: 'cloudtrail:GetTrailStatus',
    actions: ['cloudtrail:GetTrailStatus'],
    replies: list,
    answer: { IsLogging: true, StartLoggingTime: at },
    value: { logging: true, lastDelivery: { at, what: 'started' } },
    read,
  });

  test.each([
    ['off, whatever was delivered before', { IsLogging: false, LatestDeliveryTime: at }, { logging: false }],
    [
      'delivered',
      { IsLogging: true, StartLoggingTime: earlier, LatestDeliveryTime: at },
      { logging: true, lastDelivery: { at, what: 'delivered' } },
    ],
    [
      'delivery failed',
      { IsLogging: true, LatestDeliveryTime: at, LatestDeliveryError: 'NoSuchBucket' },
      { logging: true, lastDelivery: { at, what: 'delivered' }, deliveryError: 'NoSuchBucket' },
    ],
    [
      'an empty error is none',
      { IsLogging: true, LatestDeliveryTime: at, LatestDeliveryError: '' },
      { logging: true, lastDelivery: { at, what: 'delivered' } },
    ],
    [
      'started again since the last delivery',
      { IsLogging: true, StartLoggingTime: at, LatestDeliveryTime: earlier },
      { logging: true, lastDelivery: { at, what: 'started' } },
    ],
  ])('%s', async (_, answer, value) => {
    expect(await read(await benchOf({ ...list, 'cloudtrail:GetTrailStatus': answer }))).toEqual(value);
  });

  test('the text "false" for IsLogging is malformed', async () => {
    const bench = await benchOf({ ...list, 'cloudtrail:GetTrailStatus': { IsLogging: 'false', StartLoggingTime: at } });
    expect(reasonOf(await read(bench))).toMatchObject({ kind: 'malformed', operation: 'cloudtrail:GetTrailStatus' });
  });

  test('a trail that was started minutes ago after a year of silence passes', async () => {
    const minutesAgo = new Date('2025-12-31T23:55:00Z');
    const bench = await benchOf({
      ...list,
      'cloudtrail:GetTrailStatus': { IsLogging: true, StartLoggingTime: minutesAgo, LatestDeliveryTime: earlier },
    });
    expect((await bench.judge(trailLogging)).findings).toMatchObject([
      { status: 'pass', message: expect.stringContaining('Logging started 0 hours ago') },
    ]);
  });

  test('is asked by ARN in the home region', async () => {
    const bench = await benchOf({ ...list, 'cloudtrail:GetTrailStatus': { IsLogging: false } });
    await read(bench);
    expect(bench.calls.at(-1)).toMatchObject({ input: { Name: arn }, region: 'us-east-1' });
  });
});

describe('logGroupStatus', () => {
  const at = new Date('2026-01-01T00:00:00Z');
  const earlier = new Date('2025-01-01T00:00:00Z');
  const read = fact(logGroupStatus, trail);
  readsAs({
    operation: 'cloudtrail:GetTrailStatus',
    actions: ['cloudtrail:GetTrailStatus'],
    replies: list,
    answer: { IsLogging: true, LatestCloudWatchLogsDeliveryTime: at },
    value: { logging: true, lastDelivery: { at, what: 'delivered' } },
    read,
  });

  test.each([
    ['off', { IsLogging: false, LatestCloudWatchLogsDeliveryTime: at }, { logging: false }],
    [
      'nothing but files delivered since the start',
      { IsLogging: true, StartLoggingTime: earlier, LatestDeliveryTime: at },
      { logging: true, lastDelivery: { at: earlier, what: 'started' } },
    ],
    [
      'delivery failed',
      { IsLogging: true, LatestCloudWatchLogsDeliveryTime: at, LatestCloudWatchLogsDeliveryError: 'No group' },
      { logging: true, lastDelivery: { at, what: 'delivered' }, deliveryError: 'No group' },
    ],
    [
      'the bucket’s error is not the log group’s',
      { IsLogging: true, LatestCloudWatchLogsDeliveryTime: at, LatestDeliveryError: 'NoSuchBucket' },
      { logging: true, lastDelivery: { at, what: 'delivered' } },
    ],
  ])('%s', async (_, answer, value) => {
    expect(await read(await benchOf({ ...list, 'cloudtrail:GetTrailStatus': answer }))).toEqual(value);
  });

  test('is read with the status of the bucket by one call', async () => {
    const bench = await benchOf({ ...list, 'cloudtrail:GetTrailStatus': { IsLogging: true, StartLoggingTime: at } });
    const [holder] = (await listOf(bench.reader, trail)).holders;
    for (const need of [delivery, trailStatus, logGroupStatus]) await factOf(bench.reader, need, holder);
    expect(bench.calls.filter(({ id }) => id === 'cloudtrail:GetTrailStatus')).toHaveLength(1);
  });
});
