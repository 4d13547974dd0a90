import { describe, expect, test } from 'vitest';
import { deniedBy } from '../../src/aws/denied.js';
import type { DeniedBy, GapKind, GapReason } from '../../src/core/fact.js';
import type { Answer, Operation } from '../../src/core/operation.js';
import {
  callerIdentity,
  ec2Error,
  endpoint,
  json,
  jsonError,
  queryError,
  type Response,
  s3Error,
  xml,
} from './endpoint.js';
import { ec2, iam, kms, s3, sts, transportWith } from './services.js';

function gapOf(answer: Answer): GapReason {
  if (answer.ok) throw new Error(`an answer came: ${JSON.stringify(answer.output)}`);
  expect(answer.code).toBe(answer.gap.code);
  return answer.gap;
}

const bucket = { Bucket: 'a-bucket' };
const key = { KeyId: 'a-key' };
const html = {
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html><p>Hello from a proxy</p></html>',
};

const families: readonly (readonly [string, Operation, object, Response, GapKind, string])[] = [
  ['IAM access', iam.ListUsers, {}, queryError(403, 'AccessDenied'), 'denied', 'AccessDenied'],
  ['S3 access', s3.GetBucketAcl, bucket, s3Error(403, 'AccessDenied'), 'denied', 'AccessDenied'],
  ['KMS access', kms.DescribeKey, key, jsonError(400, 'AccessDeniedException'), 'denied', 'AccessDeniedException'],
  ['EC2 access', ec2.DescribeRegions, {}, ec2Error(403, 'UnauthorizedOperation'), 'denied', 'UnauthorizedOperation'],
  ['SNS-like access', iam.ListUsers, {}, queryError(403, 'AuthorizationError'), 'denied', 'AuthorizationError'],
  [
    'SNS-like access 2',
    kms.ListKeys,
    {},
    jsonError(400, 'AuthorizationErrorException'),
    'denied',
    'AuthorizationErrorException',
  ],
  ['Lightsail-like access', kms.ListKeys, {}, jsonError(400, 'UnauthorizedAccess'), 'denied', 'UnauthorizedAccess'],
  ['JSON access', kms.ListKeys, {}, jsonError(401, 'UnauthorizedException'), 'denied', 'UnauthorizedException'],
  ['other access', kms.ListKeys, {}, jsonError(400, 'NotAuthorized'), 'denied', 'NotAuthorized'],
  [
    'an unknown code with 403',
    s3.GetBucketAcl,
    bucket,
    s3Error(403, 'AllAccessDisabled'),
    'denied',
    'AllAccessDisabled',
  ],
  ['a bodiless 403 of JSON', kms.ListKeys, {}, { status: 403 }, 'denied', 'HTTP 403'],
  ['a bodiless 403 of S3', s3.GetBucketAcl, bucket, { status: 403 }, 'denied', 'HTTP 403'],
  ['a region not subscribed', ec2.DescribeRegions, {}, ec2Error(401, 'OptInRequired'), 'unsupported', 'OptInRequired'],
  [
    'a service not subscribed',
    kms.ListKeys,
    {},
    jsonError(403, 'SubscriptionRequiredException'),
    'unsupported',
    'SubscriptionRequiredException',
  ],
  [
    'an operation not known',
    kms.ListKeys,
    {},
    jsonError(400, 'UnknownOperationException'),
    'unsupported',
    'UnknownOperationException',
  ],
  ['an operation not built', s3.GetBucketAcl, bucket, s3Error(501, 'NotImplemented'), 'unsupported', 'NotImplemented'],
  [
    'an undeclared absence',
    s3.GetBucketPolicy,
    bucket,
    s3Error(404, 'NoSuchBucketPolicy'),
    'unsupported',
    'NoSuchBucketPolicy',
  ],
  ['another region', s3.GetBucketAcl, bucket, s3Error(301, 'PermanentRedirect'), 'unsupported', 'PermanentRedirect'],
  ['a 404 page', kms.ListKeys, {}, { status: 404, ...html }, 'malformed', 'HtmlAnswer'],
  ['a 403 page', iam.ListUsers, {}, { status: 403, ...html }, 'malformed', 'HtmlAnswer'],
  ['a page with status 200', iam.ListUsers, {}, html, 'malformed', 'HtmlAnswer'],
  ['broken JSON', kms.ListKeys, {}, { body: '{"Keys": [' }, 'malformed', 'SyntaxError'],
  ['a server error', kms.ListKeys, {}, jsonError(500, 'KMSInternalException'), 'unreachable', 'KMSInternalException'],
  ['a clock far off', s3.ListBuckets, {}, s3Error(403, 'RequestTimeTooSkewed'), 'credentials', 'RequestTimeTooSkewed'],
  ['an unknown key', iam.ListUsers, {}, queryError(403, 'InvalidClientTokenId'), 'credentials', 'InvalidClientTokenId'],
  ['a bad secret', iam.ListUsers, {}, queryError(403, 'SignatureDoesNotMatch'), 'credentials', 'SignatureDoesNotMatch'],
];

test.each(families)('%s', async (_, operation, input, response, kind, code) => {
  const { requests } = await endpoint(() => response);
  const gap = gapOf(await transportWith().send(operation, input, 'eu-west-1'));
  expect(gap).toMatchObject({
    kind,
    code,
    operation: `${operation.service}:${operation.name}`,
    actions: operation.actions,
    region: operation.service === 'iam' ? 'global' : 'eu-west-1',
  });
  expect(gap.by).toBe(kind === 'denied' ? 'unstated' : undefined);
  expect(gap.message).not.toContain('raw words');
  expect(gap.message).toContain(kind === 'denied' ? operation.actions[0] : operation.name);
  expect(requests.length).toBe(kind === 'unreachable' ? 3 : 1);
});

describe('who denied', () => {
  const clauses: readonly (readonly [string, DeniedBy])[] = [
    ['with an explicit deny in a service control policy', 'scp'],
    ['with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o/p-1', 'scp'],
    ['because no service control policy allows the s3:GetBucketAcl action', 'scp'],
    ['with an explicit deny in a resource control policy', 'rcp'],
    ['because no resource control policy allows the s3:GetBucketAcl action', 'rcp'],
    ['with an explicit deny in a permissions boundary', 'boundary'],
    ['because no permissions boundary allows the s3:GetBucketAcl action', 'boundary'],
    ['with an explicit deny in a session policy', 'session'],
    ['because no session policy allows the s3:GetBucketAcl action', 'session'],
    ['with an explicit deny in a resource-based policy', 'resource'],
    ['because no resource-based policy allows the s3:GetBucketAcl action', 'resource'],
    ['with an explicit deny in a VPC endpoint policy', 'endpoint'],
    ['because no VPC endpoint policy allows the s3:GetBucketAcl action', 'endpoint'],
    ['with an explicit deny in an identity-based policy', 'identity'],
    ['because no identity-based policy allows the s3:GetBucketAcl action', 'identity'],
  ];
  test.each(clauses)('%s', async (clause, by) => {
    const message = `User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetBucketAcl on resource: x ${clause}`;
    await endpoint(() => s3Error(403, 'AccessDenied', message));
    const gap = gapOf(await transportWith().send(s3.GetBucketAcl, bucket, 'eu-west-1'));
    expect(gap).toMatchObject({ kind: 'denied', by });
    expect(gap.message).not.toContain('111122223333');
  });

  test('a name that reads like a clause does not decide', () => {
    const name = 'because no service control policy allows the';
    expect(deniedBy(`denied on resource: ${name} with an explicit deny in an identity-based policy`)).toBe('identity');
    expect(deniedBy('Access Denied')).toBe('unstated');
  });
});

test('a region that does not know keys which work elsewhere is not enabled', async () => {
  await endpoint(({ headers }) => {
    const region = /Credential=[^/]*\/\d+\/([\w-]+)\//.exec(String(headers.authorization))?.[1];
    return region === 'us-east-1' ? callerIdentity : queryError(403, 'InvalidClientTokenId');
  });
  const lost: string[] = [];
  const transport = transportWith({ onCredentialsLost: () => lost.push('lost') });
  expect(await transport.send(sts.GetCallerIdentity, {}, 'us-east-1')).toMatchObject({
    ok: true,
    requestId: 'request-1',
  });
  expect(gapOf(await transport.send(sts.GetCallerIdentity, {}, 'af-south-1'))).toMatchObject({ kind: 'unsupported' });
  expect(lost).toEqual([]);
});

test('EC2 refuses things of other accounts with AuthFailure to keys that work', async () => {
  await endpoint(({ number }) => (number === 1 ? xml('<DescribeRegionsResponse/>') : ec2Error(403, 'AuthFailure')));
  const transport = transportWith();
  await transport.send(ec2.DescribeRegions, {}, 'eu-west-1');
  expect(gapOf(await transport.send(ec2.DescribeRegions, {}, 'eu-west-1'))).toMatchObject({ kind: 'denied' });
  expect(gapOf(await transport.send(ec2.DescribeRegions, {}, 'af-south-1'))).toMatchObject({ kind: 'unsupported' });
});

describe('expired credentials', () => {
  test.each(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'])('%s is refreshed once', async (code) => {
    let secret = 'old';
    let refreshes = 0;
    const { requests } = await endpoint(({ headers }) =>
      headers['x-amz-security-token'] === 'old' ? jsonError(400, code) : json({ Keys: [] }),
    );
    const credentials = async () => ({ accessKeyId: 'A', secretAccessKey: 'B', sessionToken: secret });
    const transport = transportWith({
      credentials,
      refresh: async () => {
        refreshes += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        secret = 'new';
        return credentials();
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => transport.send(kms.ListKeys, {}, 'eu-west-1')),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(refreshes).toBe(1);
    expect(requests.length).toBe(40);
  });

  test('still expired, they end the scan instead of denying everything', async () => {
    const lost: string[] = [];
    const { requests } = await endpoint(() => jsonError(400, 'ExpiredTokenException'));
    const transport = transportWith({ onCredentialsLost: () => lost.push('lost') });
    const first = await transport.send(kms.ListKeys, {}, 'eu-west-1');
    expect(gapOf(first)).toMatchObject({ kind: 'credentials', code: 'ExpiredTokenException' });
    expect(requests.length).toBe(2);
    const then = await Promise.all(
      Array.from({ length: 20 }, async () => transport.send(kms.ListKeys, {}, 'eu-west-2')),
    );
    expect(then.map((answer) => gapOf(answer).kind)).toEqual(Array.from({ length: 20 }, () => 'credentials'));
    expect(requests.length).toBe(2);
    expect(lost).toEqual(['lost']);
  });

  test('a provider that fails is no denial, whatever it throws', async () => {
    const { requests } = await endpoint(() => json({ Keys: [] }));
    const refused = Object.assign(new Error('no'), {
      name: 'AccessDenied',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    });
    const transport = transportWith({
      credentials: async () => {
        throw refused;
      },
    });
    expect(gapOf(await transport.send(kms.ListKeys, {}, 'eu-west-1'))).toMatchObject({
      kind: 'credentials',
      code: 'AccessDenied',
    });
    expect(requests).toEqual([]);
  });
});

test('what neither AWS nor the network caused is a defect and thrown', async () => {
  await endpoint(() => json({}));
  await expect(transportWith().send(s3.GetBucketAcl, {}, 'eu-west-1')).rejects.toThrow(/Bucket/);
});
