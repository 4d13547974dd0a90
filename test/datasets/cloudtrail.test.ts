import { describe, expect, test } from 'vitest';
import multiRegionTrail from '../../checks/cloudtrail/multi-region-trail.js';
import trailLogging from '../../checks/cloudtrail/trail-logging.js';
import { isGap } from '../../src/core/fact.js';
import { eventDataStores, trail, trailStatus } from '../../src/datasets/cloudtrail.js';
import { awsError, benchOf, type Call, denied, eventsOf, factOf, listOf, paged } from './bench.js';
import { checkOn, fact, listing, readsAs, reasonOf, vanishes } from './specimen.js';

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
const theirs = {
  ...main,
  TrailARN: 'arn:aws:cloudtrail:us-east-1:999988887777:trail/org',
  Name: 'org',
  IsOrganizationTrail: true,
};
const trails = { trailList: [main] };
const list = { 'cloudtrail:DescribeTrails': trails };

describe('trail', () => {
  readsAs({
    operation: 'cloudtrail:DescribeTrails',
    actions: ['cloudtrail:DescribeTrails'],
    answer: trails,
    value: [
      {
        type: 'AWS::CloudTrail::Trail',
        key: arn,
        arn,
        name: 'main',
        region: 'us-east-1',
        data: {
          multiRegion: true,
          globalServiceEvents: true,
          organization: false,
          bucket: 'logs',
          prefix: 'AWSLogs/',
          validation: true,
        },
      },
    ],
    read: listing(trail),
  });

  test('tells its KMS key, log group and key prefix where it has them', async () => {
    const more = { KmsKeyId: 'arn:kms', CloudWatchLogsLogGroupArn: 'arn:logs', S3KeyPrefix: 'audit' };
    const listed = async (members: object) =>
      listing(trail)(await benchOf({ 'cloudtrail:DescribeTrails': { trailList: [{ ...main, ...members }] } }));
    expect(await listed(more)).toMatchObject([
      { data: { kmsKey: 'arn:kms', logGroup: 'arn:logs', prefix: 'audit/AWSLogs/' } },
    ]);
    const [none] = (await listed({ KmsKeyId: '', CloudWatchLogsLogGroupArn: null })) as { data: object }[];
    expect(Object.keys(none?.data ?? {})).not.toContain('kmsKey');
    expect(Object.keys(none?.data ?? {})).not.toContain('logGroup');
  });

  test('none is an empty list', async () => {
    expect(await listing(trail)(await benchOf({ 'cloudtrail:DescribeTrails': { trailList: [] } }))).toEqual([]);
  });

  test('an ARN without an account is malformed', async () => {
    const bench = await benchOf({ 'cloudtrail:DescribeTrails': { trailList: [{ ...main, TrailARN: 'main' }] } });
    expect(reasonOf(await listing(trail)(bench))).toMatchObject({ kind: 'malformed' });
  });

  test('seen in every region, it is listed in its home alone', async () => {
    const { reader, calls } = await benchOf(list);
    expect((await listOf(reader, trail, 'us-east-1')).holders).toHaveLength(1);
    expect(await eventsOf(reader, trail, 'eu-west-1')).toEqual([]);
    expect(calls).toMatchObject([
      { region: 'us-east-1', input: { includeShadowTrails: true } },
      { region: 'eu-west-1', input: { includeShadowTrails: true } },
    ]);
  });

  test('of another account, it is evidence and not judged here', async () => {
    const bench = await benchOf({
      'cloudtrail:DescribeTrails': { trailList: [theirs] },
      'cloudtrail:GetTrailStatus': { IsLogging: false },
    });
    const { holders } = await listOf(bench.reader, trail);
    expect(holders).toMatchObject([{ foreign: true, resource: { data: { organization: true } } }]);
    const { findings, coverage } = await bench.judge(checkOn(trail, trailStatus));
    expect(findings).toEqual([]);
    expect(coverage.find(({ region }) => region === 'us-east-1')).toMatchObject({ listed: 1, foreign: 1 });
  });

  test('with its home in a region that is not enabled, it is listed once', async () => {
    const { reader } = await benchOf({
      'cloudtrail:DescribeTrails': { trailList: [{ ...main, HomeRegion: 'me-south-1' }] },
    });
    const first = await listOf(reader, trail, 'us-east-1');
    expect(first.holders.map(({ resource }) => resource)).toMatchObject([{ region: 'me-south-1' }]);
    expect(first.gaps).toEqual([]);
    expect(await eventsOf(reader, trail, 'eu-west-1')).toEqual([]);
  });

  test('of another account, with its home in a region that is not enabled, it is counted and not judged', async () => {
    const bench = await benchOf({
      'cloudtrail:DescribeTrails': { trailList: [{ ...theirs, HomeRegion: 'me-south-1' }] },
    });
    const { findings, coverage } = await bench.judge(trailLogging);
    expect(findings).toEqual([]);
    expect(coverage).toMatchObject([
      { region: 'eu-west-1', listed: 0, complete: true },
      { region: 'us-east-1', listed: 1, foreign: 1, complete: true },
    ]);
  });

  test.each(['IsMultiRegionTrail', 'IncludeGlobalServiceEvents', 'IsOrganizationTrail', 'LogFileValidationEnabled'])(
    'with the text "false" for %s it is malformed',
    async (flag) => {
      const bench = await benchOf({ 'cloudtrail:DescribeTrails': { trailList: [{ ...main, [flag]: 'false' }] } });
      expect(reasonOf(await listing(trail)(bench))).toMatchObject({ kind: 'malformed' });
    },
  );

  test('the order in which AWS lists trails and event data stores changes no finding', async () => {
    const other = { ...main, Name: 'other', TrailARN: `${arn}-2` };
    const judged = async (order: <T>(list: readonly T[]) => readonly T[]) => {
      const bench = await benchOf({
        'cloudtrail:DescribeTrails': { trailList: order([main, other]) },
        'cloudtrail:GetTrailStatus': { IsLogging: false },
        'cloudtrail:GetEventSelectors': { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] },
        'cloudtrail:ListEventDataStores': { EventDataStores: order([{ Name: 'lake' }, { Name: 'pond' }]) },
      });
      return (await bench.judge(multiRegionTrail)).findings;
    };
    const findings = await judged((list) => list);
    expect(findings).toMatchObject([{ status: 'fail', message: expect.stringContaining('(lake, pond, lake, pond)') }]);
    expect(await judged((list) => list.toReversed())).toEqual(findings);
  });
});

describe('a trail that is deleted while the scan runs', () => {
  vanishes(
    checkOn(trail, trailStatus),
    (look) => ({
      'cloudtrail:DescribeTrails': ({ input }: Call) => (input['trailNameList'] === undefined ? trails : look),
      'cloudtrail:GetTrailStatus': awsError('TrailNotFoundException'),
    }),
    { there: trails, gone: { trailList: [] }, unreadable: {} },
  );
});

describe('a trail of another account that seems gone', () => {
  test('stays evidence that could not be read: unknown, never "no trail"', async () => {
    const bench = await benchOf({
      'cloudtrail:DescribeTrails': ({ input }: Call) => ({
        trailList: input['trailNameList'] === undefined ? [theirs] : [],
      }),
      'cloudtrail:GetTrailStatus': awsError('TrailNotFoundException'),
      'cloudtrail:GetEventSelectors': awsError('TrailNotFoundException'),
      'cloudtrail:ListEventDataStores': { EventDataStores: [] },
    });
    const { findings } = await bench.judge(multiRegionTrail);
    expect(findings).toMatchObject([{ status: 'unknown' }]);
    expect(new Set(findings[0]?.gaps.map(({ kind }) => kind))).toEqual(new Set(['stale']));
  });
});

describe('eventDataStores', () => {
  const one = { EventDataStores: [{ Name: 'lake' }] };
  const read = fact(eventDataStores);
  readsAs({
    operation: 'cloudtrail:ListEventDataStores',
    actions: ['cloudtrail:ListEventDataStores'],
    answer: one,
    value: ['lake'],
    read,
  });

  const token = { in: 'NextToken', out: 'NextToken' };

  test('reads two pages', async () => {
    const two = { EventDataStores: [{ Name: 'pond' }] };
    expect(await read(await benchOf({ 'cloudtrail:ListEventDataStores': paged(token, one, two) }))).toEqual([
      'lake',
      'pond',
    ]);
  });

  test.each([
    ['denied on the second page', paged(token, one, denied)],
    ['a token that repeats', { ...one, NextToken: 'same' }],
  ])('%s is a gap, not half a list', async (_, reply) => {
    expect(isGap(await read(await benchOf({ 'cloudtrail:ListEventDataStores': reply })))).toBe(true);
  });

  test('is asked in the region that is read', async () => {
    const { reader, calls } = await benchOf({ 'cloudtrail:ListEventDataStores': { EventDataStores: [] } });
    expect(await factOf(reader, eventDataStores, undefined, 'eu-west-1')).toEqual([]);
    expect(calls).toMatchObject([{ region: 'eu-west-1' }]);
  });
});
