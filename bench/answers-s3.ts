import { type AccountShape, accountId, bucketName, bucketPolicy, indexIn, regionOf } from './account.js';
import type { Answer } from './answers.js';
import { type Call, type Reply, failure, xml } from './wire.js';

const blockOff =
  '<PublicAccessBlockConfiguration><BlockPublicAcls>false</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls>' +
  '<BlockPublicPolicy>false</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets>' +
  '</PublicAccessBlockConfiguration>';

const ownerOnly =
  '<AccessControlPolicy><Owner><ID>benchowner</ID></Owner><AccessControlList><Grant>' +
  '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>benchowner</ID></Grantee>' +
  '<Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>';

const ownedByBucketOwner =
  '<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>';

const encryptedByS3 =
  '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>' +
  '</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule>' +
  '</ServerSideEncryptionConfiguration>';

const tidyUp =
  '<LifecycleConfiguration><Rule><ID>tidy</ID><Filter><Prefix/></Filter><Status>Enabled</Status>' +
  '<Expiration><Days>30</Days></Expiration></Rule></LifecycleConfiguration>';

function loggedTo(target: string): string {
  return (
    `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix/>` +
    '</LoggingEnabled></BucketLoggingStatus>'
  );
}

/** S3, and the account's public access block, which is S3 Control's. */
export function s3Answers(account: AccountShape): Readonly<Record<string, Answer>> {
  return {
    's3:ListBuckets': (call) => listBuckets(account, call),
    's3:GetBucketPolicyStatus': (call) => {
      const policy = bucketPolicy(bucketOf(call));
      if (policy === 'none') return failure(call, 'NoSuchBucketPolicy', 404);
      return xml(`<PolicyStatus><IsPublic>${policy === 'public'}</IsPublic></PolicyStatus>`);
    },
    's3:GetBucketPolicy': (call) => {
      const policy = bucketPolicy(bucketOf(call));
      if (policy === 'none') return failure(call, 'NoSuchBucketPolicy', 404);
      return { status: 200, type: 'application/json', body: policyDocument(bucketOf(call), policy) };
    },
    's3:GetBucketAcl': () => xml(ownerOnly),
    's3:GetBucketOwnershipControls': (call) =>
      bucketOf(call) % 2 === 0 ? xml(ownedByBucketOwner) : failure(call, 'OwnershipControlsNotFoundError', 404),
    's3:GetPublicAccessBlock': (call) =>
      bucketOf(call) % 3 === 0 ? failure(call, 'NoSuchPublicAccessBlockConfiguration', 404) : xml(blockOff),
    's3-control:GetPublicAccessBlock': (call) => failure(call, 'NoSuchPublicAccessBlockConfiguration', 404),
    's3:GetBucketVersioning': (call) =>
      xml(
        bucketOf(call) % 2 === 0
          ? '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'
          : '<VersioningConfiguration/>',
      ),
    's3:GetBucketLifecycleConfiguration': (call) =>
      bucketOf(call) % 3 === 0 ? xml(tidyUp) : failure(call, 'NoSuchLifecycleConfiguration', 404),
    's3:GetObjectLockConfiguration': (call) => failure(call, 'ObjectLockConfigurationNotFoundError', 404),
    's3:GetBucketEncryption': () => xml(encryptedByS3),
    's3:GetBucketLogging': (call) => xml(bucketOf(call) % 4 === 0 ? loggedTo(bucketName(1)) : '<BucketLoggingStatus/>'),
    's3:ListDirectoryBuckets': () =>
      xml('<ListAllMyDirectoryBucketsResult><Buckets/></ListAllMyDirectoryBucketsResult>'),
    's3-control:ListAccessPoints': () => xml('<ListAccessPointsResult><AccessPointList/></ListAccessPointsResult>'),
    's3-control:ListMultiRegionAccessPoints': () =>
      xml('<ListMultiRegionAccessPointsResult><AccessPoints/></ListMultiRegionAccessPointsResult>'),
  };
}

function bucketOf(call: Call): number {
  return indexIn(call.input.slice(1).split(/[/?]/, 1)[0] ?? '');
}

function policyDocument(index: number, policy: 'public' | 'private'): string {
  const principal = policy === 'public' ? '*' : { AWS: `arn:aws:iam::${accountId}:root` };
  const resource = `arn:aws:s3:::${bucketName(index)}/*`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: resource }],
  });
}

function listBuckets(account: AccountShape, call: Call): Reply {
  const query = new URLSearchParams(call.input.slice(2));
  const start = Number(query.get('continuation-token') ?? 0);
  const end = Math.min(account.buckets, start + Number(query.get('max-buckets') ?? account.buckets));
  let items = '';
  for (let index = start; index < end; index++) {
    const name = bucketName(index);
    items +=
      `<Bucket><Name>${name}</Name><CreationDate>2025-01-01T00:00:00.000Z</CreationDate>` +
      `<BucketRegion>${regionOf(index)}</BucketRegion><BucketArn>arn:aws:s3:::${name}</BucketArn></Bucket>`;
  }
  const next = end < account.buckets ? `<ContinuationToken>${end}</ContinuationToken>` : '';
  return xml(
    '<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>benchowner</ID></Owner>' +
      `<Buckets>${items}</Buckets>${next}</ListAllMyBucketsResult>`,
  );
}
