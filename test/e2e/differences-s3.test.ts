import * as s3 from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand as GetAccountBlockCommand } from '@aws-sdk/client-s3-control';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsFor, type Clients } from './clients.js';
import { startEmulated, type Emulated } from './emulated.js';
import { failure } from './failure.js';
import type { Proxy } from './proxy.js';

let emulated: Emulated;
let aws: Clients;
/** Straight to moto, to show that the difference is still there. */
let bare: Clients;
let proxy: Proxy;

beforeAll(async () => {
  emulated = await startEmulated();
  [proxy] = emulated.proxies as [Proxy];
  aws = clientsFor(emulated.proxies[0]?.endpoint ?? '');
  bare = clientsFor(emulated.moto);
});

afterAll(async () => emulated.stop());

const bucket = (Bucket: string) => ({ Bucket });

test('the listing pages, and gives the region where the request has a parameter', async () => {
  const first = await aws.s3('us-east-1').send(new s3.ListBucketsCommand({ MaxBuckets: 10 }));
  expect(first.Buckets).toHaveLength(10);
  const second = await aws
    .s3('us-east-1')
    .send(new s3.ListBucketsCommand({ MaxBuckets: 10, ContinuationToken: first.ContinuationToken }));
  expect(second.ContinuationToken).toBeUndefined();
  const regions = [...(first.Buckets ?? []), ...(second.Buckets ?? [])].map(({ Name, BucketRegion }) => [
    Name,
    BucketRegion,
  ]);
  expect(regions).toHaveLength(17);
  expect(Object.fromEntries(regions)).toMatchObject({
    'harbourline-audit-logs': 'us-east-1',
    'harbourline-payroll': 'eu-central-1',
    'harbourline-website': 'eu-west-1',
  });
  const plain = await aws.s3('us-east-1').send(new s3.ListBucketsCommand({}));
  expect(plain.Buckets?.map((found) => found.BucketRegion)).toEqual(Array(17).fill(undefined));
});

test('the policy status is AWS’s word, or NoSuchBucketPolicy', async () => {
  const status = async (name: string, clients = aws) =>
    (await clients.s3('eu-west-1').send(new s3.GetBucketPolicyStatusCommand(bucket(name)))).PolicyStatus;
  expect(await status('harbourline-website', bare)).toEqual({});
  expect(await status('harbourline-website')).toEqual({ IsPublic: true });
  expect(await status('harbourline-office-share')).toEqual({ IsPublic: false });
  expect(await failure(status('harbourline-invoices'))).toEqual(['NoSuchBucketPolicy', 404]);
});

test('the ACL is the effective one', async () => {
  const groups = async (name: string, region: string, clients = aws) => {
    const { Grants, Owner } = await clients.s3(region).send(new s3.GetBucketAclCommand(bucket(name)));
    expect(Owner?.ID).toBeDefined();
    return (Grants ?? []).map(({ Grantee }) => Grantee?.URI ?? Grantee?.Type);
  };
  const everyone = 'http://acs.amazonaws.com/groups/global/AllUsers';
  expect(await groups('harbourline-timetables', 'us-east-1')).toEqual(['CanonicalUser', everyone]);
  expect(await groups('harbourline-old-timetables', 'eu-central-1', bare)).toEqual(['CanonicalUser', everyone]);
  expect(await groups('harbourline-old-timetables', 'eu-central-1')).toEqual(['CanonicalUser']);
});

test('a bucket asked in another region redirects', async () => {
  const asked = aws.s3('us-east-1').send(new s3.GetBucketAclCommand(bucket('harbourline-website')));
  expect(await failure(asked)).toEqual(['PermanentRedirect', 301]);
});

test('a bucket has SSE-S3 from its making, and may block other types', async () => {
  const rule = async (name: string, region: string, clients = aws) => {
    const answer = await clients.s3(region).send(new s3.GetBucketEncryptionCommand(bucket(name)));
    return answer.ServerSideEncryptionConfiguration?.Rules?.[0];
  };
  expect(await failure(rule('harbourline-website', 'eu-west-1', bare))).toEqual([
    'ServerSideEncryptionConfigurationNotFoundError',
    404,
  ]);
  expect(await rule('harbourline-website', 'eu-west-1')).toEqual({
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    BucketKeyEnabled: false,
  });
  expect(await rule('harbourline-payroll', 'eu-central-1', bare)).not.toHaveProperty('BlockedEncryptionTypes');
  expect(await rule('harbourline-payroll', 'eu-central-1')).toMatchObject({
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
    BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
  });
});

test('MFA delete is remembered', async () => {
  const versioning = async (name: string, region: string, clients = aws) => {
    const { Status, MFADelete } = await clients.s3(region).send(new s3.GetBucketVersioningCommand(bucket(name)));
    return [Status, MFADelete];
  };
  expect(await versioning('harbourline-payroll', 'eu-central-1', bare)).toEqual(['Enabled', undefined]);
  expect(await versioning('harbourline-payroll', 'eu-central-1')).toEqual(['Enabled', 'Enabled']);
  expect(await versioning('harbourline-invoices', 'eu-west-1')).toEqual(['Enabled', undefined]);
});

test('the account blocks nothing', async () => {
  const asked = aws.s3control('us-east-1').send(new GetAccountBlockCommand({ AccountId: '123456789012' }));
  expect(await failure(asked)).toEqual(['NoSuchPublicAccessBlockConfiguration', 404]);
  expect(proxy.calls.at(-1)).toMatchObject({ service: 's3-control', operation: 'GetPublicAccessBlock' });
});
