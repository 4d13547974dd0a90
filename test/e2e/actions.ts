/**
 * The IAM actions that each operation needs, from the service authorization reference: written here a second
 * time, so that a wrong action in a dataset is found instead of confirmed.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
const actions: Readonly<Record<string, readonly string[]>> = {
  'accessanalyzer:ListAnalyzers': ['access-analyzer:ListAnalyzers'],
  'account:GetAlternateContact': ['account:GetAlternateContact'],
  'account:GetContactInformation': ['account:GetContactInformation'],
  'account:ListRegions': ['account:ListRegions'],
  'cloudtrail:DescribeTrails': ['cloudtrail:DescribeTrails'],
  'cloudtrail:GetEventSelectors': ['cloudtrail:GetEventSelectors'],
  'cloudtrail:GetTrailStatus': ['cloudtrail:GetTrailStatus'],
  'cloudtrail:ListEventDataStores': ['cloudtrail:ListEventDataStores'],
  'ec2:DescribeRegions': ['ec2:DescribeRegions'],
  'iam:GenerateCredentialReport': ['iam:GenerateCredentialReport'],
  'iam:GetAccountAuthorizationDetails': ['iam:GetAccountAuthorizationDetails'],
  'iam:GetAccountPasswordPolicy': ['iam:GetAccountPasswordPolicy'],
  'iam:GetAccountSummary': ['iam:GetAccountSummary'],
  'iam:GetCredentialReport': ['iam:GetCredentialReport'],
  'iam:GetSAMLProvider': ['iam:GetSAMLProvider'],
  'iam:GetUser': ['iam:GetUser'],
  'iam:ListAccessKeys': ['iam:ListAccessKeys'],
  'iam:ListOrganizationsFeatures': ['iam:ListOrganizationsFeatures'],
  'iam:ListRoles': ['iam:ListRoles'],
  'iam:ListSAMLProviders': ['iam:ListSAMLProviders'],
  'iam:ListServerCertificates': ['iam:ListServerCertificates'],
  'iam:ListVirtualMFADevices': ['iam:ListVirtualMFADevices'],
  'kms:DescribeKey': ['kms:DescribeKey'],
  'kms:GetKeyPolicy': ['kms:GetKeyPolicy'],
  'kms:GetKeyRotationStatus': ['kms:GetKeyRotationStatus'],
  'kms:ListAliases': ['kms:ListAliases'],
  'kms:ListKeyRotations': ['kms:ListKeyRotations'],
  'kms:ListKeys': ['kms:ListKeys'],
  'organizations:DescribeOrganization': ['organizations:DescribeOrganization'],
  'organizations:DescribeResourcePolicy': ['organizations:DescribeResourcePolicy'],
  'organizations:ListAWSServiceAccessForOrganization': ['organizations:ListAWSServiceAccessForOrganization'],
  'organizations:ListDelegatedAdministrators': ['organizations:ListDelegatedAdministrators'],
  'organizations:ListDelegatedServicesForAccount': ['organizations:ListDelegatedServicesForAccount'],
  's3:GetBucketAcl': ['s3:GetBucketAcl'],
  's3:GetBucketEncryption': ['s3:GetEncryptionConfiguration'],
  's3:GetBucketLifecycleConfiguration': ['s3:GetLifecycleConfiguration'],
  's3:GetBucketLogging': ['s3:GetBucketLogging'],
  's3:GetBucketOwnershipControls': ['s3:GetBucketOwnershipControls'],
  's3:GetBucketPolicy': ['s3:GetBucketPolicy'],
  's3:GetBucketPolicyStatus': ['s3:GetBucketPolicyStatus'],
  's3:GetBucketVersioning': ['s3:GetBucketVersioning'],
  's3:GetObjectLockConfiguration': ['s3:GetBucketObjectLockConfiguration'],
  's3:GetPublicAccessBlock': ['s3:GetBucketPublicAccessBlock'],
  's3:ListBuckets': ['s3:ListAllMyBuckets'],
  's3-control:GetAccessPoint': ['s3:GetAccessPoint'],
  's3-control:GetPublicAccessBlock': ['s3:GetAccountPublicAccessBlock'],
  's3-control:ListAccessPoints': ['s3:ListAccessPoints'],
  's3-control:ListMultiRegionAccessPoints': ['s3:ListMultiRegionAccessPoints'],
  's3express:GetBucketLifecycleConfiguration': ['s3express:GetLifecycleConfiguration'],
  's3express:ListDirectoryBuckets': ['s3express:ListAllMyDirectoryBuckets'],
  'sso-admin:ListInstances': ['sso:ListInstances'],
  // IAM asks for no permission here and no policy can refuse it; listed so that a test can try.
  'sts:GetCallerIdentity': ['sts:GetCallerIdentity'],
};

/** The operations that a scan may send: reads, and the job that makes the credential report. */
export const readOperations: ReadonlySet<string> = new Set(Object.keys(actions));

/** The IAM actions an operation needs; none for one that is not listed. */
export function actionsOf(service: string, operation: string): readonly string[] {
  return actions[`${service}:${operation}`] ?? [];
}
