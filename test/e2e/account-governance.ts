import { PutAlternateContactCommand } from '@aws-sdk/client-account';
import {
  AttachGroupPolicyCommand,
  DeleteSAMLProviderCommand,
  ListSAMLProvidersCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import { accountId, awsPolicyArn } from './account-arns.js';
import type { Building } from './account.js';

const contact = {
  FullName: 'Harbourline Ferries',
  AddressLine1: 'Pier 4',
  City: 'Port Example',
  PostalCode: '00000',
  CountryCode: 'IE',
  PhoneNumber: '+353 1 555 0100',
};

/** The services that may act in the whole organization. */
const trusted = ['guardduty.amazonaws.com', 'access-analyzer.amazonaws.com'] as const;

/** Delegates a service to the member account for security; makes the account first where there is none. */
async function delegate(service: string, { clients }: Pick<Building, 'clients'>): Promise<string> {
  const { Accounts = [] } = await clients.organizations.send(new organizations.ListAccountsCommand({}));
  let member = Accounts.find(({ Name }) => Name === 'harbourline-security')?.Id;
  if (member === undefined) {
    const create = { AccountName: 'harbourline-security', Email: 'security@harbourline.example' };
    const answer = await clients.organizations.send(new organizations.CreateAccountCommand(create));
    member = answer.CreateAccountStatus?.AccountId ?? '';
  }
  const register = { AccountId: member, ServicePrincipal: service };
  await clients.organizations.send(new organizations.RegisterDelegatedAdministratorCommand(register));
  return member;
}

/**
 * The settings of the account itself and of the organization that it manages: some good, some bad. A setting has
 * one state at a time; `turnSettings` gives it the other one.
 */
export async function buildGovernance(building: Building): Promise<void> {
  const { clients, facts, daysAgo } = building;
  facts.root = {
    password: true,
    accessKeys: false,
    signingCertificates: false,
    mfa: true,
    virtualMfa: true,
    used: daysAgo(12),
  };
  facts.governance = {
    contact,
    identityCenter: { region: 'eu-west-1', id: 'ssoins-0123456789abcdef', owner: accountId },
    analyzers: {
      'eu-central-1': { name: 'harbourline-external', status: 'ACTIVE' },
      'eu-west-1': { name: 'harbourline-external', status: 'ACTIVE' },
      'us-east-1': { name: 'harbourline-external', status: 'DISABLED' },
    },
  };
  await clients.iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 10,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: true,
      PasswordReusePrevention: 5,
    }),
  );
  await clients.organizations.send(new organizations.CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  for (const ServicePrincipal of trusted) {
    await clients.organizations.send(new organizations.EnableAWSServiceAccessCommand({ ServicePrincipal }));
  }
  await delegate(trusted[0], building);
}

/**
 * Turns each setting of the account itself and of its organization the other way round.
 * @returns the id of the organization's member account.
 */
export async function turnSettings(building: Pick<Building, 'clients' | 'facts'>): Promise<string> {
  const { clients, facts } = building;
  facts.root = { password: true, accessKeys: true, signingCertificates: false, mfa: false, virtualMfa: false };
  facts.governance = {
    rootFeatures: ['RootCredentialsManagement'],
    delegationPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'PoliciesBySecurity',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: ['organizations:CreatePolicy', 'organizations:AttachPolicy'],
          Resource: '*',
        },
      ],
    },
    analyzers: { 'us-east-1': { name: 'harbourline-external', status: 'ACTIVE' } },
  };
  await clients.iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 14,
      RequireNumbers: true,
      RequireSymbols: true,
      PasswordReusePrevention: 24,
      MaxPasswordAge: 365,
    }),
  );
  const support = { GroupName: 'terminal-operations', PolicyArn: awsPolicyArn('AWSSupportAccess') };
  await clients.iam.send(new AttachGroupPolicyCommand(support));
  const { SAMLProviderList = [] } = await clients.iam.send(new ListSAMLProvidersCommand({}));
  for (const { Arn: SAMLProviderArn } of SAMLProviderList) {
    await clients.iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn }));
  }
  await clients.account.send(
    new PutAlternateContactCommand({
      AlternateContactType: 'SECURITY',
      Name: 'Duty officer',
      Title: 'Security',
      EmailAddress: 'security@harbourline.example',
      PhoneNumber: '+353 1 555 0101',
    }),
  );
  return delegate(trusted[1], building);
}
