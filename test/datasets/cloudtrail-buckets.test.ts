import { describe, expect, test } from 'vitest';
import accessLogging from '../../checks/cloudtrail/bucket-access-logging.js';
import protection from '../../checks/cloudtrail/bucket-protection.js';
import { isAbsent } from '../../src/core/fact.js';
import {
  expiresLogs,
  trailBucket,
  trailBucketLogging,
  trailBucketProtection,
} from '../../src/datasets/cloudtrail-buckets.js';
import type { LifecycleRule } from '../../src/datasets/s3-configuration.js';
import { awsError, benchOf, type Call, denied, factOf, listOf, type Replies } from './bench.js';
import { fact, listing, reasonOf } from './specimen.js';

const main = {
  TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main',
  Name: 'main',
  HomeRegion: 'us-east-1',
  IsMultiRegionTrail: true,
  IncludeGlobalServiceEvents: true,
  IsOrganizationTrail: false,
  S3BucketName: 'logs',
  LogFileValidationEnabled: true,
};
const second = { ...main, TrailARN: `${main.TrailARN}-2`, Name: 'main-2', S3KeyPrefix: 'two' };
const theirs = { ...main, TrailARN: 'arn:aws:cloudtrail:us-east-1:999988887777:trail/org', S3BucketName: 'org-logs' };

const replies = (trails: readonly object[], more: Replies = {}): Replies => ({
  'cloudtrail:DescribeTrails': { trailList: trails },
  's3:ListBuckets': { Buckets: [{ Name: 'logs', BucketRegion: 'eu-west-1' }] },
  's3:GetBucketLogging': {},
  's3:GetBucketVersioning': { Status: 'Enabled' },
  's3:GetObjectLockConfiguration': awsError('ObjectLockConfigurationNotFoundError', 404),
  's3:GetBucketLifecycleConfiguration': awsError('NoSuchLifecycleConfiguration', 404),
  ...more,
});

describe('trailBucket', () => {
  test('lists each bucket once, where it lives, with the trails that deliver to it', async () => {
    expect(await listing(trailBucket)(await benchOf(replies([main, second])))).toEqual([
      {
        type: 'AWS::S3::Bucket',
        key: 'arn:aws:s3:::logs',
        arn: 'arn:aws:s3:::logs',
        name: 'logs',
        region: 'eu-west-1',
        data: { trails: ['main', 'main-2'], prefixes: ['AWSLogs/', 'two/AWSLogs/'] },
      },
    ]);
  });

  test('leaves out the buckets of trails that another account owns', async () => {
    expect(await listing(trailBucket)(await benchOf(replies([theirs])))).toEqual([]);
  });

  test('has no region for a bucket that the account does not have', async () => {
    const [listed] = (await listing(trailBucket)(
      await benchOf(replies([main], { 's3:ListBuckets': { Buckets: [] } })),
    )) as { region: string }[];
    expect(listed).toMatchObject({ name: 'logs', region: 'global' });
  });

  test('a region whose trails cannot be listed is a gap beside what was found', async () => {
    const listed = ({ region }: Call) => (region === 'us-east-1' ? { trailList: [main] } : denied);
    const { reader } = await benchOf(replies([], { 'cloudtrail:DescribeTrails': listed }));
    const { holders, gaps } = await listOf(reader, trailBucket);
    expect(holders.map(({ resource }) => resource.name)).toEqual(['logs']);
    expect(gaps.map(({ gap }) => reasonOf(gap))).toMatchObject([{ kind: 'denied', region: 'eu-west-1' }]);
  });

  test('where buckets cannot be listed, each is unknown by its name', async () => {
    const bench = await benchOf(replies([main], { 's3:ListBuckets': denied }));
    const { findings } = await bench.judge(protection);
    expect(findings).toMatchObject([
      { status: 'unknown', resource: { name: 'logs' }, gaps: [{ kind: 'denied', operation: 's3:ListBuckets' }] },
    ]);
  });
});

describe('trailBucketLogging', () => {
  const read = fact(trailBucketLogging, trailBucket);

  test('is the log of the bucket itself, asked for by one call', async () => {
    const LoggingEnabled = { TargetBucket: 'access', TargetPrefix: 'x/' };
    const bench = await benchOf(replies([main], { 's3:GetBucketLogging': { LoggingEnabled } }));
    expect(await read(bench)).toEqual({ target: 'access', prefix: 'x/' });
    expect(bench.calls.filter(({ id }) => id.startsWith('s3:')).map(({ id, region }) => [id, region])).toEqual([
      ['s3:ListBuckets', 'us-east-1'],
      ['s3:GetBucketLogging', 'eu-west-1'],
    ]);
  });

  test('is absent where there is none, and a gap where it is denied', async () => {
    expect(isAbsent(await read(await benchOf(replies([main]))))).toBe(true);
    const fact = await read(await benchOf(replies([main], { 's3:GetBucketLogging': denied })));
    expect(reasonOf(fact)).toMatchObject({ kind: 'denied', operation: 's3:GetBucketLogging' });
  });
});

describe('trailBucketProtection', () => {
  test('keeps what is known beside what is denied', async () => {
    const bench = await benchOf(replies([main], { 's3:GetObjectLockConfiguration': denied }));
    const facts = (await fact(trailBucketProtection, trailBucket)(bench)) as Record<string, unknown>;
    expect(facts['versioning']).toEqual({ status: 'Enabled', mfaDelete: false });
    expect(isAbsent(facts['lifecycle'])).toBe(true);
    expect(reasonOf(facts['objectLock'])).toMatchObject({ kind: 'denied' });
  });
});

test.each([trailBucketLogging, trailBucketProtection])(
  'a bucket of another account is foreign: $name',
  async (need) => {
    const bench = await benchOf(replies([main], { 's3:ListBuckets': { Buckets: [] } }));
    const [holder] = (await listOf(bench.reader, trailBucket)).holders;
    expect(reasonOf(await factOf(bench.reader, need, holder))).toMatchObject({
      kind: 'foreign',
      message: expect.stringContaining('The bucket logs is not among'),
    });
  },
);

test('a foreign bucket is unknown to both checks, and the listing is complete', async () => {
  const bench = await benchOf(
    replies([main], {
      's3:ListBuckets': { Buckets: [] },
      'cloudtrail:GetTrailStatus': { IsLogging: false },
      'cloudtrail:GetEventSelectors': { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] },
    }),
  );
  const { findings, coverage } = await bench.judge(accessLogging, protection);
  expect(findings.map(({ status, gaps }) => [status, gaps[0]?.kind])).toEqual([
    ['unknown', 'foreign'],
    ['unknown', 'foreign'],
  ]);
  expect(coverage.every(({ complete }) => complete)).toBe(true);
});

describe('expiresLogs', () => {
  const rule: LifecycleRule = { enabled: true, filtered: false, transitions: false, expirationDays: 30 };
  test.each<[string, Partial<LifecycleRule>, boolean]>([
    ['thirty days', {}, true],
    ['a year', { expirationDays: 365 }, false],
    ['a day less than a year', { expirationDays: 364 }, true],
    ['disabled', { enabled: false }, false],
    ['a prefix above the logs', { prefix: 'AWS' }, true],
    ['a prefix within the logs', { prefix: 'AWSLogs/111122223333/' }, true],
    ['a prefix beside the logs', { prefix: 'tmp/' }, false],
    ['a fixed day', { expirationDays: undefined, expirationDate: '2027-01-01T00:00:00Z' } as object, true],
    ['old versions alone', { expirationDays: undefined, noncurrentDays: 1 } as object, false],
  ])('%s', (_, more, value) => expect(expiresLogs({ ...rule, ...more }, ['AWSLogs/'], 365)).toBe(value));
});
