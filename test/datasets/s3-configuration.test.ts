import { describe, expect, test } from 'vitest';
import { gapReasons, isAbsent } from '../../src/core/fact.js';
import {
  accessLogTargets,
  type AccessLogTargets,
  bucketEncryption,
  bucketLifecycle,
  bucketLogging,
  bucketObjectLock,
  bucketVersioning,
} from '../../src/datasets/s3-configuration.js';
import { bucket } from '../../src/datasets/s3.js';
import { awsError, benchOf, denied, type Replies } from './bench.js';
import { fact, readsAs, reasonOf } from './specimen.js';

const list: Replies = { 's3:ListBuckets': { Buckets: [{ Name: 'logs', BucketRegion: 'eu-west-1' }] } };

describe('bucketVersioning', () => {
  const operation = 's3:GetBucketVersioning';
  const read = async (reply: object) => fact(bucketVersioning, bucket)(await benchOf({ ...list, [operation]: reply }));

  test.each([
    ['an empty answer', {}, { status: 'never', mfaDelete: false }],
    ['on', { Status: 'Enabled' }, { status: 'Enabled', mfaDelete: false }],
    ['on with MFA delete', { Status: 'Enabled', MFADelete: 'Enabled' }, { status: 'Enabled', mfaDelete: true }],
    ['suspended', { Status: 'Suspended', MFADelete: 'Disabled' }, { status: 'Suspended', mfaDelete: false }],
  ])('%s', async (_, answer, value) => expect(await read(answer)).toEqual(value));

  test.each([{ Status: 'enabled' }, { Status: '' }, { Status: 'Enabled', MFADelete: 'true' }])(
    '%j is malformed',
    async (answer) => expect(reasonOf(await read(answer))).toMatchObject({ kind: 'malformed', operation }),
  );

  test('denied is a gap that names the action', async () => {
    expect(reasonOf(await read(denied))).toMatchObject({ kind: 'denied', actions: ['s3:GetBucketVersioning'] });
  });
});

describe('bucketObjectLock', () => {
  const lock = (Rule?: object) => ({
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(Rule !== undefined && { Rule }) },
  });
  const operation = 's3:GetObjectLockConfiguration';
  const read = async (reply: object) => fact(bucketObjectLock, bucket)(await benchOf({ ...list, [operation]: reply }));

  readsAs({
    operation,
    actions: ['s3:GetBucketObjectLockConfiguration'],
    replies: list,
    answer: lock({ DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } }),
    optional: ['ObjectLockConfiguration.Rule'],
    value: { enabled: true, defaultRetention: { mode: 'COMPLIANCE', days: 30 } },
    absent: ['ObjectLockConfigurationNotFoundError'],
    read: fact(bucketObjectLock, bucket),
  });

  test.each([
    ['a period in years', { DefaultRetention: { Mode: 'GOVERNANCE', Years: 7 } }, { mode: 'GOVERNANCE', years: 7 }],
    ['no rule', undefined, undefined],
    ['an event hold alone', { DefaultRetention: { DefaultEventHold: { Days: 3 } } }, undefined],
  ])('%s', async (_, rule, defaultRetention) => {
    expect(await read(lock(rule))).toEqual({ enabled: true, ...(defaultRetention && { defaultRetention }) });
  });
});

describe('bucketLogging', () => {
  const operation = 's3:GetBucketLogging';
  const read = async (reply: object) => fact(bucketLogging, bucket)(await benchOf({ ...list, [operation]: reply }));
  const on = { TargetBucket: 'audit', TargetPrefix: '' };

  test('gives its value', async () =>
    expect(await read({ LoggingEnabled: on })).toEqual({ target: 'audit', prefix: '' }));

  test('a status that says nothing is absent', async () => expect(isAbsent(await read({}))).toBe(true));

  test.each([{ TargetBucket: 'audit' }, { TargetPrefix: 'a/' }])('logging with only %j is malformed', async (part) => {
    expect(reasonOf(await read({ LoggingEnabled: part }))).toMatchObject({ kind: 'malformed', operation });
  });

  test('denied is a gap that names the action', async () => {
    expect(reasonOf(await read(denied))).toMatchObject({ kind: 'denied', actions: ['s3:GetBucketLogging'] });
  });
});

describe('accessLogTargets', () => {
  const three = {
    's3:ListBuckets': {
      Buckets: ['a', 'b', 'c'].map((Name) => ({ Name, BucketRegion: 'eu-west-1' })),
    },
  };
  const read = async (reply: (name: unknown) => object) =>
    fact(accessLogTargets)(await benchOf({ ...three, 's3:GetBucketLogging': ({ input }) => reply(input['Bucket']) }));
  const to = (TargetBucket: string) => ({ LoggingEnabled: { TargetBucket, TargetPrefix: '' } });

  test('names each target once', async () => {
    expect(await read((name) => (name === 'c' ? {} : to('c')))).toEqual({ items: ['c'], unlisted: [], unread: [] });
  });

  test('a bucket whose logging is denied leaves a gap in its region', async () => {
    const { items, unread } = (await read((name) => (name === 'a' ? denied : to('c')))) as AccessLogTargets;
    expect(items).toEqual(['c']);
    expect(unread.map(({ region, gap }) => [region, gapReasons(gap)[0].kind])).toEqual([['eu-west-1', 'denied']]);
  });

  test('buckets that cannot be listed leave a gap', async () => {
    const found = (await fact(accessLogTargets)(await benchOf({ 's3:ListBuckets': denied }))) as AccessLogTargets;
    expect(found).toMatchObject({ items: [], unread: [] });
    expect(found.unlisted).toHaveLength(1);
  });
});

describe('bucketLifecycle', () => {
  const rule = {
    ID: 'tidy',
    Status: 'Enabled',
    Filter: { And: { Prefix: 'tmp/', Tags: [{ Key: 'a', Value: 'b' }] } },
    Expiration: { Days: 30 },
    NoncurrentVersionExpiration: { NoncurrentDays: 7 },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
    Transitions: [{ Days: 10, StorageClass: 'GLACIER' }],
  };
  const under = (path: string, ...members: string[]) => [path, ...members.map((member) => `${path}.${member}`)];

  readsAs({
    operation: 's3:GetBucketLifecycleConfiguration',
    actions: ['s3:GetLifecycleConfiguration', 's3express:GetLifecycleConfiguration'],
    replies: list,
    answer: { Rules: [rule] },
    optional: [
      'Rules.0.ID',
      ...under('Rules.0.Filter', 'And', 'And.Prefix', 'And.Tags', 'And.Tags.0.Key', 'And.Tags.0.Value'),
      ...under('Rules.0.Expiration', 'Days'),
      ...under('Rules.0.NoncurrentVersionExpiration', 'NoncurrentDays'),
      ...under('Rules.0.AbortIncompleteMultipartUpload', 'DaysAfterInitiation'),
      ...under('Rules.0.Transitions', '0.Days', '0.StorageClass'),
    ],
    value: [
      {
        id: 'tidy',
        enabled: true,
        prefix: 'tmp/',
        filtered: true,
        expirationDays: 30,
        noncurrentDays: 7,
        abortUploadDays: 3,
        transitions: true,
      },
    ],
    absent: ['NoSuchLifecycleConfiguration'],
    read: fact(bucketLifecycle, bucket),
  });

  test.each([
    [
      { Status: 'Disabled', Prefix: 'old/' },
      { enabled: false, prefix: 'old/', filtered: false, transitions: false },
    ],
    [
      { Status: 'Enabled', Filter: { Prefix: '' } },
      { enabled: true, filtered: false, transitions: false },
    ],
    [
      { Status: 'Enabled', Filter: { ObjectSizeLessThan: 9 } },
      { enabled: true, filtered: true, transitions: false },
    ],
    [
      { Status: 'Enabled', Expiration: { Date: new Date('2030-01-01T00:00:00Z') } },
      { enabled: true, filtered: false, transitions: false, expirationDate: '2030-01-01T00:00:00.000Z' },
    ],
  ])('%j', async (answer, value) => {
    const bench = await benchOf({ ...list, 's3:GetBucketLifecycleConfiguration': { Rules: [answer] } });
    expect(await fact(bucketLifecycle, bucket)(bench)).toEqual([value]);
  });
});

describe('bucketEncryption', () => {
  const operation = 's3:GetBucketEncryption';
  const rules = (...Rules: object[]) => ({ ServerSideEncryptionConfiguration: { Rules } });
  const read = async (reply: object) => fact(bucketEncryption, bucket)(await benchOf({ ...list, [operation]: reply }));

  const at = 'ServerSideEncryptionConfiguration.Rules.0';
  readsAs({
    operation,
    actions: ['s3:GetEncryptionConfiguration'],
    replies: list,
    answer: rules({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' },
      BucketKeyEnabled: true,
      BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
    }),
    optional: [
      `${at}.BucketKeyEnabled`,
      `${at}.BlockedEncryptionTypes`,
      `${at}.ApplyServerSideEncryptionByDefault.KMSMasterKeyID`,
    ],
    value: { algorithm: 'aws:kms', keyId: 'k', bucketKey: true, blocked: ['SSE-C'] },
    read: fact(bucketEncryption, bucket),
  });

  test('what a rule does not set is off', async () => {
    expect(await read(rules({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }))).toEqual({
      algorithm: 'AES256',
      bucketKey: false,
      blocked: [],
    });
  });

  test('a bucket without encryption cannot be: a gap', async () => {
    const found = await read(awsError('ServerSideEncryptionConfigurationNotFoundError', 404));
    expect(reasonOf(found)).toMatchObject({ kind: 'unsupported', operation });
    expect(reasonOf(await read(rules()))).toMatchObject({ kind: 'malformed', operation });
  });
});
