import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  ListEventDataStoresCommand,
} from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand as GetAccountBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { isThrottlingError } from '@smithy/core/retry';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AccountShape, accountId, regions } from '../../bench/account.js';
import { type Endpoint, type EndpointOptions, startEndpoint } from '../../bench/endpoint.js';
import { measuredChecks, minimumCalls, total } from '../../bench/minimum.js';

const account: AccountShape = {
  buckets: 1001,
  users: 1001,
  groups: 50,
  roles: 1001,
  policies: 300,
  keysPerRegion: 20,
  trails: 5,
};
let endpoint: Endpoint;

function client(region: string = regions[0]) {
  return {
    region,
    endpoint: endpoint.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
}

async function start(options: Partial<EndpointOptions> = {}): Promise<void> {
  endpoint = await startEndpoint({ account, latencyMs: 0, ...options });
}

afterEach(() => endpoint.close());

/** The SDK's error of a call that must fail. */
async function errorOf(call: Promise<unknown>): Promise<Error> {
  return await call.then(
    () => expect.unreachable('the call should have failed'),
    (error: unknown) => error as Error,
  );
}

describe('answers, read by the real SDK clients', () => {
  beforeEach(() => start());

  test('caller and regions', async () => {
    const sts = new STSClient(client());
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(accountId);
    const ec2 = new EC2Client(client());
    const { Regions } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
    const enabled = Regions?.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in');
    expect(enabled?.map(({ RegionName }) => RegionName)).toEqual([...regions]);
    expect(Regions).toHaveLength(regions.length + 1);
  });

  test('buckets come in pages with their region, and say public, not public or nothing', async () => {
    const s3 = new S3Client(client());
    const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 1000 }));
    const last = await s3.send(
      new ListBucketsCommand({ MaxBuckets: 1000, ContinuationToken: first.ContinuationToken }),
    );
    const names = [...(first.Buckets ?? []), ...(last.Buckets ?? [])].map(({ Name }) => Name as string);
    expect(new Set(names).size).toBe(account.buckets);
    expect(last.ContinuationToken).toBeUndefined();
    expect(first.Buckets?.slice(0, 2).map(({ BucketRegion }) => BucketRegion)).toEqual([...regions]);

    const isPublic = async (index: number) => {
      const { PolicyStatus } = await s3.send(new GetBucketPolicyStatusCommand({ Bucket: names[index] }));
      return PolicyStatus?.IsPublic;
    };
    expect(await isPublic(7)).toBe(true);
    expect(await isPublic(8)).toBe(false);
    expect((await errorOf(isPublic(9))).name).toBe('NoSuchBucketPolicy');
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: names[7] }));
    expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [{ Principal: '*' }] });
    const { Grants } = await s3.send(new GetBucketAclCommand({ Bucket: names[7] }));
    expect(Grants).toMatchObject([{ Grantee: { Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);
    const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket: names[1] }));
    expect(block.PublicAccessBlockConfiguration?.RestrictPublicBuckets).toBe(false);
    const none = await errorOf(s3.send(new GetPublicAccessBlockCommand({ Bucket: names[3] })));
    expect(none.name).toBe('NoSuchPublicAccessBlockConfiguration');
  });

  test('the account has no public access block', async () => {
    // S3 Control puts the account id before the host, which an IP address does not bear.
    const control = new S3ControlClient({ ...client(), endpointProvider: () => ({ url: new URL(endpoint.url) }) });
    const error = await errorOf(control.send(new GetAccountBlockCommand({ AccountId: accountId })));
    expect(error.name).toBe('NoSuchPublicAccessBlockConfiguration');
    expect(endpoint.tally().answered).toEqual({ 's3-control:GetPublicAccessBlock': 1 });
  });

  test('roles, groups and policies come when they are asked for, with documents that parse', async () => {
    const iam = new IAMClient(client());
    const ask = async (kind: 'Group' | 'LocalManagedPolicy' | 'Role', Marker?: string) =>
      iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: [kind], MaxItems: 1000, Marker }));
    const roles = await ask('Role');
    expect([roles.RoleDetailList?.length, roles.GroupDetailList, roles.Marker]).toEqual([1000, [], '1000']);
    expect((await ask('Role', roles.Marker)).RoleDetailList).toHaveLength(1);
    const [role] = roles.RoleDetailList ?? [];
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''))).toHaveProperty('Statement');
    expect((await ask('Group')).GroupDetailList).toHaveLength(account.groups);
    expect((await ask('LocalManagedPolicy')).Policies).toHaveLength(account.policies);
    const { Roles, IsTruncated } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
    expect([Roles?.[0]?.Arn, Roles?.[0]?.MaxSessionDuration, IsTruncated]).toEqual([role?.Arn, 3600, true]);
  });

  test('users come in pages, and the report is there after a poll', async () => {
    const iam = new IAMClient(client());
    const details = { Filter: ['User' as const], MaxItems: 1000 };
    const first = await iam.send(new GetAccountAuthorizationDetailsCommand(details));
    const last = await iam.send(new GetAccountAuthorizationDetailsCommand({ ...details, Marker: first.Marker }));
    expect([first.UserDetailList?.length, first.IsTruncated]).toEqual([1000, true]);
    expect([last.UserDetailList?.length, last.IsTruncated]).toEqual([1, false]);
    expect((await iam.send(new GetAccountSummaryCommand({}))).SummaryMap?.['AccountMFAEnabled']).toBe(1);

    expect((await errorOf(iam.send(new GetCredentialReportCommand({})))).name).toMatch(/NotPresent/);
    expect((await iam.send(new GenerateCredentialReportCommand({}))).State).toBe('STARTED');
    expect((await iam.send(new GenerateCredentialReportCommand({}))).State).toBe('COMPLETE');
    const { Content, GeneratedTime } = await iam.send(new GetCredentialReportCommand({}));
    const [header, ...rows] = Buffer.from(Content as Uint8Array)
      .toString()
      .split('\n')
      .map((line) => line.split(','));
    expect(GeneratedTime?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(rows).toHaveLength(1 + account.users);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header?.length]));

    const slots = [header?.indexOf('access_key_1_active') ?? -1, header?.indexOf('access_key_2_active') ?? -1];
    const active = rows.filter((row) => slots.some((slot) => row[slot] === 'true'));
    expect(active).toHaveLength(minimumCalls(['iam-access-key-unused'], account).get('iam:ListAccessKeys') as number);
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: active[0]?.[0] }));
    expect(AccessKeyMetadata?.map(({ Status }) => Status)).toEqual(['Active', 'Active']);
  });

  test('a walk over the keys makes the calls of the formula', async () => {
    for (const region of regions) {
      const kms = new KMSClient(client(region));
      const { Keys, Truncated } = await kms.send(new ListKeysCommand({ Limit: 1000 }));
      expect(Truncated).toBe(false);
      for (const { KeyArn } of Keys ?? []) {
        const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: KeyArn }));
        const eligible =
          key?.KeyManager === 'CUSTOMER' &&
          key.KeyState === 'Enabled' &&
          key.KeySpec === 'SYMMETRIC_DEFAULT' &&
          key.Origin === 'AWS_KMS' &&
          key.MultiRegionConfiguration?.MultiRegionKeyType !== 'REPLICA';
        if (eligible) await kms.send(new GetKeyRotationStatusCommand({ KeyId: key.KeyId }));
      }
    }
    const minimum = new Map(minimumCalls(['kms-key-rotation'], account));
    minimum.delete('sts:GetCallerIdentity');
    minimum.delete('ec2:DescribeRegions');
    expect(endpoint.tally().answered).toEqual(Object.fromEntries(minimum));
    expect(endpoint.tally().duplicates).toEqual([]);
  });

  test('a trail is shown in every region it covers, and its status only at home', async () => {
    const shown: (string | undefined)[] = [];
    for (const region of regions) {
      const cloudtrail = new CloudTrailClient(client(region));
      const { trailList } = await cloudtrail.send(new DescribeTrailsCommand({}));
      expect((await cloudtrail.send(new ListEventDataStoresCommand({}))).EventDataStores).toEqual([]);
      for (const { TrailARN, HomeRegion } of trailList ?? []) {
        shown.push(TrailARN);
        const status = cloudtrail.send(new GetTrailStatusCommand({ Name: TrailARN }));
        if (HomeRegion !== region) {
          expect((await errorOf(status)).name).toBe('TrailNotFoundException');
          continue;
        }
        expect((await status).LatestDeliveryTime).toBeInstanceOf(Date);
        const { EventSelectors } = await cloudtrail.send(new GetEventSelectorsCommand({ TrailName: TrailARN }));
        expect(EventSelectors?.[0]?.IncludeManagementEvents).toBe(true);
      }
    }
    expect(new Set(shown).size).toBe(account.trails);
    expect(shown.length).toBeGreaterThan(account.trails);
  });
});

describe('the tally', () => {
  test('names a call answered twice, but not a poll and not the same call in another region', async () => {
    await start();
    const iam = new IAMClient(client());
    for (let poll = 0; poll < 3; poll++) await iam.send(new GenerateCredentialReportCommand({}));
    for (const region of [...regions, regions[0]]) await new KMSClient(client(region)).send(new ListKeysCommand({}));
    const { duplicates, answered, byScope } = endpoint.tally();
    expect(duplicates).toEqual([{ call: 'kms:ListKeys us-east-1 {}', times: 2 }]);
    expect(answered).toEqual({ 'iam:GenerateCredentialReport': 3, 'kms:ListKeys': 3 });
    expect(byScope).toEqual({ 'iam us-east-1': 3, 'kms us-east-1': 2, 'kms eu-west-1': 1 });
  });

  test('an operation the endpoint does not know is refused and counted', async () => {
    await start();
    const ec2 = new EC2Client(client());
    const { DescribeVpcsCommand } = await import('@aws-sdk/client-ec2');
    expect((await errorOf(ec2.send(new DescribeVpcsCommand({})))).name).toBe('NotImplemented');
    expect(endpoint.tally().answered).toEqual({ 'ec2:DescribeVpcs': 1 });
  });
});

test('a limited service refuses in its own words, as the SDK knows throttling, and is not counted as answered', async () => {
  const limit = { perSecond: 0.001, burst: 0 };
  await start({ limits: { sts: limit, ec2: limit, iam: limit, s3: limit, kms: limit, cloudtrail: limit } });
  const errors = await Promise.all([
    errorOf(new STSClient(client()).send(new GetCallerIdentityCommand({}))),
    errorOf(new EC2Client(client()).send(new DescribeRegionsCommand({}))),
    errorOf(new IAMClient(client()).send(new GetAccountSummaryCommand({}))),
    errorOf(new S3Client(client()).send(new ListBucketsCommand({}))),
    errorOf(new KMSClient(client()).send(new ListKeysCommand({}))),
    errorOf(new CloudTrailClient(client()).send(new DescribeTrailsCommand({}))),
  ]);
  expect(errors.map(({ name }) => name)).toEqual([
    'Throttling',
    'RequestLimitExceeded',
    'Throttling',
    'SlowDown',
    'ThrottlingException',
    'ThrottlingException',
  ]);
  expect(errors.every((error) => isThrottlingError(error as Parameters<typeof isThrottlingError>[0]))).toBe(true);
  expect(endpoint.tally().answered).toEqual({});
  expect(Object.values(endpoint.tally().throttled)).toEqual([1, 1, 1, 1, 1, 1]);
});

test('a limit lets its burst in at once and refills with time', async () => {
  await start({ limits: { kms: { perSecond: 20, burst: 3 } } });
  const kms = new KMSClient(client());
  const ask = () =>
    kms.send(new ListKeysCommand({})).then(
      () => true,
      () => false,
    );
  const answers = await Promise.all([ask(), ask(), ask(), ask(), ask(), ask()]);
  expect(answers.filter(Boolean).length).toBeGreaterThanOrEqual(3);
  expect(answers.filter((answered) => !answered).length).toBeGreaterThan(0);
  await expect.poll(ask, { interval: 50 }).toBe(true);
});

test('an answer takes the latency asked for', async () => {
  await start({ latencyMs: 60 });
  const kms = new KMSClient(client());
  const begun = performance.now();
  await kms.send(new ListKeysCommand({}));
  expect(performance.now() - begun).toBeGreaterThanOrEqual(59);
});

describe('the fewest calls', () => {
  test('of a small account, by hand', () => {
    const tiny: AccountShape = {
      buckets: 8,
      users: 21,
      groups: 2,
      roles: 1001,
      policies: 3,
      keysPerRegion: 10,
      trails: 3,
    };
    const calls = (check: string) => total(minimumCalls([check], tiny)) - 2;
    expect(calls('s3-bucket-public-access')).toBe(1 + 3 * 8 + 1 + 1);
    expect(calls('kms-key-rotation')).toBe(2 * (1 + 10 + 5));
    expect(calls('iam-root-mfa')).toBe(1);
    expect(calls('iam-access-key-unused')).toBe(1 + 2 + 1 + 2);
    expect(calls('iam-user-tags')).toBe(1);
    expect(calls('iam-attached-policy-full-admin')).toBe(1);
    expect(calls('iam-inline-policy-full-admin')).toBe(1 + 1 + 2);
    expect(calls('iam-role-session-duration')).toBe(2 + 2);
    expect(calls('cloudtrail-multi-region-trail')).toBe(2 * 2 + 3 * 2);
    expect(calls('cloudtrail-trail-logging')).toBe(2 + 3);
  });

  test('of two checks counts what both ask once', () => {
    const both = minimumCalls(['cloudtrail-multi-region-trail', 'cloudtrail-trail-logging'], account);
    expect(both).toEqual(minimumCalls(['cloudtrail-multi-region-trail'], account));
    expect(total(minimumCalls([], account))).toBe(2);
    expect(minimumCalls(measuredChecks, account).get('s3:ListBuckets')).toBe(2);
  });

  test('of a check without a formula is not guessed', () => {
    expect(() => minimumCalls(['s3-new-check'], account)).toThrow('no formula for the check s3-new-check');
  });
});
