import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { NotDeclared } from '../../src/aws/guard.js';
import type { Answer, Operation } from '../../src/core/operation.js';
import { callerIdentity, endpoint, json, s3Error, setEnv, xml } from './endpoint.js';
import { iam, kms, s3, s3Control, sts, transportWith } from './services.js';

function kindOf(answer: Answer): string {
  return answer.ok ? 'ok' : answer.gap.kind;
}

test('an answer is the output without the metadata of the SDK', async () => {
  await endpoint(() => json({ Keys: [{ KeyId: 'k' }], Truncated: false }));
  const answer = await transportWith().send(kms.ListKeys, {}, 'eu-west-1');
  expect(answer).toEqual({
    ok: true,
    output: { Keys: [{ KeyId: 'k' }], Truncated: false },
    requestId: 'request-1',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

test('a stalled body ends at the deadline', async () => {
  await endpoint((_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': '1000' });
    response.write('{"Keys": [');
    return undefined;
  });
  const startedAt = performance.now();
  const answer = await transportWith({ deadline: 200 }).send(kms.ListKeys, {}, 'eu-west-1');
  expect(answer).toMatchObject({ ok: false, gap: { kind: 'timeout' } });
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test('headers that never come end at the deadline', async () => {
  await endpoint(() => undefined);
  const answer = await transportWith({ deadline: 200 }).send(kms.ListKeys, {}, 'eu-west-1');
  expect(answer).toMatchObject({ ok: false, gap: { kind: 'timeout' } });
});

test("waiting for its turn is not on the call's clock", async () => {
  await endpoint(async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return json({ Keys: [] });
  });
  const transport = transportWith({ concurrency: 1, deadline: 300 });
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => transport.send(kms.ListKeys, {}, 'eu-west-1')),
  );
  expect(answers.map(kindOf)).toEqual(Array.from({ length: 10 }, () => 'ok'));
});

test('the end of the scan ends calls under way and calls to come, and leaves no listener', async () => {
  await endpoint(() => undefined);
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  onTestFinished(() => warned.mockRestore());
  const controller = new AbortController();
  const removed = vi.spyOn(controller.signal, 'removeEventListener');
  const added = vi.spyOn(controller.signal, 'addEventListener');
  const transport = transportWith({ signal: controller.signal, concurrency: 10 });
  const underWay = Array.from({ length: 40 }, async () => transport.send(kms.ListKeys, {}, 'eu-west-1'));
  await vi.waitFor(() => expect(added).toHaveBeenCalledTimes(40));
  setTimeout(() => controller.abort('SIGINT'), 50);
  expect(new Set((await Promise.all(underWay)).map(kindOf))).toEqual(new Set(['cancelled']));
  expect(kindOf(await transport.send(kms.ListKeys, {}, 'eu-west-1'))).toBe('cancelled');
  expect(removed.mock.calls.length).toBe(added.mock.calls.length);
  expect(warned).not.toHaveBeenCalled();
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('after three calls without a connection a service of a region is not asked again', async () => {
  setEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${await closedPort()}`);
  const transport = transportWith();
  for (let i = 0; i < 3; i += 1) {
    expect(await transport.send(kms.ListKeys, {}, 'eu-west-1')).toMatchObject({
      ok: false,
      code: 'ECONNREFUSED',
      gap: { kind: 'unreachable', region: 'eu-west-1' },
    });
  }
  const [before] = transport.calls();
  const startedAt = performance.now();
  const rest = await Promise.all(Array.from({ length: 50 }, async () => transport.send(kms.ListKeys, {}, 'eu-west-1')));
  expect(performance.now() - startedAt).toBeLessThan(100);
  expect(rest.map((answer) => !answer.ok && answer.code)).toEqual(Array.from({ length: 50 }, () => 'CircuitOpen'));
  expect(transport.calls()[0]).toEqual({ ...before, calls: 53, errors: 53 });
  // Another region is still tried.
  expect(await transport.send(kms.ListKeys, {}, 'eu-west-2')).toMatchObject({ code: 'ECONNREFUSED' });
});

test('a service that accepts connections and never answers is not asked again after three calls', async () => {
  const { requests } = await endpoint(() => undefined);
  const transport = transportWith({ deadline: 50 });
  const codes: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    const answer = await transport.send(kms.ListKeys, {}, 'eu-west-1');
    codes.push(answer.ok ? 'ok' : answer.code);
  }
  expect(codes).toEqual([
    ...['DeadlineExceeded', 'DeadlineExceeded', 'DeadlineExceeded'],
    ...['CircuitOpen', 'CircuitOpen', 'CircuitOpen'],
  ]);
  expect(requests).toHaveLength(3);
});

test('one that has answered before is asked again, however slow it becomes', async () => {
  const { requests } = await endpoint(({ number }) => (number === 1 ? json({ Keys: [] }) : undefined));
  const transport = transportWith({ deadline: 150 });
  const codes: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    const answer = await transport.send(kms.ListKeys, {}, 'eu-west-1');
    codes.push(answer.ok ? 'ok' : answer.code);
  }
  expect(codes).toEqual(['ok', ...Array.from({ length: 5 }, () => 'DeadlineExceeded')]);
  expect(requests).toHaveLength(6);
});

test('errors that AWS answers do not open the circuit, and one answer closes the count', async () => {
  const { requests } = await endpoint(({ number }, response) => {
    if (number <= 6) response.destroy();
    else if (number === 7) return json({ Keys: [] });
    else if (number <= 13) response.destroy();
    else return s3Error(500, 'InternalError');
    return undefined;
  });
  const transport = transportWith();
  const codes: string[] = [];
  for (let i = 0; i < 8; i += 1) {
    const answer = await transport.send(kms.ListKeys, {}, 'eu-west-1');
    codes.push(answer.ok ? 'ok' : answer.code);
  }
  expect(codes.slice(0, 5)).toEqual(['ECONNRESET', 'ECONNRESET', 'ok', 'ECONNRESET', 'ECONNRESET']);
  expect(codes).not.toContain('CircuitOpen');
  expect(requests.length).toBe(13 + 9);
});

test('an operation that is not declared is refused before credentials are asked for', async () => {
  const { requests } = await endpoint(() => json({}));
  let asked = 0;
  const credentials = async () => {
    asked += 1;
    return { accessKeyId: 'A', secretAccessKey: 'B' };
  };
  const transport = transportWith({ credentials, allowed: new Set(['kms:ListKeys']) });
  await expect(transport.send(kms.DescribeKey, { KeyId: 'k' }, 'eu-west-1')).rejects.toThrow(NotDeclared);
  await expect(transport.send(iam.ListUsers, {}, 'eu-west-1')).rejects.toThrow('iam:ListUsers is not among');
  expect({ asked, requests }).toEqual({ asked: 0, requests: [] });
  expect((await transport.send(kms.ListKeys, {}, 'eu-west-1')).ok).toBe(true);
  expect(asked).toBeGreaterThan(0);
});

test('an operation that defineService did not make is a defect', async () => {
  const operation: Operation = { service: 'kms', name: 'ListKeys', actions: [] };
  await expect(transportWith().send(operation, {}, 'eu-west-1')).rejects.toThrow(TypeError);
});

test('services with one endpoint per partition are asked in its home region', async () => {
  const { requests } = await endpoint(() => xml('<ListUsersResponse><ListUsersResult/></ListUsersResponse>'));
  const transport = transportWith({ homeRegion: 'us-gov-west-1' });
  await transport.send(iam.ListUsers, {}, 'us-gov-east-1');
  expect(requests[0]?.headers.authorization).toContain('/us-gov-west-1/iam/');
  expect(transport.calls()).toEqual([
    { operation: 'iam:ListUsers', region: 'global', calls: 1, retries: 0, throttles: 0, errors: 0 },
  ]);
});

test('S3 is asked path style and S3 Control without the account in the host', async () => {
  const { requests, url } = await endpoint(({ path }) =>
    xml(path.includes('publicAccessBlock') ? '<PublicAccessBlockConfiguration/>' : '<AccessControlPolicy/>'),
  );
  const transport = transportWith();
  await transport.send(s3.GetBucketAcl, { Bucket: 'a-bucket' }, 'eu-west-1');
  const answer = await transport.send(s3Control.GetPublicAccessBlock, { AccountId: '111122223333' }, 'eu-west-1');
  expect(answer).toMatchObject({ ok: true });
  expect(requests.map(({ host }) => `http://${host}`)).toEqual([url, url]);
  expect(requests[0]?.path).toMatch(/^\/a-bucket\//);
});

test('a bucket elsewhere is not followed', async () => {
  const { requests } = await endpoint(() => ({
    ...s3Error(301, 'PermanentRedirect'),
    headers: { 'x-amz-bucket-region': 'eu-west-2', 'content-type': 'application/xml' },
  }));
  await transportWith().send(s3.GetBucketAcl, { Bucket: 'a-bucket' }, 'eu-west-1');
  expect(requests.length).toBe(1);
});

test('a released region is closed when idle, and asked again by a new client', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await endpoint(async ({ number }) => {
    if (number === 1) await held;
    return callerIdentity;
  });
  const transport = transportWith();
  const slow = transport.send(sts.GetCallerIdentity, {}, 'eu-west-1');
  await new Promise((resolve) => setTimeout(resolve, 100));
  transport.release('eu-west-1');
  release();
  expect((await slow).ok).toBe(true);
  expect((await transport.send(sts.GetCallerIdentity, {}, 'eu-west-1')).ok).toBe(true);
});
