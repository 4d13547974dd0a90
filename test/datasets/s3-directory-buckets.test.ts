import { describe, expect, test } from 'vitest';
import { gapReasons } from '../../src/core/fact.js';
import { directoryBucket, directoryBucketLifecycle } from '../../src/datasets/s3-directory-buckets.js';
import { awsError, benchOf, denied, listOf, type Replies, usEast } from './bench.js';
import { checkOn, fact, listing, pages, readsAs, vanishes } from './specimen.js';

const name = 'fast--use1-az4--x-s3';
const buckets = (...names: string[]) => ({ Buckets: names.map((Name) => ({ Name })) });
const operation = 's3:ListDirectoryBuckets';

describe('directoryBucket', () => {
  readsAs({
    operation,
    actions: ['s3express:ListAllMyDirectoryBuckets'],
    answer: buckets(name),
    value: [
      {
        type: 'AWS::S3Express::DirectoryBucket',
        key: `arn:aws:s3express:us-east-1:111122223333:bucket/${name}`,
        arn: `arn:aws:s3express:us-east-1:111122223333:bucket/${name}`,
        name,
        region: 'us-east-1',
        data: {},
      },
    ],
    read: listing(directoryBucket),
  });

  pages({
    type: directoryBucket,
    operation,
    token: { in: 'ContinuationToken', out: 'ContinuationToken' },
    pages: [buckets('one'), buckets('two')],
    names: [['one'], ['two']],
  });

  const unresolved = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });

  test.each([
    ['does not resolve where S3 Express is not: nothing', unresolved, 'eu-central-1', []],
    ['does not resolve where S3 Express is: a gap', unresolved, 'eu-west-1', ['unreachable']],
    ['is denied where S3 Express is not documented: a gap', denied, 'eu-central-1', ['denied']],
    [
      'is refused by the network where S3 Express is not documented: a gap',
      Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
      'eu-central-1',
      ['unreachable'],
    ],
  ])('an endpoint that %s', async (_, reply, region, kinds) => {
    const { reader } = await benchOf({ [operation]: reply });
    const { holders, gaps } = await listOf(reader, directoryBucket, region);
    expect(holders).toEqual([]);
    expect(gaps.map(({ gap }) => gapReasons(gap)[0].kind)).toEqual(kinds);
  });

  test('a region that AWS adds is listed', async () => {
    const found = await listing(directoryBucket, 'eu-central-1')(await benchOf({ [operation]: buckets('new') }));
    expect(found).toMatchObject([{ name: 'new', region: 'eu-central-1' }]);
  });

  let looks = 0;
  vanishes(
    checkOn(directoryBucket, directoryBucketLifecycle),
    (look): Replies => {
      looks = 0;
      return {
        [operation]: (call) => {
          if (call.region !== 'us-east-1') return buckets();
          looks += 1;
          return looks === 1 ? buckets(name) : look;
        },
        's3:GetBucketLifecycleConfiguration': awsError('NoSuchBucket', 404),
      };
    },
    { there: buckets(name), gone: buckets('other'), unreadable: {} },
  );
});

describe('directoryBucketLifecycle', () => {
  readsAs({
    operation: 's3:GetBucketLifecycleConfiguration',
    actions: ['s3:GetLifecycleConfiguration', 's3express:GetLifecycleConfiguration'],
    replies: { [operation]: usEast(buckets(name), buckets()) },
    answer: { Rules: [{ Status: 'Enabled' }] },
    value: [{ enabled: true, filtered: false, transitions: false }],
    absent: ['NoSuchLifecycleConfiguration'],
    read: fact(directoryBucketLifecycle, directoryBucket),
  });
});
