import { awsError, type Call, type Replies } from '../bench.js';
import { account, users } from '../iam-answers.js';
import { key, late, metadata } from '../saml.js';

const created = new Date('2025-01-01T00:00:00Z');
const used = { active: 'true', rotated: '2025-01-01T00:00:00+00:00', used: 'N/A' };
const password = { enabled: 'true', used: 'no_information', changed: '2025-01-01T00:00:00+00:00' };
// The SDK names it so; on the wire it is NoSuchEntity.
const noSuchUser = awsError('NoSuchEntityException', 404);
const common: Replies = {
  'iam:GetAccountSummary': {
    SummaryMap: {
      AccountMFAEnabled: 1,
      AccountPasswordPresent: 1,
      AccountAccessKeysPresent: 0,
      AccountSigningCertificatesPresent: 0,
    },
  },
};

const document = encodeURIComponent(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}',
);
const trust = encodeURIComponent(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}',
);
const role = { Arn: 'arn:aws:iam::111122223333:role/app', RoleName: 'app', Path: '/', CreateDate: created };
const AttachedManagedPolicies = [{ PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', PolicyName: 'ReadOnlyAccess' }];
const inline = [{ PolicyName: 'own', PolicyDocument: document }];

/** One group, one role and one customer managed policy. */
const entities = {
  GroupDetailList: [
    {
      Arn: 'arn:aws:iam::111122223333:group/staff',
      GroupName: 'staff',
      Path: '/',
      AttachedManagedPolicies,
      GroupPolicyList: inline,
    },
  ],
  RoleDetailList: [
    {
      ...role,
      AssumeRolePolicyDocument: trust,
      AttachedManagedPolicies,
      RolePolicyList: inline,
      RoleLastUsed: { LastUsedDate: created },
      Tags: [{ Key: 'owner', Value: 'ann' }],
    },
  ],
  Policies: [
    {
      Arn: 'arn:aws:iam::111122223333:policy/read',
      PolicyName: 'read',
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 0,
      DefaultVersionId: 'v1',
      PolicyVersionList: [{ VersionId: 'v1', Document: document }],
    },
  ],
};

export const everything: Replies = {
  ...common,
  'iam:ListVirtualMFADevices': {
    VirtualMFADevices: [
      { SerialNumber: 'arn:aws:iam::111122223333:mfa/ann', User: { Arn: 'arn:aws:iam::111122223333:user/ann' } },
    ],
  },
  'iam:ListOrganizationsFeatures': { EnabledFeatures: ['RootCredentialsManagement', 'RootSessions'] },
  'iam:GetAccountPasswordPolicy': {
    PasswordPolicy: {
      MinimumPasswordLength: 14,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
    },
  },
  'iam:ListServerCertificates': {
    ServerCertificateMetadataList: [
      {
        Arn: 'arn:aws:iam::111122223333:server-certificate/web',
        ServerCertificateName: 'web',
        Expiration: new Date('2027-01-01T00:00:00Z'),
      },
    ],
  },
  'iam:ListSAMLProviders': { SAMLProviderList: [{ Arn: 'arn:aws:iam::111122223333:saml-provider/idp' }] },
  'iam:GetSAMLProvider': {
    SAMLMetadataDocument: metadata(key(late, '')),
    ValidUntil: new Date('2126-01-01T00:00:00Z'),
  },
  // bob is deleted between the listing and the look at his keys.
  ...account(['ann', 'bob'].map((user) => ({ user, password, keys: [used] }))),
  'iam:GetAccountAuthorizationDetails': { ...users('ann', 'bob'), ...entities },
  'iam:ListRoles': { Roles: [{ ...role, MaxSessionDuration: 3600 }] },
  'iam:ListAccessKeys': ({ input }: Call) =>
    input['UserName'] === 'bob'
      ? noSuchUser
      : { AccessKeyMetadata: [{ AccessKeyId: 'AKIA1', CreateDate: created, Status: 'Active' }] },
  'iam:GetUser': noSuchUser,
};

export const nothing: Replies = {
  ...common,
  'iam:ListVirtualMFADevices': { VirtualMFADevices: [] },
  'iam:GetAccountPasswordPolicy': awsError('NoSuchEntityException', 404),
  'iam:ListServerCertificates': { ServerCertificateMetadataList: [] },
  'iam:ListSAMLProviders': { SAMLProviderList: [] },
  ...account([]),
  'iam:GetAccountAuthorizationDetails': { ...users(), GroupDetailList: [], RoleDetailList: [], Policies: [] },
  'iam:ListRoles': { Roles: [] },
};
