import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRecorder } from '../../src/aws/recorder.js';
import { RecordingError } from '../../src/aws/recording.js';
import { openReplay } from '../../src/aws/replay.js';
import { type AwsTransport, createTransport } from '../../src/aws/transport.js';
import { type Operation, operationId } from '../../src/core/operation.js';
import { iam as iamOfDatasets } from '../../src/datasets/iam-client.js';
import {
  callerIdentity,
  endpoint,
  json,
  jsonError,
  queryError,
  type Request,
  type Response,
  s3Error,
  setEnv,
  xml,
} from './endpoint.js';
import { allowed, iam, kms, s3, sts, transportWith } from './services.js';

const of = { now: new Date('2026-11-22T10:00:00Z'), account: '111122223333', partition: 'aws', region: 'us-east-1' };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lintel-recording-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

async function replayTransport(path: string, options: { readonly signal?: AbortSignal } = {}): Promise<AwsTransport> {
  setEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
  const replay = await openReplay(path);
  const signal = options.signal ?? new AbortController().signal;
  const transport = createTransport({ concurrency: 5, signal, allowed, homeRegion: replay.region, replay });
  onTestFinished(() => transport.destroy());
  return transport;
}

/** When the endpoint answers: of now, since the SDK takes another hour for a wrong clock. */
const answeredAt = new Date(Math.floor(Date.now() / 1000) * 1000);

const calls: readonly (readonly [Operation, object, string])[] = [
  [sts.GetCallerIdentity, {}, 'us-east-1'],
  [iam.ListUsers, { MaxItems: 2 }, 'us-east-1'],
  [iam.ListUsers, { MaxItems: 2, Marker: 'next' }, 'us-east-1'],
  [s3.ListBuckets, {}, 'us-east-1'],
  [s3.GetBucketAcl, { Bucket: 'of-others' }, 'eu-west-1'],
  [s3.GetBucketPolicy, { Bucket: 'without' }, 'eu-west-1'],
  [kms.DescribeKey, { KeyId: 'k' }, 'eu-west-1'],
  [kms.ListKeys, {}, 'eu-west-1'],
  [kms.ListKeys, {}, 'eu-west-2'],
];

function answer({ path, body, headers }: Request): Response {
  const date = { date: answeredAt.toUTCString() };
  const dated = (response: Response): Response => ({ ...response, headers: { ...response.headers, ...date } });
  if (body.includes('GetCallerIdentity')) return dated(callerIdentity);
  if (body.includes('ListUsers')) {
    const name = body.includes('Marker') ? 'second' : 'erste-ümläut';
    return dated(
      xml(
        `<ListUsersResponse><ListUsersResult><Users><member><UserName>${name}</UserName><CreateDate>2020-01-01T00:00:00Z</CreateDate></member></Users><IsTruncated>false</IsTruncated></ListUsersResult></ListUsersResponse>`,
      ),
    );
  }
  if (path.includes('of-others'))
    return dated(s3Error(403, 'AccessDenied', 'because no session policy allows the s3:GetBucketAcl action'));
  if (path.includes('without')) return dated(s3Error(404, 'NoSuchBucketPolicy'));
  if (String(headers['x-amz-target']).endsWith('DescribeKey')) {
    return dated(
      json({ KeyMetadata: { KeyId: 'k', CreationDate: 1577836800.5, Description: 'the password is hunter2' } }),
    );
  }
  if (String(headers['x-amz-target']).endsWith('ListKeys')) return dated(jsonError(400, 'AccessDeniedException'));
  return dated(
    xml(
      '<ListAllMyBucketsResult><Owner><ID>canonical-id</ID></Owner><Buckets><Bucket><Name>b</Name></Bucket></Buckets></ListAllMyBucketsResult>',
    ),
  );
}

async function record(path: string): Promise<{ readonly live: AwsTransport; readonly answers: unknown[] }> {
  await endpoint(answer);
  const recorder = await openRecorder(path);
  const live = transportWith({ recorder });
  const answers: unknown[] = [];
  for (const [operation, input, region] of calls) answers.push(await live.send(operation, input, region));
  await recorder.close(of);
  return { live, answers };
}

describe('record and replay', () => {
  test('a replay gives what the scan got, without network and credentials', async () => {
    const path = join(folder(), 'a.jsonl');
    const { live, answers } = await record(path);
    const replayed = await replayTransport(path);
    const again: unknown[] = [];
    for (const [operation, input, region] of calls) again.push(await replayed.send(operation, input, region));
    const cut = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (key, v: unknown) => (['Description', 'Owner', 'time'].includes(key) ? undefined : v)),
      );
    expect(cut(again)).toEqual(cut(answers));
    expect((again[6] as { output: { KeyMetadata: { CreationDate: Date } } }).output.KeyMetadata.CreationDate).toEqual(
      new Date(1577836800500),
    );
    expect((again as { time: string }[]).map(({ time }) => time)).toEqual(calls.map(() => answeredAt.toISOString()));
    expect(replayed.calls()).toEqual(live.calls());
  });

  test('the file is for its owner alone and holds neither credentials nor what datasets drop', async () => {
    const path = join(folder(), 'a.jsonl');
    await record(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..'))).toEqual(['a.jsonl']);
    const text = readFileSync(path, 'utf8');
    for (const secret of [
      'AKIDEXAMPLE',
      'not-a-secret',
      'Signature',
      'hunter2',
      'Description',
      'canonical-id',
      'Owner',
    ]) {
      expect(text).not.toContain(secret);
    }
    const [header, first, ...rest] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(header).toEqual({ format: 'lintel-recording', version: 1, ...of, now: of.now.toISOString() });
    expect(Object.keys(first ?? {})).toEqual(['service', 'region', 'operation', 'input', 'status', 'headers', 'body']);
    expect(rest.length).toBe(calls.length - 1);
    const kept = ['content-type', 'date', 'x-amz-request-id', 'x-amzn-errortype', 'x-amzn-requestid'];
    expect(
      rest.flatMap(({ headers }) => Object.keys(headers as object)).filter((name) => !kept.includes(name)),
    ).toEqual([]);
  });

  test('no refusal that repeats the token or what was signed is stored with it', async () => {
    const path = join(folder(), 'a.jsonl');
    const token = 'IQoJb3JpZ2luX2VjEXAMPLETOKEN/+=';
    const canonical = `POST\n/\n\nhost:here\nx-amz-security-token:${token}\n\nhost;x-amz-security-token`;
    const s3Says = (code: string, more: string): Response => ({
      status: 403,
      headers: { 'content-type': 'application/xml' },
      body: `<Error><Code>${code}</Code><Message>No.</Message>${more}</Error>`,
    });
    const signed = [
      '<AWSAccessKeyId>ASIAEXAMPLE</AWSAccessKeyId>',
      '<StringToSign>AWS4-HMAC-SHA256 secret-of-it</StringToSign>',
      '<SignatureProvided>0abc</SignatureProvided>',
      `<CanonicalRequest>${canonical}</CanonicalRequest>`,
      '<StringToSignBytes>41 57</StringToSignBytes><CanonicalRequestBytes>50 4f</CanonicalRequestBytes>',
    ].join('');
    await endpoint(({ path: url, headers }) => {
      if (url.includes('expired')) return s3Says('AccessDenied', `<Token-0>${token}</Token-0>`);
      if (url.includes('signature')) return s3Says('SignatureDoesNotMatch', signed);
      const message = `The Canonical String for this request should have been\n'${canonical}'`;
      return headers['x-amz-target'] === undefined
        ? queryError(403, 'SignatureDoesNotMatch', message)
        : jsonError(400, 'InvalidSignatureException', message);
    });
    const recorder = await openRecorder(path);
    const live = transportWith({ recorder });
    await live.send(s3.GetBucketAcl, { Bucket: 'expired' }, 'eu-west-1');
    await live.send(s3.GetBucketAcl, { Bucket: 'signature' }, 'eu-west-1');
    await live.send(kms.ListKeys, {}, 'eu-west-1');
    await live.send(iam.ListUsers, {}, 'eu-west-1');
    await recorder.close(of);
    const text = readFileSync(path, 'utf8');
    for (const code of ['AccessDenied', 'SignatureDoesNotMatch', 'InvalidSignatureException']) {
      expect(text).toContain(code);
    }
    expect(text).not.toMatch(
      /EXAMPLETOKEN|Token-0|ASIAEXAMPLE|AWSAccessKeyId|secret-of-it|<StringToSign|SignatureProvided|<CanonicalRequest/,
    );
  });

  test('roles are stored without their instance profiles, which no dataset reads', async () => {
    const path = join(folder(), 'a.jsonl');
    const details = iamOfDatasets.GetAccountAuthorizationDetails;
    await endpoint(() =>
      xml(
        `<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult><RoleDetailList><member>${[
          '<RoleName>deck</RoleName><Arn>arn:aws:iam::111122223333:role/deck</Arn>',
          '<InstanceProfileList><member><InstanceProfileName>deck-profile</InstanceProfileName><Roles><member><RoleName>deck</RoleName></member></Roles></member></InstanceProfileList>',
          '<RolePolicyList><member><PolicyName>inline-policy</PolicyName><PolicyDocument>%7B%7D</PolicyDocument></member></RolePolicyList>',
        ].join(
          '',
        )}</member></RoleDetailList></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>`,
      ),
    );
    const recorder = await openRecorder(path);
    const live = transportWith({ recorder, allowed: new Set([operationId(details)]) });
    expect(JSON.stringify(await live.send(details, {}, 'us-east-1'))).toContain('deck-profile');
    await recorder.close(of);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('<RoleName>deck</RoleName>');
    expect(text).toContain('<PolicyName>inline-policy</PolicyName>');
    expect(text).not.toMatch(/InstanceProfile|deck-profile/);
  });

  test('what the recording does not hold is a gap', async () => {
    const path = join(folder(), 'a.jsonl');
    await record(path);
    const transport = await replayTransport(path);
    for (const [input, region] of [
      [{ KeyId: 'other' }, 'eu-west-1'],
      [{ KeyId: 'k' }, 'eu-west-2'],
    ] as const) {
      expect(await transport.send(kms.DescribeKey, input, region)).toMatchObject({
        ok: false,
        gap: { kind: 'not-recorded', operation: 'kms:DescribeKey', region },
      });
    }
  });

  test("the order of an input's keys is of no matter, and the last answer of a poll counts", async () => {
    const path = join(folder(), 'a.jsonl');
    await endpoint(({ number }) => json({ Keys: [{ KeyId: `key ${number}` }] }));
    const recorder = await openRecorder(path);
    const live = transportWith({ recorder });
    await live.send(kms.ListKeys, { Limit: 1, Marker: 'm' }, 'eu-west-1');
    await live.send(kms.ListKeys, { Marker: 'm', Limit: 1 }, 'eu-west-1');
    await recorder.close(of);
    const transport = await replayTransport(path);
    expect(await transport.send(kms.ListKeys, { Limit: 1, Marker: 'm' }, 'eu-west-1')).toMatchObject({
      output: { Keys: [{ KeyId: 'key 2' }] },
    });
  });

  test('a call that was throttled and then answered is replayed as answered', async () => {
    const path = join(folder(), 'a.jsonl');
    await endpoint(({ number }) => (number < 3 ? queryError(400, 'Throttling') : callerIdentity));
    const recorder = await openRecorder(path);
    await transportWith({ recorder }).send(sts.GetCallerIdentity, {}, 'eu-west-1');
    await recorder.close(of);
    expect((await (await replayTransport(path)).send(sts.GetCallerIdentity, {}, 'eu-west-1')).ok).toBe(true);
  });

  test('a replay ends with its scan', async () => {
    const path = join(folder(), 'a.jsonl');
    await record(path);
    const transport = await replayTransport(path, { signal: AbortSignal.abort('SIGINT') });
    expect(await transport.send(sts.GetCallerIdentity, {}, 'us-east-1')).toMatchObject({ gap: { kind: 'cancelled' } });
  });

  test('a scan that ends early leaves no recording', async () => {
    const path = join(folder(), 'a.jsonl');
    const recorder = await openRecorder(path);
    transportWith({ recorder }).destroy();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test('a place that cannot be written is named', async () => {
    const path = join(folder(), 'missing', 'a.jsonl');
    await expect(openRecorder(path)).rejects.toThrow(RecordingError);
    await expect(openRecorder(path)).rejects.toThrow('cannot be written (ENOENT)');
  });
});

describe('what is no recording', () => {
  const header =
    '{"format":"lintel-recording","version":1,"now":"2026-11-22T10:00:00Z","account":"1","partition":"aws","region":"us-east-1"}\n';
  const line =
    '{"service":"kms","region":"eu-west-1","operation":"ListKeys","input":{},"status":200,"headers":{},"body":"{}"}\n';
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['an empty file', '', /is empty/],
    ['text', 'hello\n', /no recording of lintel/],
    ['other JSON', '{"findings": []}\n', /no recording of lintel/],
    ['a newer version', header.replace('"version":1', '"version":2'), /newer lintel \(version 2\); update lintel/],
    ['a header without account', header.replace('"account":"1",', ''), /Line 1 .* lacks/],
    ['a header without a time', header.replace('2026-11-22T10:00:00Z', 'soon'), /Line 1 .* lacks/],
    ['a last line cut off', header + line + line.slice(0, 40), /cut off in its last line/],
    ['a line of no JSON', `${header}${line}what\n${line}`, /Line 3 .* no JSON object/],
    ['a line of another kind', `${header}{"service":"kms"}\n`, /Line 2 .* no recorded answer/],
  ];
  test.each(cases)('%s', async (_, text, message) => {
    const path = join(folder(), 'a.jsonl');
    writeFileSync(path, text);
    await expect(openReplay(path)).rejects.toThrow(RecordingError);
    await expect(openReplay(path)).rejects.toThrow(message);
  });

  test('a file that is not there', async () => {
    await expect(openReplay(join(folder(), 'none'))).rejects.toThrow('cannot be read (ENOENT)');
  });

  test('the lines above are one when whole', async () => {
    const path = join(folder(), 'a.jsonl');
    writeFileSync(path, header + line);
    expect((await openReplay(path)).find('kms', 'eu-west-1', 'ListKeys', {})?.time).toBe('2026-11-22T10:00:00Z');
  });
});
