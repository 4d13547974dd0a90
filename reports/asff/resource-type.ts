/**
 * Names that ASFF has for the CloudFormation types that checks judge; anything else is `Other`.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html
 */
export const resourceTypes: ReadonlyMap<string, string> = new Map([
  ['AWS::::Account', 'AwsAccount'],
  ['AWS::CloudTrail::Trail', 'AwsCloudTrailTrail'],
  ['AWS::IAM::AccessKey', 'AwsIamAccessKey'],
  ['AWS::IAM::Group', 'AwsIamGroup'],
  ['AWS::IAM::ManagedPolicy', 'AwsIamPolicy'],
  ['AWS::IAM::Role', 'AwsIamRole'],
  ['AWS::IAM::User', 'AwsIamUser'],
  ['AWS::KMS::Key', 'AwsKmsKey'],
  ['AWS::S3::AccessPoint', 'AwsS3AccessPoint'],
  ['AWS::S3::Bucket', 'AwsS3Bucket'],
]);
