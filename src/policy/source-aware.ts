/**
 * Services whose documentation tells to bind a role's trust policy to the source they act for (`aws:SourceArn`,
 * `aws:SourceAccount`), with the page that does, by the first label of the service principal.
 *
 * Only what a page shows for a role is here. EC2, Lambda and ECS tasks run the caller's own code with the role, and
 * several services (CloudTrail's delivery to CloudWatch Logs, AWS Backup) send no source with `sts:AssumeRole`, so
 * that such a condition would lock them out.
 */
export const sourceAware: ReadonlyMap<string, string> = new Map([
  ['bedrock', 'https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html'],
  ['codebuild', 'https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html'],
  ['comprehend', 'https://docs.aws.amazon.com/comprehend/latest/dg/cross-service-confused-deputy-prevention.html'],
  ['datasync', 'https://docs.aws.amazon.com/datasync/latest/userguide/cross-service-confused-deputy-prevention.html'],
  ['frauddetector', 'https://docs.aws.amazon.com/frauddetector/latest/ug/confused-deputy-prevention.html'],
  ['personalize', 'https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html'],
  ['sagemaker', 'https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html'],
  ['scheduler', 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html'],
  ['ssm', 'https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html'],
  ['states', 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html'],
  ['transfer', 'https://docs.aws.amazon.com/transfer/latest/userguide/confused-deputy.html'],
  ['vpc-flow-logs', 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html'],
]);

/** The service of a principal such as `states.amazonaws.com`, `states.eu-west-1.amazonaws.com` or one of China's. */
export function serviceOfPrincipal(id: string): string {
  return /^([a-z0-9-]+)\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/i.exec(id)?.[1]?.toLowerCase() ?? '';
}
