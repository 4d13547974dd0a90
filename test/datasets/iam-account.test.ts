import { describe, expect, test } from 'vitest';
import { absent } from '../../src/core/fact.js';
import {
  centralRootFeatures,
  passwordPolicy,
  rootVirtualDevices,
  serverCertificate,
} from '../../src/datasets/iam-account.js';
import { awsError, benchOf, denied, paged } from './bench.js';
import { fact, listing, pages, readsAs, reasonOf } from './specimen.js';

const marker = { in: 'Marker', out: 'Marker' };

describe('rootVirtualDevices', () => {
  const summary = (members: object) => ({
    'iam:GetAccountSummary': {
      SummaryMap: {
        AccountMFAEnabled: 1,
        AccountPasswordPresent: 1,
        AccountAccessKeysPresent: 0,
        AccountSigningCertificatesPresent: 0,
        ...members,
      },
    },
  });
  const device = (name: string, owner: string) => ({
    SerialNumber: `arn:aws:iam::111122223333:mfa/${name}`,
    User: { Arn: `arn:aws:iam::111122223333:${owner}` },
  });
  const users = { VirtualMFADevices: [device('root-account-mfa-device', 'user/ann')] };
  const roots = { VirtualMFADevices: [device('phone', 'root')] };
  readsAs({
    operation: 'iam:ListVirtualMFADevices',
    actions: ['iam:ListVirtualMFADevices'],
    answer: roots,
    value: ['arn:aws:iam::111122223333:mfa/phone'],
    replies: summary({}),
    read: fact(rootVirtualDevices),
  });

  test('go by the owner and not by the name, on every page', async () => {
    const bench = await benchOf({ ...summary({}), 'iam:ListVirtualMFADevices': paged(marker, users, roots) });
    expect(await fact(rootVirtualDevices)(bench)).toEqual(['arn:aws:iam::111122223333:mfa/phone']);
    expect(bench.calls.at(-1)).toMatchObject({ input: { AssignmentStatus: 'Assigned', Marker: '1' } });
  });

  test('is a gap where the second page is denied', async () => {
    const bench = await benchOf({ ...summary({}), 'iam:ListVirtualMFADevices': paged(marker, users, denied) });
    expect(reasonOf(await fact(rootVirtualDevices)(bench))).toMatchObject({ kind: 'denied' });
  });

  test.each([
    ['MFA', summary({ AccountMFAEnabled: 0 })],
    ['credentials', summary({ AccountPasswordPresent: 0 })],
  ])('are absent, and not asked for, where root has no %s', async (_, replies) => {
    const bench = await benchOf(replies);
    expect(await fact(rootVirtualDevices)(bench)).toBe(absent);
    expect(bench.calls.map(({ id }) => id)).toEqual(['iam:GetAccountSummary']);
  });
});

describe('centralRootFeatures', () => {
  const organization = (MasterAccountId: string) => ({
    'organizations:DescribeOrganization': { Organization: { Id: 'o-1', MasterAccountId } },
  });
  const features = { EnabledFeatures: ['RootCredentialsManagement'] };
  const read = fact(centralRootFeatures);
  readsAs({
    operation: 'iam:ListOrganizationsFeatures',
    actions: ['iam:ListOrganizationsFeatures'],
    answer: features,
    value: ['RootCredentialsManagement'],
    replies: organization('111122223333'),
    read,
  });

  const asked = async (home: string, answer: object) =>
    read(await benchOf({ ...organization(home), 'iam:ListOrganizationsFeatures': answer }));
  const off = ['ServiceAccessNotEnabledException', 'OrganizationNotInAllFeaturesModeException'];

  test.each(off)('%s means that none is on, to the management account', async (code) => {
    expect(await asked('111122223333', awsError(code))).toEqual([]);
  });

  test.each([...off, 'AccountNotManagementOrDelegatedAdministratorException'])(
    '%s is absent, to a member',
    async (code) => expect(await asked('999999999999', awsError(code))).toBe(absent),
  );

  test('a refusal that AWS never gives the management account is a gap', async () => {
    const fact = await asked('111122223333', awsError('AccountNotManagementOrDelegatedAdministratorException'));
    expect(reasonOf(fact)).toMatchObject({ kind: 'unsupported' });
  });

  test('a member that is denied is a gap', async () => {
    expect(reasonOf(await asked('999999999999', denied))).toMatchObject({ kind: 'denied' });
  });

  test('a delegated administrator has them', async () => {
    expect(await asked('999999999999', features)).toEqual(['RootCredentialsManagement']);
  });

  test('a standalone account is not asked', async () => {
    const bench = await benchOf({
      'organizations:DescribeOrganization': awsError('AWSOrganizationsNotInUseException'),
    });
    expect(await read(bench)).toBe(absent);
    expect(bench.calls).toHaveLength(1);
  });
});

describe('passwordPolicy', () => {
  const PasswordPolicy = {
    MinimumPasswordLength: 14,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: false,
    RequireNumbers: true,
    RequireSymbols: false,
    ExpirePasswords: true,
    MaxPasswordAge: 90,
    PasswordReusePrevention: 24,
  };
  const value = {
    minimumLength: 14,
    uppercase: true,
    lowercase: false,
    numbers: true,
    symbols: false,
    remembered: 24,
    maximumAgeDays: 90,
  };
  readsAs({
    operation: 'iam:GetAccountPasswordPolicy',
    actions: ['iam:GetAccountPasswordPolicy'],
    answer: { PasswordPolicy },
    optional: ['PasswordPolicy.PasswordReusePrevention'],
    value,
    absent: ['NoSuchEntityException'],
    read: fact(passwordPolicy),
  });

  test('without rules on reuse and age', async () => {
    const { PasswordReusePrevention: _, MaxPasswordAge: __, ...rest } = PasswordPolicy;
    const answer = { PasswordPolicy: { ...rest, ExpirePasswords: false } };
    const read = await fact(passwordPolicy)(await benchOf({ 'iam:GetAccountPasswordPolicy': answer }));
    expect(read).toEqual({ ...value, remembered: 0, maximumAgeDays: 'never' });
  });
});

describe('serverCertificate', () => {
  const listed = (name: string) => ({
    ServerCertificateMetadataList: [
      {
        Arn: `arn:aws:iam::111122223333:server-certificate/${name}`,
        ServerCertificateName: name,
        Expiration: new Date('2027-01-01T00:00:00Z'),
      },
    ],
  });
  const arn = 'arn:aws:iam::111122223333:server-certificate/web';
  readsAs({
    operation: 'iam:ListServerCertificates',
    actions: ['iam:ListServerCertificates'],
    answer: listed('web'),
    value: [
      {
        type: 'AWS::IAM::ServerCertificate',
        key: arn,
        arn,
        name: 'web',
        region: 'global',
        data: { expires: new Date('2027-01-01T00:00:00Z') },
      },
    ],
    read: listing(serverCertificate),
  });

  pages({
    type: serverCertificate,
    operation: 'iam:ListServerCertificates',
    token: marker,
    pages: [listed('web'), listed('api')],
    names: [['web'], ['api']],
    flag: 'IsTruncated',
  });
});
