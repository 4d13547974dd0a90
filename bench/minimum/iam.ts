import { type AccountShape, indices, reportPolls, userKeys } from '../account.js';
import { type Formulas, pages } from './formula.js';

const report = { 'iam:GenerateCredentialReport': 1 + reportPolls, 'iam:GetCredentialReport': 1 };

function userRows({ users }: AccountShape): Record<string, number> {
  return { 'iam:GetAccountAuthorizationDetails (User)': pages(users), ...report };
}

function accessKeys(account: AccountShape): Record<string, number> {
  const withActive = indices(account.users, (index) => userKeys(index).includes('active'));
  return { ...userRows(account), 'iam:ListAccessKeys': withActive.length };
}

/** The calls that list one kind of entity. */
const listing = {
  users: ({ users }: AccountShape) => ({ 'iam:GetAccountAuthorizationDetails (User)': pages(users) }),
  groups: ({ groups }: AccountShape) => ({ 'iam:GetAccountAuthorizationDetails (Group)': pages(groups) }),
  roles: ({ roles }: AccountShape) => ({ 'iam:GetAccountAuthorizationDetails (Role)': pages(roles) }),
  policies: ({ policies }: AccountShape) => ({
    'iam:GetAccountAuthorizationDetails (LocalManagedPolicy)': pages(policies),
  }),
};

function identities(account: AccountShape): Record<string, number> {
  return { ...listing.users(account), ...listing.groups(account), ...listing.roles(account) };
}

const passwordPolicy = { 'iam:GetAccountPasswordPolicy': 1 };

export const iam: Formulas = {
  'iam-expired-server-certificate': () => ({ 'iam:ListServerCertificates': 1 }),
  'iam-password-policy-expiry': () => passwordPolicy,
  'iam-password-policy-length': () => passwordPolicy,
  'iam-password-policy-lowercase': () => passwordPolicy,
  'iam-password-policy-numbers': () => passwordPolicy,
  'iam-password-policy-reuse': () => passwordPolicy,
  'iam-password-policy-symbols': () => passwordPolicy,
  'iam-password-policy-uppercase': () => passwordPolicy,
  'iam-root-access-key': () => ({ 'iam:GetAccountSummary': 1 }),
  'iam-root-hardware-mfa': () => ({ 'iam:GetAccountSummary': 1, 'iam:ListVirtualMFADevices': 1 }),
  'iam-root-mfa': () => ({ 'iam:GetAccountSummary': 1 }),
  'iam-root-recent-use': () => report,
  'iam-access-key-rotation': accessKeys,
  'iam-access-key-unused': accessKeys,
  'iam-access-key-unused-90-days': accessKeys,
  'iam-console-password-unused': userRows,
  'iam-console-password-unused-90-days': userRows,
  'iam-user-console-mfa': userRows,
  'iam-user-initial-access-key': userRows,
  'iam-user-long-lived-keys': userRows,
  'iam-user-mfa': userRows,
  'iam-user-shared-credentials': userRows,
  'iam-user-single-active-key': userRows,
  'iam-user-direct-policies': listing.users,
  'iam-user-group-membership': listing.users,
  'iam-user-tags': listing.users,
  'iam-group-members': (account) => ({ ...listing.groups(account), ...listing.users(account) }),
  'iam-role-tags': listing.roles,
  'iam-role-unused': listing.roles,
  'iam-role-session-duration': (account) => ({ ...listing.roles(account), 'iam:ListRoles': pages(account.roles) }),
  'iam-role-trust-wildcard': listing.roles,
  'iam-role-service-confused-deputy': listing.roles,
  'iam-federated-trust-conditions': listing.roles,
  // Policies are looked up where a role has one of the account's own attached; the bench's roles have none.
  'iam-admin-mfa-condition': listing.roles,
  'iam-support-role': (account) => ({ ...listing.groups(account), ...listing.roles(account) }),
  'iam-attached-policy-full-admin': listing.policies,
  'iam-unattached-policy-full-admin': listing.policies,
  'iam-policy-service-wildcards': listing.policies,
  'iam-policy-delegation-wildcard': listing.policies,
  'iam-inline-policy-delegation-wildcard': identities,
  'kms-managed-policy-decrypt-all': listing.policies,
  'kms-inline-policy-decrypt-all': identities,
  'iam-inline-policy-full-admin': identities,
  'iam-managed-admin-attachment': identities,
  'iam-cloudshell-full-access': identities,
  'iam-saml-provider-expiry': () => ({ 'iam:ListSAMLProviders': 1 }),
  // Nobody has a console password.
  'iam-workforce-federation': () => report,
};
