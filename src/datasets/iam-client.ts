import { defineService } from '../aws/service.js';

/** IAM: one endpoint a partition. Its datasets stand in the files beside this one, by what they are about. */
export const iam = defineService({
  id: 'iam',
  global: true,
  load: async () => {
    const {
      IAMClient,
      GenerateCredentialReportCommand,
      GetAccountAuthorizationDetailsCommand,
      GetAccountPasswordPolicyCommand,
      GetAccountSummaryCommand,
      GetCredentialReportCommand,
      GetSAMLProviderCommand,
      GetUserCommand,
      ListAccessKeysCommand,
      ListOrganizationsFeaturesCommand,
      ListRolesCommand,
      ListSAMLProvidersCommand,
      ListServerCertificatesCommand,
      ListVirtualMFADevicesCommand,
    } = await import('@aws-sdk/client-iam');
    return {
      client: IAMClient,
      commands: {
        GenerateCredentialReport: GenerateCredentialReportCommand,
        GetAccountAuthorizationDetails: GetAccountAuthorizationDetailsCommand,
        GetAccountPasswordPolicy: GetAccountPasswordPolicyCommand,
        GetAccountSummary: GetAccountSummaryCommand,
        GetCredentialReport: GetCredentialReportCommand,
        GetSAMLProvider: GetSAMLProviderCommand,
        GetUser: GetUserCommand,
        ListAccessKeys: ListAccessKeysCommand,
        ListOrganizationsFeatures: ListOrganizationsFeaturesCommand,
        ListRoles: ListRolesCommand,
        ListSAMLProviders: ListSAMLProvidersCommand,
        ListServerCertificates: ListServerCertificatesCommand,
        ListVirtualMFADevices: ListVirtualMFADevicesCommand,
      },
    };
  },
  actions: {
    GenerateCredentialReport: ['iam:GenerateCredentialReport'],
    GetAccountAuthorizationDetails: ['iam:GetAccountAuthorizationDetails'],
    GetAccountPasswordPolicy: ['iam:GetAccountPasswordPolicy'],
    GetAccountSummary: ['iam:GetAccountSummary'],
    GetCredentialReport: ['iam:GetCredentialReport'],
    GetSAMLProvider: ['iam:GetSAMLProvider'],
    GetUser: ['iam:GetUser'],
    ListAccessKeys: ['iam:ListAccessKeys'],
    ListOrganizationsFeatures: ['iam:ListOrganizationsFeatures'],
    ListRoles: ['iam:ListRoles'],
    ListSAMLProviders: ['iam:ListSAMLProviders'],
    ListServerCertificates: ['iam:ListServerCertificates'],
    ListVirtualMFADevices: ['iam:ListVirtualMFADevices'],
  },
  cut: { GetAccountAuthorizationDetails: ['InstanceProfileList'] },
});
