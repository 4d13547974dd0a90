import { AccessAnalyzerClient, ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { clientOptions, clientsFor, type Clients } from './clients.js';
import { differences } from './differences.js';
import { startEmulated, type Emulated } from './emulated.js';
import type { Proxy } from './proxy.js';

let emulated: Emulated;
let proxy: Proxy;
let aws: Clients;

beforeAll(async () => {
  emulated = await startEmulated();
  [proxy] = emulated.proxies as [Proxy];
  aws = clientsFor(proxy.endpoint);
});

afterEach(() => proxy.reset());

afterAll(async () => emulated.stop());

test('every difference names a page of AWS', () => {
  for (const { page } of differences) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

test.each([
  ['iam:GetAccountSummary', () => aws.iam.send(new iam.GetAccountSummaryCommand({})), 'AccessDenied', 403],
  ['s3:ListAllMyBuckets', () => aws.s3('us-east-1').send(new s3.ListBucketsCommand({})), 'AccessDenied', 403],
  ['kms:ListKeys', () => aws.kms('us-east-1').send(new kms.ListKeysCommand({})), 'AccessDeniedException', 400],
  [
    'cloudtrail:DescribeTrails',
    () => aws.cloudtrail('us-east-1').send(new cloudtrail.DescribeTrailsCommand({})),
    'AccessDeniedException',
    400,
  ],
  [
    'ec2:DescribeRegions',
    () => new EC2Client(clientOptions(proxy.endpoint, 'us-east-1')).send(new DescribeRegionsCommand({})),
    'UnauthorizedOperation',
    403,
  ],
  [
    'account:ListRegions',
    () => new AccountClient(clientOptions(proxy.endpoint, 'us-east-1')).send(new ListRegionsCommand({})),
    'AccessDeniedException',
    403,
  ],
  [
    'organizations:DescribeOrganization',
    () => aws.organizations.send(new DescribeOrganizationCommand({})),
    'AccessDeniedException',
    400,
  ],
  [
    'access-analyzer:ListAnalyzers',
    () => new AccessAnalyzerClient(clientOptions(proxy.endpoint, 'us-east-1')).send(new ListAnalyzersCommand({})),
    'AccessDeniedException',
    403,
  ],
  [
    'sso:ListInstances',
    () => new SSOAdminClient(clientOptions(proxy.endpoint, 'us-east-1')).send(new ListInstancesCommand({})),
    'AccessDeniedException',
    400,
  ],
])('%s is refused the way its service refuses', async (action, send, name, status) => {
  proxy.deny(action);
  await expect(send()).rejects.toMatchObject({
    name,
    message: expect.stringContaining(`is not authorized to perform: ${action}`) as string,
    $metadata: { httpStatusCode: status },
  });
  await expect(send()).rejects.toThrow(`because no identity-based policy allows the ${action} action`);
  proxy.reset();
  await expect(send()).resolves.toBeDefined();
});

test('a refusal can be of one bucket or one region', async () => {
  proxy.deny('s3:GetBucketAcl', 'resource', { bucket: 'harbourline-invoices' });
  const acl = (Bucket: string) => aws.s3('eu-west-1').send(new s3.GetBucketAclCommand({ Bucket }));
  await expect(acl('harbourline-invoices')).rejects.toThrow('with an explicit deny in a resource-based policy');
  await expect(acl('harbourline-website')).resolves.toBeDefined();
  proxy.deny('kms:ListKeys', 'scp', { region: 'eu-west-1' });
  const list = (region: string) => aws.kms(region).send(new kms.ListKeysCommand({}));
  await expect(list('eu-west-1')).rejects.toThrow('with an explicit deny in a service control policy');
  await expect(list('us-east-1')).resolves.toBeDefined();
});

test('throttles, answers HTML, delays and hangs', async () => {
  const list = (options = {}) => aws.kms('us-east-1').send(new kms.ListKeysCommand({}), options);
  proxy.fail({ when: ({ operation }) => operation === 'ListKeys', what: { kind: 'throttle' } });
  expect(await list().catch((error: Error) => error.name)).toBe('ThrottlingException');
  proxy.reset();
  proxy.fail({ when: () => true, what: { kind: 'html' } });
  expect(await list().catch((error: Error) => error.name)).toBe('SyntaxError');
  proxy.reset();
  proxy.fail({ when: () => true, what: { kind: 'delay', milliseconds: 60 } });
  const start = performance.now();
  await list();
  expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  proxy.reset();
  proxy.fail({ when: () => true, what: { kind: 'hang' } });
  await expect(list({ abortSignal: AbortSignal.timeout(200) })).rejects.toThrow(/abort/i);
});

test('the log has each call with its input, and the same call gets a new request id', async () => {
  const { KeyId } = (await describeFirst()) ?? {};
  expect(proxy.calls).toEqual([
    { service: 'kms', operation: 'ListKeys', region: 'us-east-1', input: {}, status: 200 },
    { service: 'kms', operation: 'DescribeKey', region: 'us-east-1', input: { KeyId }, status: 200 },
  ]);
  const first = await aws.kms('us-east-1').send(new kms.ListKeysCommand({}));
  const second = await aws.kms('us-east-1').send(new kms.ListKeysCommand({}));
  expect(first.$metadata.requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(first.$metadata.requestId).not.toBe(second.$metadata.requestId);
});

async function describeFirst() {
  const { Keys = [] } = await aws.kms('us-east-1').send(new kms.ListKeysCommand({}));
  const KeyId = Keys[0]?.KeyId ?? '';
  return (await aws.kms('us-east-1').send(new kms.DescribeKeyCommand({ KeyId }))).KeyMetadata;
}
