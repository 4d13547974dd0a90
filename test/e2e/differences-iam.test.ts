import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsFor, type Clients } from './clients.js';
import { startEmulated, type Emulated } from './emulated.js';

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

function rows(csv: Uint8Array | undefined): Record<string, string>[] {
  const [header = '', ...lines] = Buffer.from(csv ?? [])
    .toString('utf8')
    .split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [names[index] ?? '', value])));
}

test('the account summary says what root has', async () => {
  expect((await bare.iam.send(new iam.GetAccountSummaryCommand({}))).SummaryMap).not.toHaveProperty(
    'AccountPasswordPresent',
  );
  const { SummaryMap } = await aws.iam.send(new iam.GetAccountSummaryCommand({}));
  expect(SummaryMap).toMatchObject({
    Users: 10,
    AccountPasswordPresent: 1,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AccountMFAEnabled: 1,
  });
});

test('the credential report has root, true dates and the time it was made', async () => {
  await aws.iam.send(new iam.GenerateCredentialReportCommand({}));
  const old = await bare.iam.send(new iam.GetCredentialReportCommand({}));
  expect(rows(old.Content).map((row) => row['user'])).not.toContain('<root_account>');
  const { Content, GeneratedTime } = await aws.iam.send(new iam.GetCredentialReportCommand({}));
  expect(GeneratedTime).toEqual(new Date('2026-11-01T08:50:00Z'));
  const report = Object.fromEntries(rows(Content).map((row) => [row['user'], row]));
  expect(Object.keys(report)).toEqual([
    '<root_account>',
    'ana.costa',
    'ben.okafor',
    'booking-ci',
    'dora.lind',
    'emil.novak',
    'fleet-telemetry',
    'grace.hughes',
    'ivo.brandt',
    'legacy-backup',
  ]);
  expect(report['<root_account>']).toMatchObject({
    mfa_active: 'true',
    password_last_used: '2026-10-20T09:00:00+00:00',
    access_key_1_active: 'false',
  });
  expect(report['fleet-telemetry']).toMatchObject({
    access_key_1_active: 'true',
    access_key_1_last_used_date: '2026-01-05T09:00:00+00:00',
    access_key_2_active: 'true',
    access_key_2_last_used_date: '2026-10-31T21:00:00+00:00',
    access_key_2_last_used_region: 'eu-west-1',
    cert_2_last_rotated: 'N/A',
  });
  expect(report['emil.novak']).toMatchObject({ access_key_1_active: 'false', access_key_2_last_rotated: 'N/A' });
  expect(report['dora.lind']).toMatchObject({
    password_enabled: 'true',
    password_last_used: 'no_information',
    password_last_changed: '2026-10-26T09:00:00+00:00',
    mfa_active: 'true',
  });
  expect(report['grace.hughes']).toMatchObject({
    password_enabled: 'false',
    password_last_used: 'N/A',
    password_last_changed: 'N/A',
  });
  expect(report['legacy-backup']).toMatchObject({
    access_key_1_last_rotated: '2026-10-12T09:00:00+00:00',
    access_key_1_last_used_date: 'N/A',
  });
});

test('users and access keys are dated by the same facts', async () => {
  const details = await aws.iam.send(new iam.GetAccountAuthorizationDetailsCommand({ Filter: ['User'] }));
  const dates = Object.fromEntries((details.UserDetailList ?? []).map((user) => [user.UserName, user.CreateDate]));
  expect(Object.keys(dates)).toHaveLength(10);
  expect(dates).toMatchObject({
    'dora.lind': new Date('2026-10-26T09:00:00Z'),
    'henrik.vale': new Date('2026-11-01T08:55:00Z'),
  });
  const keys = await aws.iam.send(new iam.ListAccessKeysCommand({ UserName: 'fleet-telemetry' }));
  expect(keys.AccessKeyMetadata?.map((key) => key.CreateDate)).toEqual([
    new Date('2025-06-29T09:00:00Z'),
    new Date('2026-07-24T09:00:00Z'),
  ]);
});

test('roles are dated, and used when the facts say so', async () => {
  const roles = async ({ iam: client }: Clients) => {
    const { RoleDetailList = [] } = await client.send(
      new iam.GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }),
    );
    return Object.fromEntries(RoleDetailList.map((role) => [role.RoleName, role]));
  };
  expect((await roles(bare))['break-glass']?.RoleLastUsed).toEqual({});
  const found = await roles(aws);
  expect(found['security-audit']?.RoleLastUsed?.LastUsedDate).toEqual(new Date('2026-11-01T04:12:00Z'));
  expect(found['break-glass']).toMatchObject({
    CreateDate: new Date('2024-08-23T09:00:00Z'),
    RoleLastUsed: { LastUsedDate: new Date('2026-03-16T09:00:00Z') },
  });
  expect(found['ticket-printer']?.RoleLastUsed).toEqual({});
});

test('policies have names and say what bounds are made of them', async () => {
  const policies = async ({ iam: client }: Clients) => {
    const { Policies = [] } = await client.send(
      new iam.GetAccountAuthorizationDetailsCommand({ Filter: ['LocalManagedPolicy'] }),
    );
    return Object.fromEntries(Policies.map((policy) => [policy.Arn?.split('/').at(-1), policy]));
  };
  const boundary = (await policies(bare))['developer-boundary'];
  expect([boundary?.PolicyName, boundary?.PermissionsBoundaryUsageCount]).toEqual([undefined, undefined]);
  const found = await policies(aws);
  expect(found['developer-boundary']).toMatchObject({
    PolicyName: 'developer-boundary',
    AttachmentCount: 0,
    PermissionsBoundaryUsageCount: 1,
  });
  expect(found['ticket-desk']).toMatchObject({
    PolicyName: 'ticket-desk',
    AttachmentCount: 2,
    PermissionsBoundaryUsageCount: 0,
  });
});

test('virtual MFA devices come without their seeds and with that of root', async () => {
  const devices = async ({ iam: client }: Clients) =>
    (await client.send(new iam.ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' }))).VirtualMFADevices ?? [];
  const [secret] = await devices(bare);
  expect(secret?.Base32StringSeed).toBeDefined();
  const found = await devices(aws);
  expect(found.map((device) => device.User?.Arn?.split(':').at(-1))).toEqual([
    'root',
    'user/ana.costa',
    'user/dora.lind',
    'user/emil.novak',
    'user/ivo.brandt',
  ]);
  for (const device of found) expect([device.Base32StringSeed, device.QRCodePNG]).toEqual([undefined, undefined]);
});

test('server certificates and SAML providers end when the facts say so', async () => {
  const certificates = async ({ iam: client }: Clients) => {
    const { ServerCertificateMetadataList = [] } = await client.send(new iam.ListServerCertificatesCommand({}));
    return Object.fromEntries(ServerCertificateMetadataList.map((one) => [one.ServerCertificateName, one.Expiration]));
  };
  expect((await certificates(bare))['booking-site']?.getFullYear()).toBe(2012);
  expect(await certificates(aws)).toEqual({
    'booking-site': new Date('2027-05-20T09:00:00Z'),
    'old-booking-site': new Date('2026-06-04T09:00:00Z'),
  });
  const provider = { SAMLProviderArn: 'arn:aws:iam::123456789012:saml-provider/crew-agency-login' };
  const end = async ({ iam: client }: Clients) =>
    (await client.send(new iam.GetSAMLProviderCommand(provider))).ValidUntil;
  expect((await end(bare))?.getFullYear()).toBe(2032);
  expect(await end(aws)).toEqual(new Date('2026-11-20T09:00:00Z'));
});
