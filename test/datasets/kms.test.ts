import { describe, expect, test } from 'vitest';
import keyPublicPolicy from '../../checks/kms/key-public-policy.js';
import { isAbsent } from '../../src/core/fact.js';
import {
  key,
  type KeyMetadata,
  keyMetadata,
  keyPolicy,
  keyRotation,
  rotationExclusion,
} from '../../src/datasets/kms.js';
import { awsError, benchOf, type Call, denied, usEast } from './bench.js';
import { checkOn, fact, listing, pages, readsAs, reasonOf, vanishes } from './specimen.js';

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1';
const keys = { Keys: [{ KeyArn: arn, KeyId: '1' }] };
const list = { 'kms:ListKeys': ({ region }: Call) => (region === 'us-east-1' ? keys : { Keys: [] }) };
const single = {
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  Origin: 'AWS_KMS',
  KeyState: 'Enabled',
  MultiRegion: false,
  CreationDate: new Date('2025-01-01T00:00:00Z'),
};
const metadata: KeyMetadata = {
  manager: 'CUSTOMER',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  state: 'Enabled',
  multiRegion: 'NONE',
  created: new Date('2025-01-01T00:00:00Z'),
};
const describedAs = (more: object) => ({ ...list, 'kms:DescribeKey': { KeyMetadata: { ...single, ...more } } });

describe('key', () => {
  readsAs({
    operation: 'kms:ListKeys',
    actions: ['kms:ListKeys'],
    answer: keys,
    value: [{ type: 'AWS::KMS::Key', key: arn, arn, name: '1', region: 'us-east-1', data: {} }],
    read: listing(key),
  });

  pages({
    type: key,
    operation: 'kms:ListKeys',
    token: { in: 'Marker', out: 'NextMarker' },
    pages: [keys, { Keys: [{ KeyArn: 'arn:2', KeyId: '2' }] }],
    names: [['1'], ['2']],
    flag: 'Truncated',
  });

  test('in a region without keys nothing is listed', async () => {
    expect(await listing(key)(await benchOf({ 'kms:ListKeys': { Keys: [] } }))).toEqual([]);
  });
});

describe('keyMetadata', () => {
  const read = fact(keyMetadata, key);
  readsAs({
    operation: 'kms:DescribeKey',
    actions: ['kms:DescribeKey'],
    replies: list,
    answer: { KeyMetadata: single },
    value: metadata,
    read,
  });

  describe('of a multi-Region key', () => {
    readsAs({
      operation: 'kms:DescribeKey',
      actions: ['kms:DescribeKey'],
      replies: list,
      answer: {
        KeyMetadata: { ...single, MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } },
      },
      value: { ...metadata, multiRegion: 'REPLICA' },
      read,
    });
  });
});

test('the dates of a key are told where it has them', async () => {
  const [DeletionDate, ValidTo] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-03-01T00:00:00Z')];
  const bench = await benchOf(describedAs({ DeletionDate, ValidTo, ExpirationModel: 'KEY_MATERIAL_EXPIRES' }));
  expect(await fact(keyMetadata, key)(bench)).toEqual({
    ...metadata,
    deletion: DeletionDate,
    validTo: ValidTo,
    expirationModel: 'KEY_MATERIAL_EXPIRES',
  });
});

describe('keyPolicy', () => {
  const statement = { Sid: 'all', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
  const read = fact(keyPolicy, key);
  readsAs({
    operation: 'kms:GetKeyPolicy',
    actions: ['kms:GetKeyPolicy'],
    replies: describedAs({}),
    answer: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
    value: {
      version: '2012-10-17',
      statements: [
        {
          index: 0,
          sid: 'all',
          effect: 'Allow',
          principal: { negated: false, named: [{ type: '*', id: '*' }] },
          action: { negated: false, patterns: ['kms:*'] },
          resource: { negated: false, patterns: ['*'] },
          conditions: [],
        },
      ],
    },
    read,
  });

  test('is asked for by the one name that a key policy has', async () => {
    const bench = await benchOf({ ...describedAs({}), 'kms:GetKeyPolicy': {} });
    await read(bench);
    expect(bench.calls.at(-1)).toMatchObject({ input: { KeyId: arn, PolicyName: 'default' } });
  });

  test.each(['not JSON', '{}', '{"Statement": [{"Effect": "Allow"}]}'])('%s is malformed', async (Policy) => {
    const bench = await benchOf({ ...describedAs({}), 'kms:GetKeyPolicy': { Policy } });
    expect(reasonOf(await read(bench))).toMatchObject({ kind: 'malformed', operation: 'kms:GetKeyPolicy' });
  });

  test('of a key that AWS manages is not asked for', async () => {
    const bench = await benchOf(describedAs({ KeyManager: 'AWS' }));
    expect(isAbsent(await read(bench))).toBe(true);
    expect(bench.calls.map(({ id }) => id)).toEqual(['kms:ListKeys', 'kms:DescribeKey']);
  });

  test('that shuts the auditor out leaves that one key unknown', async () => {
    const two = { Keys: [...keys.Keys, { KeyArn: `${arn}2`, KeyId: '12' }] };
    const { findings } = await (
      await benchOf({
        ...describedAs({}),
        'kms:ListKeys': usEast(two, { Keys: [] }),
        'kms:GetKeyPolicy': ({ input }: Call) =>
          input['KeyId'] === arn ? denied : { Policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }) },
      })
    ).judge(keyPublicPolicy);
    expect(findings.map(({ resource, status }) => [resource.name, status]).toSorted()).toEqual([
      ['1', 'unknown'],
      ['12', 'fail'],
    ]);
  });
});

describe('keyRotation', () => {
  const read = fact(keyRotation, key);
  readsAs({
    operation: 'kms:GetKeyRotationStatus',
    actions: ['kms:GetKeyRotationStatus'],
    replies: describedAs({}),
    answer: { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
    value: { enabled: true, periodDays: 365 },
    read,
  });

  test('off has no period', async () => {
    const bench = await benchOf({ ...describedAs({}), 'kms:GetKeyRotationStatus': { KeyRotationEnabled: false } });
    expect(await read(bench)).toEqual({ enabled: false });
  });

  test.each(['false', 'true', 0])('%j is no flag, so it is malformed', async (KeyRotationEnabled) => {
    const status = { KeyRotationEnabled, RotationPeriodInDays: 365 };
    const bench = await benchOf({ ...describedAs({}), 'kms:GetKeyRotationStatus': status });
    expect(reasonOf(await read(bench))).toMatchObject({ kind: 'malformed', operation: 'kms:GetKeyRotationStatus' });
  });

  test('is asked of the primary of a multi-Region key', async () => {
    const primary = { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' } };
    const bench = await benchOf({ ...describedAs(primary), 'kms:GetKeyRotationStatus': { KeyRotationEnabled: false } });
    expect(await read(bench)).toEqual({ enabled: false });
  });

  test.each([
    ['an AWS managed key', { KeyManager: 'AWS' }, /AWS manages this key/],
    ['a disabled key', { KeyState: 'Disabled' }, /state Disabled/],
    ['a key that will be deleted', { KeyState: 'PendingDeletion' }, /state PendingDeletion/],
    ['a key without its material', { KeyState: 'PendingImport', Origin: 'EXTERNAL' }, /state PendingImport/],
    ['an HMAC key', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, /HMAC/],
    ['an asymmetric key', { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }, /asymmetric/],
    ['a signing key', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }, /asymmetric/],
    ['imported material', { Origin: 'EXTERNAL' }, /imported/],
    ['a CloudHSM key store', { Origin: 'AWS_CLOUDHSM' }, /custom key store \(AWS_CLOUDHSM\)/],
    ['an external key store', { Origin: 'EXTERNAL_KEY_STORE' }, /custom key store/],
    ['a replica', { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } }, /primary/],
  ])('does not apply to %s: absent, and nothing is asked', async (_, more, why) => {
    const bench = await benchOf({ ...describedAs(more), 'kms:GetKeyRotationStatus': { KeyRotationEnabled: false } });
    expect(isAbsent(await read(bench))).toBe(true);
    expect(bench.calls.map(({ id }) => id)).toEqual(['kms:ListKeys', 'kms:DescribeKey']);
    const known = (await fact(keyMetadata, key)(await benchOf(describedAs(more)))) as KeyMetadata;
    expect(rotationExclusion(known)).toMatch(why);
  });

  test('applies to a symmetric, customer managed, enabled key of KMS’s own material', () => {
    expect(rotationExclusion(metadata)).toBeUndefined();
  });
});

describe('a key that is deleted while the scan runs', () => {
  const missing = awsError('NotFoundException');
  vanishes(
    checkOn(key, keyRotation),
    (look) => {
      let seen = false;
      const describeKey = () => {
        const first = !seen;
        seen = true;
        return first ? { KeyMetadata: single } : look;
      };
      return { ...list, 'kms:DescribeKey': describeKey, 'kms:GetKeyRotationStatus': missing };
    },
    { there: { KeyMetadata: single }, gone: missing },
  );
});
