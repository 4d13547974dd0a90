/**
 * The IAM actions that each operation needs, from the service authorization reference: written here a second
 * time, so that a wrong action in a dataset is found instead of confirmed.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
const actions: Readonly<Record<string, readonly string[]>> = {
  'account:ListRegions': ['account:ListRegions'],
  'cloudtrail:DescribeTrails': ['cloudtrail:DescribeTrails'],
  'cloudtrail:GetEventSelectors': ['cloudtrail:GetEventSelectors'],
  'cloudtrail:GetTrailStatus': ['cloudtrail:GetTrailStatus'],
  'cloudtrail:ListEventDataStores': ['cloudtrail:ListEventDataStores'],
  'ec2:DescribeRegions': ['ec2:DescribeRegions'],
  'iam:GenerateCredentialReport': ['iam:GenerateCredentialReport'],
  'iam:GetAccountAuthorizationDetails': ['iam:GetAccountAuthorizationDetails'],
  'iam:GetAccountSummary': ['iam:GetAccountSummary'],
  'iam:GetCredentialReport': ['iam:GetCredentialReport'],
  'iam:ListAccessKeys': ['iam:ListAccessKeys'],
  'kms:DescribeKey': ['kms:DescribeKey'],
  'kms:GetKeyRotationStatus': ['kms:GetKeyRotationStatus'],
  'kms:ListKeys': ['kms:ListKeys'],
  's3:GetBucketAcl': ['s3:GetBucketAcl'],
  's3:GetBucketPolicy': ['s3:GetBucketPolicy'],
  's3:GetBucketPolicyStatus': ['s3:GetBucketPolicyStatus'],
  's3:GetPublicAccessBlock': ['s3:GetBucketPublicAccessBlock'],
  's3:ListBuckets': ['s3:ListAllMyBuckets'],
  's3-control:GetPublicAccessBlock': ['s3:GetAccountPublicAccessBlock'],
  // IAM asks for no permission here and no policy can refuse it; listed so that a test can try.
  'sts:GetCallerIdentity': ['sts:GetCallerIdentity'],
};

/** The operations that a scan may send: reads, and the job that makes the credential report. */
export const readOperations: ReadonlySet<string> = new Set(Object.keys(actions));

/** The IAM actions an operation needs; none for one that is not listed. */
export function actionsOf(service: string, operation: string): readonly string[] {
  return actions[`${service}:${operation}`] ?? [];
}
