import { onTestFinished } from 'vitest';
import { defineService } from '../../src/aws/service.js';
import { createTransport, type AwsTransport, type LiveOptions } from '../../src/aws/transport.js';
import { operationId } from '../../src/core/operation.js';

export const iam = defineService({
  id: 'iam',
  global: true,
  load: async () => {
    const { IAMClient, GetUserCommand, ListUsersCommand } = await import('@aws-sdk/client-iam');
    return { client: IAMClient, commands: { GetUser: GetUserCommand, ListUsers: ListUsersCommand } };
  },
  actions: { GetUser: ['iam:GetUser'], ListUsers: ['iam:ListUsers'] },
});

export const s3 = defineService({
  id: 's3',
  load: async () => {
    const { S3Client, GetBucketAclCommand, GetBucketPolicyCommand, ListBucketsCommand } =
      await import('@aws-sdk/client-s3');
    return {
      client: S3Client,
      commands: {
        GetBucketAcl: GetBucketAclCommand,
        GetBucketPolicy: GetBucketPolicyCommand,
        ListBuckets: ListBucketsCommand,
      },
    };
  },
  actions: {
    GetBucketAcl: ['s3:GetBucketAcl'],
    GetBucketPolicy: ['s3:GetBucketPolicy'],
    ListBuckets: ['s3:ListAllMyBuckets'],
  },
  cut: { ListBuckets: ['Owner'] },
});

export const s3Control = defineService({
  id: 's3-control',
  global: true,
  load: async () => {
    const { S3ControlClient, GetPublicAccessBlockCommand } = await import('@aws-sdk/client-s3-control');
    return { client: S3ControlClient, commands: { GetPublicAccessBlock: GetPublicAccessBlockCommand } };
  },
  actions: { GetPublicAccessBlock: ['s3:GetAccountPublicAccessBlock'] },
});

export const kms = defineService({
  id: 'kms',
  load: async () => {
    const { KMSClient, DescribeKeyCommand, ListKeysCommand } = await import('@aws-sdk/client-kms');
    return { client: KMSClient, commands: { DescribeKey: DescribeKeyCommand, ListKeys: ListKeysCommand } };
  },
  actions: { DescribeKey: ['kms:DescribeKey'], ListKeys: ['kms:ListKeys'] },
  cut: { DescribeKey: ['Description'] },
});

export const sts = defineService({
  id: 'sts',
  load: async () => {
    const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    return { client: STSClient, commands: { GetCallerIdentity: GetCallerIdentityCommand } };
  },
  actions: { GetCallerIdentity: ['sts:GetCallerIdentity'] },
});

export const ec2 = defineService({
  id: 'ec2',
  load: async () => {
    const { EC2Client, DescribeRegionsCommand } = await import('@aws-sdk/client-ec2');
    return { client: EC2Client, commands: { DescribeRegions: DescribeRegionsCommand } };
  },
  actions: { DescribeRegions: ['ec2:DescribeRegions'] },
});

/** Every operation above may be sent. */
export const allowed: ReadonlySet<string> = new Set(
  [iam, s3, s3Control, kms, sts, ec2].flatMap((service) => Object.values(service)).map(operationId),
);

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret-of-anyone' };

/** A transport with made-up credentials, destroyed when the test ends. */
export function transportWith(options: Partial<LiveOptions> = {}): AwsTransport {
  const transport = createTransport({
    concurrency: 50,
    signal: new AbortController().signal,
    allowed,
    homeRegion: 'us-east-1',
    credentials: async () => keys,
    refresh: async () => keys,
    ...options,
  });
  onTestFinished(() => transport.destroy());
  return transport;
}
