/** What can be sent, by whom: a delivery writes findings and nothing else, a scan writes nothing. */
import {
  BatchImportFindingsCommand,
  type BatchImportFindingsCommandOutput,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checks } from '../../checks/index.js';
import { isRefused } from '../../src/aws/guard.js';
import { createTransport } from '../../src/aws/transport.js';
import { type Operation, operationId } from '../../src/core/operation.js';
import { operationsOf } from '../../src/core/plan.js';
import { StartError, UserError } from '../../src/core/user-error.js';
import {
  type Delivered,
  DeliveryEnded,
  type Importable,
  importFindings,
  publishOperations,
  publishPolicy,
} from '../../src/publish/securityhub.js';
import { baseOperations } from '../../src/scope.js';
import { callerIdentity, endpoint, json, jsonError, setEnv } from '../aws/endpoint.js';
import { iterable } from '../reports/fixture.js';
import { iam, transportWith } from '../aws/services.js';

vi.mock('../../src/aws/transport.js', { spy: true });

const account = '111122223333';
const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret-of-anyone' };
const delivery = {
  session: { credentials: async () => keys, refresh: async () => keys, homeRegion: 'us-east-1' },
  region: 'eu-west-1',
  account,
  signal: new AbortController().signal,
};
/** What the SDK adds to every answer. */
const $metadata = {};
const batches = [[{ Id: 'a' }, { Id: 'b' }], [{ Id: 'c' }]];

async function deliver(of = batches, signal = delivery.signal): Promise<Delivered<Importable>[]> {
  const told: Delivered<Importable>[] = [];
  for await (const one of importFindings(iterable(of), { ...delivery, signal })) told.push(one);
  return told;
}

const hub = mockClient(SecurityHubClient);
const sts = mockClient(STSClient);

function taken(count: number): BatchImportFindingsCommandOutput {
  return { SuccessCount: count, FailedCount: 0, FailedFindings: [], $metadata };
}

describe('a delivery', () => {
  beforeEach(() => {
    hub.reset();
    sts.reset();
    sts.on(GetCallerIdentityCommand).resolves({ Account: account, $metadata });
  });

  test('asks who it is, and imports batch by batch', async () => {
    hub.on(BatchImportFindingsCommand).resolvesOnce(taken(2)).resolvesOnce(taken(1));
    expect(await deliver()).toEqual([
      { sent: 2, refused: 0, refusals: [] },
      { sent: 1, refused: 0, refusals: [] },
    ]);
    expect(hub.calls().map(({ firstArg }) => (firstArg as BatchImportFindingsCommand).input)).toEqual(
      batches.map((Findings) => ({ Findings })),
    );
    expect(await hub.calls()[0]?.thisValue.config.region()).toBe('eu-west-1');
    expect(sts.calls()).toHaveLength(1);
  });

  test('tells which findings Security Hub refused, and why', async () => {
    const error = { Id: 'b', ErrorCode: 'InvalidInput', ErrorMessage: 'too old' };
    hub
      .on(BatchImportFindingsCommand)
      .resolvesOnce({ SuccessCount: 1, FailedCount: 1, FailedFindings: [error], $metadata });
    expect(await deliver([[{ Id: 'a' }, { Id: 'b' }]])).toEqual([
      { sent: 1, refused: 1, refusals: [{ finding: { Id: 'b' }, code: 'InvalidInput', message: 'too old' }] },
    ]);
  });

  test('counts as sent only what Security Hub says it took', async () => {
    hub
      .on(BatchImportFindingsCommand)
      .resolvesOnce({ $metadata })
      .resolvesOnce({ SuccessCount: 0, FailedFindings: [{ Id: 'x' }], $metadata } as never);
    expect(await deliver()).toEqual([
      { sent: 0, refused: 2, refusals: [] },
      { sent: 0, refused: 1, refusals: [{ finding: undefined, code: 'no code', message: 'no message' }] },
    ]);
  });

  test.each([
    ['another account', { Account: '999999999999' }, /of account 111122223333 and the credentials of 999999999999/],
    ['no account', {}, /of an account that AWS did not name/],
  ])('with credentials of %s sends nothing', async (_, identity, says) => {
    sts.on(GetCallerIdentityCommand).resolves({ ...identity, $metadata });
    await expect(deliver()).rejects.toThrow(UserError);
    await expect(deliver()).rejects.toThrow(says);
    expect(hub.calls()).toEqual([]);
  });

  test('whose caller cannot be read does not start', async () => {
    const denied = Object.assign(new Error('no'), {
      name: 'AccessDenied',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    });
    sts.on(GetCallerIdentityCommand).rejects(denied);
    await expect(deliver()).rejects.toThrow(StartError);
    expect(hub.calls()).toEqual([]);
  });

  test('ends at the first batch that cannot be sent', async () => {
    const off = Object.assign(new Error('not subscribed'), {
      name: 'InvalidAccessException',
      $fault: 'client',
      $metadata: { httpStatusCode: 401 },
    });
    hub.on(BatchImportFindingsCommand).rejects(off);
    await expect(deliver()).rejects.toThrow(DeliveryEnded);
    await expect(deliver()).rejects.toThrow(/securityhub:BatchImportFindings .*eu-west-1.*InvalidAccessException/);
    expect(hub.calls()).toHaveLength(2);
  });

  test('that is interrupted sends no further batch', async () => {
    const interrupted = new AbortController();
    hub.on(BatchImportFindingsCommand).callsFake(() => {
      interrupted.abort();
      return taken(2);
    });
    await expect(deliver(batches, interrupted.signal)).rejects.toThrow(DeliveryEnded);
    expect(hub.calls()).toHaveLength(1);
  });
});

describe('over the wire', () => {
  beforeEach(() => {
    hub.restore();
    sts.restore();
    setEnv('AWS_REGION', undefined);
  });
  afterEach(() => vi.mocked(createTransport).mockClear());

  test('a delivery can send the import of findings and the question who it is, and nothing else', async () => {
    const { requests } = await endpoint(({ path }) =>
      path === '/' ? callerIdentity : json({ SuccessCount: 1, FailedCount: 0 }),
    );
    await deliver([[{ Id: 'a' }]]);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /', 'POST /findings/import']);
    const [options] = vi.mocked(createTransport).mock.calls[0] ?? [];
    expect([...(options?.allowed ?? [])]).toEqual(['sts:GetCallerIdentity', 'securityhub:BatchImportFindings']);
    const transport = transportWith({ allowed: options?.allowed ?? new Set() });
    await expect(transport.send(iam.ListUsers, {}, 'us-east-1')).rejects.toThrow(/iam:ListUsers is not among/);
    expect(requests).toHaveLength(2);
  });

  test('a throttled batch is sent again', async () => {
    const { requests } = await endpoint(({ path, number }) => {
      if (path === '/') return callerIdentity;
      return number === 2 ? jsonError(429, 'TooManyRequestsException') : json({ SuccessCount: 1, FailedCount: 0 });
    });
    expect(await deliver([[{ Id: 'a' }]])).toEqual([{ sent: 1, refused: 0, refusals: [] }]);
    expect(requests).toHaveLength(3);
  });

  test('a scan cannot import findings', async () => {
    const { requests } = await endpoint(() => json({ SuccessCount: 1, FailedCount: 0 }));
    const [, importing] = publishOperations as readonly [Operation, Operation];
    const ofScans = new Set([...baseOperations, ...operationsOf(checks)].map(operationId));
    expect(operationId(importing)).toBe('securityhub:BatchImportFindings');
    expect(ofScans).not.toContain(operationId(importing));
    const transport = transportWith({ allowed: ofScans });
    await expect(transport.send(importing, { Findings: [] }, 'us-east-1')).rejects.toThrow(/is not among/);
    expect(requests).toEqual([]);
  });
});

test('a plug-in may not declare the import of findings', () => {
  expect(publishOperations.filter(isRefused).map(operationId)).toEqual(['securityhub:BatchImportFindings']);
});

test('the policy allows the import as the own product of an account, and nothing else', () => {
  expect(publishPolicy.Statement).toEqual([
    {
      Sid: 'LintelPublish',
      Effect: 'Allow',
      Action: ['securityhub:BatchImportFindings'],
      Resource: 'arn:*:securityhub:*:*:product/*/default',
    },
  ]);
});
