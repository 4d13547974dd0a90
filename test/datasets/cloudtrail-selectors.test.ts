/** What a trail's selectors record. */
import { describe, expect, test } from 'vitest';
import { managementEvents, selections } from '../../src/datasets/cloudtrail-selectors.js';
import { trail } from '../../src/datasets/cloudtrail.js';
import { benchOf } from './bench.js';
import { fact, readsAs, reasonOf } from './specimen.js';

const list = {
  'cloudtrail:DescribeTrails': {
    trailList: [
      {
        TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main',
        Name: 'main',
        HomeRegion: 'us-east-1',
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        IsOrganizationTrail: false,
        S3BucketName: 'logs',
        LogFileValidationEnabled: true,
      },
    ],
  },
};
const read = fact(managementEvents, trail);
const eventsOf = async (answer: object) => read(await benchOf({ ...list, 'cloudtrail:GetEventSelectors': answer }));

const all = { reads: true, writes: true, excludedSources: [], narrowedBy: [] };
const nothing = { reads: false, writes: false, excludedSources: [], narrowedBy: [] };
const [kms, rds] = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

describe('basic selectors', () => {
  const basic = (ReadWriteType: string, ...excluded: string[]) => ({
    ReadWriteType,
    IncludeManagementEvents: true,
    ...(excluded.length > 0 && { ExcludeManagementEventSources: excluded }),
  });
  const rows: readonly (readonly [string, readonly object[], object])[] = [
    ['All', [basic('All')], all],
    ['ReadOnly', [basic('ReadOnly')], { ...nothing, reads: true }],
    ['WriteOnly', [basic('WriteOnly')], { ...nothing, writes: true }],
    ['two that split reads and writes', [basic('ReadOnly'), basic('WriteOnly')], all],
    ['without KMS', [basic('All', kms)], { ...all, excludedSources: [kms] }],
    ['without KMS and RDS Data', [basic('All', rds, kms)], { ...all, excludedSources: [kms, rds] }],
    ['without KMS for writes alone', [basic('ReadOnly'), basic('WriteOnly', kms)], { ...all, excludedSources: [kms] }],
    ['without KMS in one of two that cover all', [basic('All', kms), basic('All')], all],
    ['without another source', [basic('All', 'sts.amazonaws.com')], { ...all, excludedSources: ['sts.amazonaws.com'] }],
    ['an empty list of exclusions', [{ ...basic('All'), ExcludeManagementEventSources: [] }], all],
    ['without management events', [{ ...basic('All'), IncludeManagementEvents: false }], nothing],
    ['data events beside management events', [{ ...basic('All'), IncludeManagementEvents: false }, basic('All')], all],
  ];
  test.each(rows)('%s', async (_, EventSelectors, value) => {
    expect(await eventsOf({ EventSelectors })).toEqual(value);
    expect(await eventsOf({ EventSelectors, AdvancedEventSelectors: [] })).toEqual(value);
  });

  readsAs({
    operation: 'cloudtrail:GetEventSelectors',
    actions: ['cloudtrail:GetEventSelectors'],
    replies: list,
    answer: { EventSelectors: [basic('All')] },
    value: all,
    read,
  });
});

describe('advanced selectors', () => {
  const management = { Field: 'eventCategory', Equals: ['Management'] };
  const readOnly = (value: string) => ({ Field: 'readOnly', Equals: [value] });
  const without = (...NotEquals: string[]) => ({ Field: 'eventSource', NotEquals });
  const selector = (...FieldSelectors: object[]) => ({ FieldSelectors });
  const rows: readonly (readonly [string, readonly object[], object])[] = [
    ['one without readOnly', [selector(management)], all],
    ['reads alone', [selector(management, readOnly('true'))], { ...nothing, reads: true }],
    ['writes alone', [selector(readOnly('false'), management)], { ...nothing, writes: true }],
    ['two that split it', [selector(management, readOnly('true')), selector(management, readOnly('false'))], all],
    ['without KMS', [selector(management, without(kms))], { ...all, excludedSources: [kms] }],
    ['without KMS and RDS Data', [selector(management, without(kms, rds))], { ...all, excludedSources: [kms, rds] }],
    [
      'without KMS, with the other operators there and empty',
      [selector({ ...management, NotEquals: [] }, { ...without(kms), Equals: [], StartsWith: [] })],
      { ...all, excludedSources: [kms] },
    ],
    [
      'without another source',
      [selector(management, without('s3.amazonaws.com'))],
      { ...nothing, narrowedBy: ['eventSource'] },
    ],
    [
      'without KMS and another',
      [selector(management, without(kms, 's3.amazonaws.com'))],
      { ...nothing, narrowedBy: ['eventSource'] },
    ],
    [
      'of one source',
      [selector(management, { Field: 'eventSource', Equals: [kms] })],
      { ...nothing, narrowedBy: ['eventSource'] },
    ],
    [
      'without KMS, by more than NotEquals',
      [selector(management, { ...without(kms), StartsWith: ['s'] })],
      { ...nothing, narrowedBy: ['eventSource'] },
    ],
    [
      'narrowed by fields that we do not know',
      [
        selector(
          management,
          { Field: 'sessionCredentialFromConsole', Equals: ['true'] },
          { Field: 'newField', EndsWith: ['x'] },
        ),
      ],
      { ...nothing, narrowedBy: ['newField', 'sessionCredentialFromConsole'] },
    ],
    [
      'a narrowed one beside a whole one',
      [selector(management, { Field: 'userIdentity.arn', StartsWith: ['arn'] }), selector(management)],
      { ...all, narrowedBy: ['userIdentity.arn'] },
    ],
    [
      'a name that promises everything',
      [{ Name: 'Management events selector', ...selector({ Field: 'eventCategory', Equals: ['Data'] }) }],
      nothing,
    ],
    ['a name that promises nothing', [{ Name: 'Data only', ...selector(management) }], all],
    [
      'data events alone',
      [
        selector(
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        ),
      ],
      nothing,
    ],
    ['network events alone', [selector({ Field: 'eventCategory', Equals: ['NetworkActivity'] })], nothing],
  ];
  test.each(rows)('%s', async (_, AdvancedEventSelectors, value) => {
    expect(await eventsOf({ AdvancedEventSelectors })).toEqual(value);
    expect(await eventsOf({ AdvancedEventSelectors, EventSelectors: [] })).toEqual(value);
  });

  readsAs({
    operation: 'cloudtrail:GetEventSelectors',
    actions: ['cloudtrail:GetEventSelectors'],
    replies: list,
    answer: { AdvancedEventSelectors: [selector(management, readOnly('false'), without(kms))] },
    value: { ...nothing, writes: true, excludedSources: [kms] },
    read,
  });
});

test.each([
  ['two empty lists', { EventSelectors: [], AdvancedEventSelectors: [] }],
  ['one empty list', { EventSelectors: [] }],
  ['an advanced selector without fields', { AdvancedEventSelectors: [{ FieldSelectors: [] }] }],
  ['an empty category', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: [] }] }] }],
])('%s: malformed', async (_, answer) => {
  expect(reasonOf(await eventsOf(answer))).toMatchObject({
    kind: 'malformed',
    operation: 'cloudtrail:GetEventSelectors',
  });
});

describe('events of S3 objects', () => {
  const objectsOf = async (answer: object) =>
    (
      (await fact(selections, trail)(await benchOf({ ...list, 'cloudtrail:GetEventSelectors': answer }))) as {
        objects: unknown;
      }
    ).objects;
  const both = { reads: true, writes: true, except: [], narrowedBy: [] };

  test.each<[string, object[], object[]]>([
    ['every bucket', [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }], [{ ...both, of: ['arn:aws:s3'] }]],
    [
      'two buckets',
      [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::a/', 'arn:aws:s3:::b/'] }],
      [{ ...both, of: ['arn:aws:s3:::a/', 'arn:aws:s3:::b/'] }],
    ],
    ['functions', [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }], []],
    ['none', [], []],
  ])('basic: %s', async (_, DataResources, value) => {
    const selector = { ReadWriteType: 'All', IncludeManagementEvents: false, DataResources };
    expect(await objectsOf({ EventSelectors: [selector] })).toEqual(value);
  });

  test('basic: a data resource of one access', async () => {
    const DataResources = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }];
    const selector = (ReadWriteType: string) => ({ ReadWriteType, IncludeManagementEvents: true, DataResources });
    expect(await objectsOf({ EventSelectors: [selector('ReadOnly'), selector('WriteOnly')] })).toMatchObject([
      { reads: true, writes: false },
      { reads: false, writes: true },
    ]);
  });

  test.each([{ Type: 'AWS::S3::Object' }, { Values: ['arn:aws:s3'] }])('basic: %j is malformed', async (resource) => {
    const selector = { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [resource] };
    expect(reasonOf(await eventsOf({ EventSelectors: [selector] }))).toMatchObject({ kind: 'malformed' });
  });

  const data = { Field: 'eventCategory', Equals: ['Data'] };
  const ofObjects = { Field: 'resources.type', Equals: ['AWS::S3::Object'] };
  const arn = (operators: object) => ({ Field: 'resources.ARN', ...operators });
  test.each<[string, object[], object[]]>([
    ['every bucket', [data, ofObjects], [{ ...both, of: ['arn:'] }]],
    [
      'reads alone',
      [data, ofObjects, { Field: 'readOnly', Equals: ['true'] }],
      [{ ...both, writes: false, of: ['arn:'] }],
    ],
    [
      'writes alone',
      [data, ofObjects, { Field: 'readOnly', Equals: ['false'] }],
      [{ ...both, reads: false, of: ['arn:'] }],
    ],
    ['one bucket', [data, ofObjects, arn({ StartsWith: ['arn:aws:s3:::a/'] })], [{ ...both, of: ['arn:aws:s3:::a/'] }]],
    [
      'all but one bucket',
      [data, ofObjects, arn({ NotStartsWith: ['arn:aws:s3:::a/'] })],
      [{ ...both, of: ['arn:'], except: ['arn:aws:s3:::a/'] }],
    ],
    [
      'one object',
      [data, ofObjects, arn({ Equals: ['arn:aws:s3:::a/b'] })],
      [{ ...both, of: ['arn:'], narrowedBy: ['resources.ARN'] }],
    ],
    [
      'a beginning and an end',
      [data, ofObjects, arn({ StartsWith: ['arn:aws:s3:::a/'], EndsWith: ['.csv'] })],
      [{ ...both, of: ['arn:'], narrowedBy: ['resources.ARN'] }],
    ],
    [
      'some names',
      [data, ofObjects, { Field: 'eventName', Equals: ['GetObject'] }],
      [{ ...both, of: ['arn:'], narrowedBy: ['eventName'] }],
    ],
    ['directory buckets', [data, { Field: 'resources.type', Equals: ['AWS::S3Express::Object'] }], []],
    ['management events', [{ Field: 'eventCategory', Equals: ['Management'] }], []],
  ])('advanced: %s', async (_, FieldSelectors, value) => {
    expect(await objectsOf({ AdvancedEventSelectors: [{ Name: 'All objects', FieldSelectors }] })).toEqual(value);
  });
});
