import * as kms from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsFor, type Clients } from './clients.js';
import { startEmulated, type Emulated } from './emulated.js';
import { failure } from './failure.js';

let emulated: Emulated;
let aws: Clients;
/** Straight to moto, to show that the difference is still there. */
let bare: Clients;

beforeAll(async () => {
  emulated = await startEmulated();
  aws = clientsFor(emulated.proxies[0]?.endpoint ?? '');
  bare = clientsFor(emulated.moto);
});

afterAll(async () => emulated.stop());

/** The ARN of the key with that label. */
function keyArn(label: string): string {
  return [...emulated.account.labels].find(([, name]) => name === label)?.[0] ?? '';
}

const describeKey = async (label: string, region: string, clients = aws) =>
  (await clients.kms(region).send(new kms.DescribeKeyCommand({ KeyId: keyArn(label) }))).KeyMetadata;
const rotation = (label: string, region: string) =>
  aws.kms(region).send(new kms.GetKeyRotationStatusCommand({ KeyId: keyArn(label) }));

test('metadata has no nulls, says who manages a key and which one is the primary', async () => {
  expect(await describeKey('invoices', 'eu-west-1')).toMatchObject({
    CreationDate: new Date('2025-09-27T09:00:00Z'),
    KeyManager: 'CUSTOMER',
    KeyUsage: 'ENCRYPT_DECRYPT',
    MultiRegion: false,
  });
  expect(await describeKey('aws/s3', 'us-east-1')).toMatchObject({ KeyManager: 'AWS' });
  expect(await describeKey('passengers replica', 'eu-central-1')).toMatchObject({
    MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' },
  });
  expect(await describeKey('passengers', 'us-east-1')).toMatchObject({
    MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' },
  });
  expect(await describeKey('closed-warehouse', 'eu-central-1')).toMatchObject({
    KeyState: 'PendingDeletion',
    DeletionDate: new Date('2026-11-21T09:00:00Z'),
  });
});

test.each([
  ['booking-database', 'eu-west-1', true, 365],
  ['card-vault', 'eu-west-1', true, 180],
  ['invoices', 'eu-west-1', false, undefined],
  ['old-crm', 'eu-central-1', true, 365],
  ['closed-warehouse', 'eu-central-1', false, undefined],
  ['aws/s3', 'us-east-1', true, 365],
])('rotation of %s', async (label, region, enabled, period) => {
  const { KeyRotationEnabled, RotationPeriodInDays } = await rotation(label, region);
  expect([KeyRotationEnabled, RotationPeriodInDays]).toEqual([enabled, period]);
});

test.each(['ticket-signing', 'session-tokens', 'customs-broker'])('%s cannot rotate', async (label) => {
  expect(await failure(rotation(label, 'eu-west-1'))).toEqual(['UnsupportedOperationException', 400]);
});

test('a key waits for its imported material, which may expire', async () => {
  expect(await describeKey('customs-broker', 'eu-west-1', bare)).toMatchObject({ KeyState: 'Enabled' });
  expect(await describeKey('customs-broker', 'eu-west-1')).toMatchObject({ Enabled: false, KeyState: 'PendingImport' });
  expect(await describeKey('card-network', 'eu-west-1')).toMatchObject({
    KeyState: 'Enabled',
    ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    ValidTo: new Date('2026-11-10T09:00:00Z'),
  });
  expect(await describeKey('port-authority', 'eu-west-1')).toMatchObject({
    CreationDate: new Date('2024-05-15T09:00:00Z'),
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
  });
});

test('rotations on demand have true dates', async () => {
  const rotations = async (clients: Clients) => {
    const command = new kms.ListKeyRotationsCommand({ KeyId: keyArn('port-authority') });
    const { Rotations = [] } = await clients.kms('eu-west-1').send(command);
    return Rotations.map(({ RotationDate, RotationType }) => [RotationDate, RotationType]);
  };
  const dated = [[new Date('2026-07-24T09:00:00Z'), 'ON_DEMAND']];
  expect(await rotations(bare)).not.toEqual(dated);
  expect(await rotations(aws)).toEqual(dated);
});

test('aliases of AWS have a key once one was made', async () => {
  const targets = async (region: string, clients = aws) => {
    const { Aliases = [] } = await clients.kms(region).send(new kms.ListAliasesCommand({}));
    return new Map(Aliases.map(({ AliasName, TargetKeyId }) => [AliasName, TargetKeyId]));
  };
  expect((await targets('us-east-1', bare)).get('alias/aws/ebs')).toBeDefined();
  const found = await targets('us-east-1');
  expect(found.has('alias/aws/ebs')).toBe(true);
  expect(found.get('alias/aws/ebs')).toBeUndefined();
  expect(keyArn('aws/s3')).toContain(found.get('alias/aws/s3'));
  expect(keyArn('audit-trail')).toContain(found.get('alias/audit-trail'));
});
