/** Keys that KMS does not rotate by itself: their material, their age, their aliases. */
import { describe, expect, test } from 'vitest';
import { absent, isAbsent } from '../../src/core/fact.js';
import { importedMaterial, importExclusion } from '../../src/datasets/kms-material.js';
import { ageExclusion, aliases, keyAliases, lastRotation } from '../../src/datasets/kms-rotation.js';
import { key, type KeyMetadata } from '../../src/datasets/kms.js';
import { benchOf, factOf, listOf, paged, usEast } from './bench.js';
import { fact, readsAs, reasonOf } from './specimen.js';

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1';
const keys = { Keys: [{ KeyArn: arn, KeyId: '1' }] };
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
const describedAs = (more: object) => ({
  'kms:ListKeys': usEast(keys, { Keys: [] }),
  'kms:DescribeKey': { KeyMetadata: { ...single, ...more } },
});
const imported = { Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };

describe('importedMaterial', () => {
  const read = fact(importedMaterial, key);
  const validTo = new Date('2026-03-01T00:00:00Z');
  test.each<[string, object, unknown]>([
    ['never expires', imported, { present: true, validTo: absent }],
    ['expires', { ...imported, ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: validTo }, { present: true, validTo }],
    ['is missing', { Origin: 'EXTERNAL', KeyState: 'PendingImport' }, { present: false }],
    ['of a key made by KMS', {}, absent],
    ['of a key that will be deleted', { Origin: 'EXTERNAL', KeyState: 'PendingDeletion' }, absent],
  ])('%s', async (_, more, value) => expect(await read(await benchOf(describedAs(more)))).toEqual(value));

  test.each([{ ExpirationModel: undefined }, { ExpirationModel: 'KEY_MATERIAL_EXPIRES' }])(
    'with %j it is malformed',
    async (more) => {
      const fact = await read(await benchOf(describedAs({ ...imported, ...more })));
      expect(reasonOf(fact)).toMatchObject({ kind: 'malformed', operation: 'kms:DescribeKey' });
    },
  );

  test('what does not apply says why', () => {
    expect(importExclusion({ ...metadata, origin: 'AWS_CLOUDHSM' })).toContain('AWS_CLOUDHSM');
    expect(importExclusion({ ...metadata, origin: 'EXTERNAL', state: 'PendingDeletion' })).toContain('PendingDeletion');
  });
});

describe('lastRotation', () => {
  const [older, newer] = [new Date('2025-02-01T00:00:00Z'), new Date('2025-03-01T00:00:00Z')];
  const read = fact(lastRotation, key);
  readsAs({
    operation: 'kms:ListKeyRotations',
    actions: ['kms:ListKeyRotations'],
    replies: describedAs(imported),
    answer: { Rotations: [{ RotationDate: newer }, { RotationDate: older }] },
    value: { at: newer },
    read,
  });

  test('is the latest of all pages', async () => {
    const token = { in: 'Marker', out: 'NextMarker' };
    const [one, two] = [{ Rotations: [{ RotationDate: older }] }, { Rotations: [{ RotationDate: newer }] }];
    const bench = await benchOf({ ...describedAs(imported), 'kms:ListKeyRotations': paged(token, one, two) });
    expect(await read(bench)).toEqual({ at: newer });
  });

  test('is absent for a key that never was rotated', async () => {
    const bench = await benchOf({ ...describedAs(imported), 'kms:ListKeyRotations': { Rotations: [] } });
    expect(isAbsent(await read(bench))).toBe(true);
  });

  test.each([
    ['made by KMS', {}],
    ['asymmetric, of imported material', { ...imported, KeySpec: 'RSA_2048' }],
    ['in a custom key store', { Origin: 'AWS_CLOUDHSM' }],
    ['disabled', { ...imported, KeyState: 'Disabled' }],
    ['a replica', { ...imported, MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } }],
  ])('is not asked of a key that is %s', async (_, more) => {
    const bench = await benchOf(describedAs(more));
    expect(isAbsent(await read(bench))).toBe(true);
    expect(bench.calls.map(({ id }) => id)).toEqual(['kms:ListKeys', 'kms:DescribeKey']);
  });
});

describe('aliases', () => {
  readsAs({
    operation: 'kms:ListAliases',
    actions: ['kms:ListAliases'],
    answer: { Aliases: [{ AliasName: 'alias/data', TargetKeyId: '1' }] },
    optional: ['Aliases.0.TargetKeyId'],
    value: new Map([['1', ['alias/data']]]),
    read: fact(aliases),
  });

  test('are asked for once a region, and only for keys whose age matters', async () => {
    const named = {
      Aliases: [
        { AliasName: 'alias/b', TargetKeyId: '1' },
        { AliasName: 'alias/a', TargetKeyId: '1' },
      ],
    };
    const read = fact(keyAliases, key);
    const bench = await benchOf({ ...describedAs(imported), 'kms:ListAliases': named });
    expect(await read(bench)).toEqual(['alias/a', 'alias/b']);
    const two = { Keys: [...keys.Keys, { KeyArn: `${arn}2`, KeyId: '12' }] };
    const both = await benchOf({
      ...describedAs(imported),
      'kms:ListKeys': usEast(two, { Keys: [] }),
      'kms:ListAliases': named,
    });
    const { holders } = await listOf(both.reader, key);
    const facts = await Promise.all(holders.map(async (holder) => factOf(both.reader, keyAliases, holder)));
    expect(facts).toEqual([['alias/a', 'alias/b'], []]);
    expect(both.calls.filter(({ id }) => id === 'kms:ListAliases')).toHaveLength(1);
    expect(isAbsent(await read(await benchOf(describedAs({}))))).toBe(true);
  });

  test('matter to keys that KMS cannot rotate', () => {
    expect(ageExclusion({ ...metadata, origin: 'EXTERNAL' })).toBeUndefined();
    expect(ageExclusion({ ...metadata, manager: 'AWS' })).toContain('AWS manages');
    expect(ageExclusion(metadata)).toContain('automatically');
  });
});
