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
    Users: 9,
    AccountPasswordPresent: 1,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AccountMFAEnabled: 0,
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
    'legacy-backup',
  ]);
  expect(report['<root_account>']).toMatchObject({ mfa_active: 'false', access_key_1_active: 'false' });
  expect(report['fleet-telemetry']).toMatchObject({
    access_key_1_active: 'true',
    access_key_1_last_used_date: '2026-01-05T09:00:00+00:00',
    access_key_2_active: 'true',
    access_key_2_last_used_date: '2026-10-31T21:00:00+00:00',
    access_key_2_last_used_region: 'eu-west-1',
    cert_2_last_rotated: 'N/A',
  });
  expect(report['emil.novak']).toMatchObject({ access_key_1_active: 'false', access_key_2_last_rotated: 'N/A' });
  expect(report['legacy-backup']).toMatchObject({
    access_key_1_last_rotated: '2026-10-12T09:00:00+00:00',
    access_key_1_last_used_date: 'N/A',
  });
});

test('users and access keys are dated by the same facts', async () => {
  const details = await aws.iam.send(new iam.GetAccountAuthorizationDetailsCommand({ Filter: ['User'] }));
  const dates = Object.fromEntries((details.UserDetailList ?? []).map((user) => [user.UserName, user.CreateDate]));
  expect(Object.keys(dates)).toHaveLength(9);
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
