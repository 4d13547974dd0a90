/** Which trails record the events of S3 objects: of all buckets, or of one. */
import { describe, expect, test } from 'vitest';
import { isGap } from '../../src/core/fact.js';
import {
  type ObjectEventCoverage,
  objectEventCoverage,
  recordsAllObjects,
  recordsObjectsOf,
  trailsOfAllObjects,
} from '../../src/datasets/cloudtrail-data-events.js';
import { benchOf, type Call, denied, type Replies } from './bench.js';
import { fact } from './specimen.js';

const described = (name: string, more: object = {}) => ({
  TrailARN: `arn:aws:cloudtrail:us-east-1:111122223333:trail/${name}`,
  Name: name,
  HomeRegion: 'us-east-1',
  IsMultiRegionTrail: true,
  IncludeGlobalServiceEvents: true,
  IsOrganizationTrail: false,
  S3BucketName: 'logs',
  LogFileValidationEnabled: true,
  ...more,
});
const on = { IsLogging: true, StartLoggingTime: new Date('2025-01-01T00:00:00Z') };
const basic = (Values: readonly string[], ReadWriteType = 'All') => ({
  EventSelectors: [
    { ReadWriteType, IncludeManagementEvents: true, DataResources: [{ Type: 'AWS::S3::Object', Values }] },
  ],
});
const advanced = (...fields: object[]) => ({
  AdvancedEventSelectors: [
    {
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        ...fields,
      ],
    },
  ],
});
const arns = (operators: object) => ({ Field: 'resources.ARN', ...operators });

async function coverageOf(selectors: object, more: Replies = {}): Promise<ObjectEventCoverage> {
  const bench = await benchOf({
    'cloudtrail:DescribeTrails': { trailList: [described('main')] },
    'cloudtrail:GetTrailStatus': on,
    'cloudtrail:GetEventSelectors': selectors,
    ...more,
  });
  return (await fact(objectEventCoverage)(bench)) as ObjectEventCoverage;
}

const logs = { key: 'arn:aws:s3:::logs', region: 'eu-west-1' };

/** Whether reads and writes of all buckets, and of the bucket logs, are recorded. */
async function recorded(selectors: object, more: Replies = {}) {
  const coverage = await coverageOf(selectors, more);
  return [
    recordsAllObjects(coverage, 'reads'),
    recordsAllObjects(coverage, 'writes'),
    recordsObjectsOf(logs, coverage, 'reads'),
    recordsObjectsOf(logs, coverage, 'writes'),
  ];
}

describe('selectors of one logging multi-Region trail', () => {
  test.each<[string, object, boolean[]]>([
    ['the short form of every bucket', basic(['arn:aws:s3']), [true, true, true, true]],
    ['the long form of every bucket', basic(['arn:aws:s3:::']), [true, true, true, true]],
    ['the form of every bucket of another partition', basic(['arn:aws-cn:s3']), [false, false, false, false]],
    ['reads', basic(['arn:aws:s3'], 'ReadOnly'), [true, false, true, false]],
    ['writes', basic(['arn:aws:s3'], 'WriteOnly'), [false, true, false, true]],
    ['this bucket', basic(['arn:aws:s3:::logs/']), [false, false, true, true]],
    ['another bucket', basic(['arn:aws:s3:::logs-2/']), [false, false, false, false]],
    ['a part of this bucket', basic(['arn:aws:s3:::logs/2026']), [false, false, false, false]],
    ['another and this bucket', basic(['arn:aws:s3:::a/', 'arn:aws:s3:::logs/']), [false, false, true, true]],
    ['advanced, every object', advanced(), [true, true, true, true]],
    ['advanced, reads', advanced({ Field: 'readOnly', Equals: ['true'] }), [true, false, true, false]],
    ['advanced, this bucket', advanced(arns({ StartsWith: ['arn:aws:s3:::logs/'] })), [false, false, true, true]],
    ['advanced, buckets of this name', advanced(arns({ StartsWith: ['arn:aws:s3:::lo'] })), [false, false, true, true]],
    ['advanced, all but another', advanced(arns({ NotStartsWith: ['arn:aws:s3:::a/'] })), [false, false, true, true]],
    ['advanced, all but this', advanced(arns({ NotStartsWith: ['arn:aws:s3:::logs/'] })), [false, false, false, false]],
    ['advanced, but a part', advanced(arns({ NotStartsWith: ['arn:aws:s3:::logs/x'] })), [false, false, false, false]],
    ['advanced, one name', advanced({ Field: 'eventName', Equals: ['GetObject'] }), [false, false, false, false]],
  ])('%s', async (_, selectors, value) => expect(await recorded(selectors)).toEqual(value));
});

describe('trails', () => {
  const all = basic(['arn:aws:s3']);
  const none = [false, false, false, false];

  test('one that is off records nothing', async () => {
    expect(await recorded(all, { 'cloudtrail:GetTrailStatus': { IsLogging: false } })).toEqual(none);
  });

  test('one of a single Region records the buckets of that Region', async () => {
    const single = described('main', { IsMultiRegionTrail: false });
    const coverage = await coverageOf(all, { 'cloudtrail:DescribeTrails': { trailList: [single] } });
    expect(recordsAllObjects(coverage, 'reads')).toBe(false);
    expect(recordsObjectsOf(logs, coverage, 'reads')).toBe(false);
    expect(recordsObjectsOf({ ...logs, region: 'us-east-1' }, coverage, 'reads')).toBe(true);
  });

  test('no trail records nothing', async () => {
    expect(await recorded(all, { 'cloudtrail:DescribeTrails': { trailList: [] } })).toEqual(none);
  });

  test.each(['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'])(
    '%s denied leaves it open',
    async (operation) => {
      expect((await recorded(all, { [operation]: denied })).map(isGap)).toEqual([true, true, true, true]);
    },
  );

  test('a region that could not be listed does not shut out what was found', async () => {
    const listed = ({ region }: Call) => (region === 'us-east-1' ? { trailList: [described('main')] } : denied);
    expect(await recorded(all, { 'cloudtrail:DescribeTrails': listed })).toEqual([true, true, true, true]);
  });

  test('the recording ones are named', async () => {
    const two = { trailList: [described('main'), described('other')] };
    const selectors = ({ input }: Call) =>
      String(input['TrailName']).endsWith('other') ? basic(['arn:aws:s3'], 'WriteOnly') : all;
    const coverage = await coverageOf(
      {},
      {
        'cloudtrail:DescribeTrails': two,
        'cloudtrail:GetEventSelectors': selectors,
      },
    );
    expect(trailsOfAllObjects(coverage, 'reads')).toEqual(['main']);
    expect(trailsOfAllObjects(coverage, 'writes')).toEqual(['main', 'other']);
  });
});
