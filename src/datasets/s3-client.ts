import { defineService } from '../aws/service.js';

/** S3, in the region of the bucket. Its datasets stand in the files beside this one, by what they are about. */
export const s3 = defineService({
  id: 's3',
  load: async () => {
    const {
      S3Client,
      GetBucketAclCommand,
      GetBucketEncryptionCommand,
      GetBucketLifecycleConfigurationCommand,
      GetBucketLoggingCommand,
      GetBucketOwnershipControlsCommand,
      GetBucketPolicyCommand,
      GetBucketPolicyStatusCommand,
      GetBucketVersioningCommand,
      GetObjectLockConfigurationCommand,
      GetPublicAccessBlockCommand,
      ListBucketsCommand,
      ListDirectoryBucketsCommand,
    } = await import('@aws-sdk/client-s3');
    return {
      client: S3Client,
      commands: {
        GetBucketAcl: GetBucketAclCommand,
        GetBucketEncryption: GetBucketEncryptionCommand,
        GetBucketLifecycleConfiguration: GetBucketLifecycleConfigurationCommand,
        GetBucketLogging: GetBucketLoggingCommand,
        GetBucketOwnershipControls: GetBucketOwnershipControlsCommand,
        GetBucketPolicy: GetBucketPolicyCommand,
        GetBucketPolicyStatus: GetBucketPolicyStatusCommand,
        GetBucketVersioning: GetBucketVersioningCommand,
        GetObjectLockConfiguration: GetObjectLockConfigurationCommand,
        GetPublicAccessBlock: GetPublicAccessBlockCommand,
        ListBuckets: ListBucketsCommand,
        ListDirectoryBuckets: ListDirectoryBucketsCommand,
      },
    };
  },
  actions: {
    GetBucketAcl: ['s3:GetBucketAcl'],
    GetBucketEncryption: ['s3:GetEncryptionConfiguration'],
    // The kind of bucket decides which of the two is asked for: directory buckets have actions of their own.
    GetBucketLifecycleConfiguration: ['s3:GetLifecycleConfiguration', 's3express:GetLifecycleConfiguration'],
    GetBucketLogging: ['s3:GetBucketLogging'],
    GetBucketOwnershipControls: ['s3:GetBucketOwnershipControls'],
    GetBucketPolicy: ['s3:GetBucketPolicy'],
    GetBucketPolicyStatus: ['s3:GetBucketPolicyStatus'],
    GetBucketVersioning: ['s3:GetBucketVersioning'],
    GetObjectLockConfiguration: ['s3:GetBucketObjectLockConfiguration'],
    GetPublicAccessBlock: ['s3:GetBucketPublicAccessBlock'],
    ListBuckets: ['s3:ListAllMyBuckets'],
    ListDirectoryBuckets: ['s3express:ListAllMyDirectoryBuckets'],
  },
});

/** What S3 Control says of one region. */
export const s3Control = defineService({
  id: 's3-control',
  load: async () => {
    const { S3ControlClient, GetAccessPointCommand, ListAccessPointsCommand } =
      await import('@aws-sdk/client-s3-control');
    return {
      client: S3ControlClient,
      commands: { GetAccessPoint: GetAccessPointCommand, ListAccessPoints: ListAccessPointsCommand },
    };
  },
  actions: { GetAccessPoint: ['s3:GetAccessPoint'], ListAccessPoints: ['s3:ListAccessPoints'] },
});

/** What S3 Control says of Multi-Region Access Points: it knows them in us-west-2 alone (ManagingMultiRegionAccessPoints). */
export const s3MultiRegion = defineService({
  id: 's3-control',
  global: true,
  home: 'us-west-2',
  load: async () => {
    const { S3ControlClient, ListMultiRegionAccessPointsCommand } = await import('@aws-sdk/client-s3-control');
    return {
      client: S3ControlClient,
      commands: { ListMultiRegionAccessPoints: ListMultiRegionAccessPointsCommand },
    };
  },
  actions: { ListMultiRegionAccessPoints: ['s3:ListMultiRegionAccessPoints'] },
});

/** What S3 Control says of the account: the same whichever region is asked. */
export const s3Account = defineService({
  id: 's3-control',
  global: true,
  load: async () => {
    const { S3ControlClient, GetPublicAccessBlockCommand } = await import('@aws-sdk/client-s3-control');
    return { client: S3ControlClient, commands: { GetPublicAccessBlock: GetPublicAccessBlockCommand } };
  },
  actions: { GetPublicAccessBlock: ['s3:GetAccountPublicAccessBlock'] },
});
