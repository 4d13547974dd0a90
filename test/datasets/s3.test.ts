import { describe, expect, test } from 'vitest';
import { absent, isAbsent } from '../../src/core/fact.js';
import {
  accountPublicAccessBlock,
  bucket,
  bucketOwnership,
  bucketPolicy,
  bucketPolicyStatus,
  bucketPublicAccessBlock,
  bucketPublicGrants,
  isBlocked,
  publicPolicyStatements,
} from '../../src/datasets/s3.js';
import { testGap } from '../../src/testing.js';
import { awsError, benchOf, type Call, denied, type Replies } from './bench.js';
import { checkOn, fact, listing, pages, readsAs, reasonOf, vanishes } from './specimen.js';

const buckets = { Buckets: [{ Name: 'logs', BucketRegion: 'eu-west-1' }] };
const list: Replies = { 's3:ListBuckets': buckets };
const block = {
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    IgnorePublicAcls: false,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: false,
  },
};
const readBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: false,
  blockPublicPolicy: true,
  restrictPublicBuckets: false,
};

describe('bucket', () => {
  readsAs({
    operation: 's3:ListBuckets',
    actions: ['s3:ListAllMyBuckets'],
    answer: buckets,
    value: [
      {
        type: 'AWS::S3::Bucket',
        key: 'arn:aws:s3:::logs',
        arn: 'arn:aws:s3:::logs',
        name: 'logs',
        region: 'eu-west-1',
        data: {},
      },
    ],
    read: listing(bucket),
  });

  pages({
    type: bucket,
    operation: 's3:ListBuckets',
    token: { in: 'ContinuationToken', out: 'ContinuationToken' },
    pages: [buckets, { Buckets: [{ Name: 'other', BucketRegion: 'us-east-1' }] }],
    names: [['logs'], ['other']],
  });

  test('none at all is an empty list', async () => {
    expect(await listing(bucket)(await benchOf({ 's3:ListBuckets': { Buckets: [] } }))).toEqual([]);
  });

  test('asks for a page size, without which AWS tells no regions', async () => {
    const bench = await benchOf(list);
    await listing(bucket)(bench);
    expect(bench.calls).toMatchObject([{ input: { MaxBuckets: 1000 }, region: 'us-east-1' }]);
  });
});

describe('bucketPublicAccessBlock', () => {
  readsAs({
    operation: 's3:GetPublicAccessBlock',
    actions: ['s3:GetBucketPublicAccessBlock'],
    replies: list,
    answer: block,
    value: readBlock,
    absent: ['NoSuchPublicAccessBlockConfiguration'],
    read: fact(bucketPublicAccessBlock, bucket),
  });

  test('is asked in the region of the bucket', async () => {
    const bench = await benchOf({ ...list, 's3:GetPublicAccessBlock': block });
    await fact(bucketPublicAccessBlock, bucket)(bench);
    expect(bench.calls.at(-1)).toMatchObject({ input: { Bucket: 'logs' }, region: 'eu-west-1' });
  });
});

describe('accountPublicAccessBlock', () => {
  readsAs({
    operation: 's3-control:GetPublicAccessBlock',
    actions: ['s3:GetAccountPublicAccessBlock'],
    answer: block,
    value: readBlock,
    absent: ['NoSuchPublicAccessBlockConfiguration'],
    read: fact(accountPublicAccessBlock),
  });

  test('is asked for the account', async () => {
    const bench = await benchOf({ 's3-control:GetPublicAccessBlock': block });
    await fact(accountPublicAccessBlock)(bench);
    expect(bench.calls).toMatchObject([{ input: { AccountId: '111122223333' } }]);
  });
});

describe('bucketPolicyStatus', () => {
  readsAs({
    operation: 's3:GetBucketPolicyStatus',
    actions: ['s3:GetBucketPolicyStatus'],
    replies: list,
    answer: { PolicyStatus: { IsPublic: false } },
    value: { isPublic: false },
    absent: ['NoSuchBucketPolicy'],
    read: fact(bucketPolicyStatus, bucket),
  });
});

describe('bucketPolicy', () => {
  readsAs({
    operation: 's3:GetBucketPolicy',
    actions: ['s3:GetBucketPolicy'],
    replies: list,
    answer: {
      Policy: JSON.stringify({ Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' } }),
    },
    value: {
      version: '2008-10-17',
      statements: [
        {
          index: 0,
          effect: 'Deny',
          principal: { negated: false, named: [{ type: '*', id: '*' }] },
          action: { negated: false, patterns: ['s3:*'] },
          resource: { negated: false, patterns: ['*'] },
          conditions: [],
        },
      ],
    },
    absent: ['NoSuchBucketPolicy'],
    read: fact(bucketPolicy, bucket),
  });

  test.each([
    ['', 'The policy is not valid JSON.'],
    ['{', 'The policy is not valid JSON.'],
    ['[]', 'The policy is not a JSON object.'],
    ['null', 'The policy is not a JSON object.'],
    ['{"Version":"2012-10-17"}', 'The policy has no Statement.'],
  ])('%j is no policy, so it is malformed', async (Policy, why) => {
    const found = await fact(bucketPolicy, bucket)(await benchOf({ ...list, 's3:GetBucketPolicy': { Policy } }));
    const message = `The answer of s3:GetBucketPolicy cannot be judged: ${why}`;
    expect(reasonOf(found)).toMatchObject({ kind: 'malformed', operation: 's3:GetBucketPolicy', message });
  });
});

describe('publicPolicyStatements', () => {
  const statement = (Sid: string, Principal: unknown) => ({
    Sid,
    Effect: 'Allow',
    Principal,
    Action: 's3:GetObject',
    Resource: '*',
  });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [statement('Us', { AWS: 'arn:aws:iam::111122223333:root' }), statement('All', '*')],
  });
  const status = (IsPublic: boolean): Replies => ({
    ...list,
    's3:GetBucketPolicyStatus': { PolicyStatus: { IsPublic } },
  });
  const read = fact(publicPolicyStatements, bucket);

  readsAs({
    operation: 's3:GetBucketPolicy',
    actions: ['s3:GetBucketPolicy'],
    replies: status(true),
    answer: { Policy },
    value: [
      {
        index: 1,
        sid: 'All',
        public: true,
        element: 'Principal',
        why: 'Principal is "*", which is everyone.',
        changes: false,
        statement: '{"Sid":"All","Effect":"Allow","Principal":"*","Action":"s3:GetObject"}',
      },
    ],
    read,
  });

  test.each([
    ['AWS does not call it public', { PolicyStatus: { IsPublic: false } }],
    ['there is no policy', awsError('NoSuchBucketPolicy', 404)],
  ])('where %s it is absent, and the document is not asked for', async (_, reply) => {
    const bench = await benchOf({ ...list, 's3:GetBucketPolicyStatus': reply, 's3:GetBucketPolicy': { Policy } });
    expect(isAbsent(await read(bench))).toBe(true);
    expect(bench.calls.map(({ id }) => id)).toEqual(['s3:ListBuckets', 's3:GetBucketPolicyStatus']);
  });

  test('where none is public to us, each statement that allows is a suspect', async () => {
    const Statement = [
      statement('Us', { AWS: 'arn:aws:iam::111122223333:root' }),
      { ...statement('No', '*'), Effect: 'Deny' },
    ];
    const replies = { ...status(true), 's3:GetBucketPolicy': { Policy: JSON.stringify({ Statement }) } };
    expect(await read(await benchOf(replies))).toMatchObject([{ sid: 'Us', public: false }]);
  });

  test('a public policy that is not there is a contradiction, and no answer', async () => {
    const bench = await benchOf({ ...status(true), 's3:GetBucketPolicy': awsError('NoSuchBucketPolicy', 404) });
    expect(reasonOf(await read(bench))).toMatchObject({ kind: 'stale', operation: 's3:GetBucketPolicy' });
  });

  test('without the status there is a gap', async () => {
    const bench = await benchOf({ ...list, 's3:GetBucketPolicyStatus': denied, 's3:GetBucketPolicy': { Policy } });
    expect(reasonOf(await read(bench))).toMatchObject({ kind: 'denied', operation: 's3:GetBucketPolicyStatus' });
  });
});

describe('bucketPublicGrants', () => {
  const group = (name: string) => ({ Type: 'Group', URI: `http://acs.amazonaws.com/groups/${name}` });
  readsAs({
    operation: 's3:GetBucketAcl',
    actions: ['s3:GetBucketAcl'],
    replies: list,
    answer: {
      Grants: [
        { Grantee: group('global/AllUsers'), Permission: 'READ' },
        { Grantee: group('global/AuthenticatedUsers'), Permission: 'WRITE' },
      ],
    },
    value: [
      { group: 'AllUsers', permission: 'READ' },
      { group: 'AuthenticatedUsers', permission: 'WRITE' },
    ],
    optional: ['Grants.0.Grantee.Type', 'Grants.1.Grantee.Type'],
    read: fact(bucketPublicGrants, bucket),
  });

  test('a grantee of whom neither type nor URI is known is malformed', async () => {
    const bench = await benchOf({
      ...list,
      's3:GetBucketAcl': { Grants: [{ Grantee: { ID: '1' }, Permission: 'READ' }] },
    });
    expect(reasonOf(await fact(bucketPublicGrants, bucket)(bench))).toMatchObject({ kind: 'malformed' });
  });

  test.each([
    ['its owner', { Type: 'CanonicalUser', ID: '1' }],
    ['an address', { Type: 'AmazonCustomerByEmail', EmailAddress: 'a@example.com' }],
    ['log delivery', group('s3/LogDelivery')],
    [
      'a user whose id looks like the group',
      { Type: 'CanonicalUser', ID: 'http://acs.amazonaws.com/groups/global/AllUsers' },
    ],
  ])('a grant to %s is not public', async (_, Grantee) => {
    const bench = await benchOf({ ...list, 's3:GetBucketAcl': { Grants: [{ Grantee, Permission: 'FULL_CONTROL' }] } });
    expect(await fact(bucketPublicGrants, bucket)(bench)).toEqual([]);
  });

  test('no grants at all are none', async () => {
    expect(
      await fact(bucketPublicGrants, bucket)(await benchOf({ ...list, 's3:GetBucketAcl': { Grants: [] } })),
    ).toEqual([]);
  });
});

describe('bucketOwnership', () => {
  readsAs({
    operation: 's3:GetBucketOwnershipControls',
    actions: ['s3:GetBucketOwnershipControls'],
    replies: list,
    answer: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    value: { objectOwnership: 'BucketOwnerEnforced' },
    absent: ['OwnershipControlsNotFoundError'],
    read: fact(bucketOwnership, bucket),
  });

  test('without a rule it is malformed', async () => {
    const replies = { ...list, 's3:GetBucketOwnershipControls': { OwnershipControls: { Rules: [] } } };
    expect(reasonOf(await fact(bucketOwnership, bucket)(await benchOf(replies)))).toMatchObject({ kind: 'malformed' });
  });
});

describe('isBlocked', () => {
  const on = { ...readBlock, restrictPublicBuckets: true };
  const gap = testGap();
  test.each([
    ['on at the first level', [on, readBlock], true],
    ['on at the second level', [readBlock, on], true],
    ['off at both', [readBlock, readBlock], false],
    ['never set at either', [absent, absent], false],
    ['on beside a gap', [gap, on], true],
    ['off beside a gap', [gap, readBlock], gap],
    ['never set beside a gap', [absent, gap], gap],
  ])('%s', (_, levels, is) => {
    expect(isBlocked('restrictPublicBuckets', levels)).toEqual(is);
  });
});

describe.each([
  ['bucketOwnership', bucketOwnership, 's3:GetBucketOwnershipControls'],
  ['bucketPolicy', bucketPolicy, 's3:GetBucketPolicy'],
  ['bucketPublicGrants', bucketPublicGrants, 's3:GetBucketAcl'],
  ['bucketPolicyStatus', bucketPolicyStatus, 's3:GetBucketPolicyStatus'],
  ['bucketPublicAccessBlock', bucketPublicAccessBlock, 's3:GetPublicAccessBlock'],
])('a bucket that %s finds missing', (_, need, operation) => {
  vanishes(
    checkOn(bucket, need),
    (look) => ({
      's3:ListBuckets': ({ input }: Call) => (input['Prefix'] === undefined ? buckets : look),
      [operation]: awsError('NoSuchBucket', 404),
    }),
    { there: buckets, gone: { Buckets: [{ Name: 'logs-of-another', BucketRegion: 'eu-west-1' }] }, unreadable: {} },
  );
});

test.each([
  ['on the page', { Buckets: [{ Name: 'logs-of-another' }, { Name: 'logs' }] }],
  [
    'on a page before',
    ({ input }: Call) =>
      input['ContinuationToken'] === undefined
        ? { Buckets: [{ Name: 'logs-of-another' }], ContinuationToken: '1' }
        : { Buckets: [{ Name: 'logs' }] },
  ],
])('the second look finds a bucket behind a longer name %s', async (_, look) => {
  const bench = await benchOf({
    's3:ListBuckets': (call: Call) => {
      if (call.input['Prefix'] === undefined) return buckets;
      return typeof look === 'function' ? look(call) : look;
    },
    's3:GetBucketAcl': awsError('NoSuchBucket', 404),
  });
  const { findings, coverage } = await bench.judge(checkOn(bucket, bucketPublicGrants));
  expect(findings).toMatchObject([{ status: 'unknown', gaps: [{ kind: 'stale' }] }]);
  expect(coverage).toMatchObject([{ listed: 1, gone: 0 }]);
});

describe('a bucket that is gone, with none after it by name', () => {
  vanishes(
    checkOn(bucket, bucketPublicGrants),
    (look) => ({
      's3:ListBuckets': ({ input }: Call) => (input['Prefix'] === undefined ? buckets : look),
      's3:GetBucketAcl': awsError('NoSuchBucket', 404),
    }),
    { there: buckets, gone: { Buckets: [] }, unreadable: { Buckets: [{ BucketRegion: 'eu-west-1' }] } },
  );
});
