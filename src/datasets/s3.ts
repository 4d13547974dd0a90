import { defineService } from '../aws/service.js';
import { type CarefulFactOf, perAccount, perResource, resourceType } from '../core/dataset.js';
import { absent, type Absent, isAbsent } from '../core/fact.js';
import type { Operation } from '../core/operation.js';
import { malformed } from '../core/unreadable.js';
import { isParseFailure, parsePolicy } from '../policy/parse.js';
import { publicStatements } from '../policy/public.js';
import { required, requiredFlag } from './require.js';

const s3 = defineService({
  id: 's3',
  load: async () => {
    const {
      S3Client,
      GetBucketAclCommand,
      GetBucketPolicyCommand,
      GetBucketPolicyStatusCommand,
      GetPublicAccessBlockCommand,
      ListBucketsCommand,
    } = await import('@aws-sdk/client-s3');
    return {
      client: S3Client,
      commands: {
        GetBucketAcl: GetBucketAclCommand,
        GetBucketPolicy: GetBucketPolicyCommand,
        GetBucketPolicyStatus: GetBucketPolicyStatusCommand,
        GetPublicAccessBlock: GetPublicAccessBlockCommand,
        ListBuckets: ListBucketsCommand,
      },
    };
  },
  actions: {
    GetBucketAcl: ['s3:GetBucketAcl'],
    GetBucketPolicy: ['s3:GetBucketPolicy'],
    GetBucketPolicyStatus: ['s3:GetBucketPolicyStatus'],
    GetPublicAccessBlock: ['s3:GetBucketPublicAccessBlock'],
    ListBuckets: ['s3:ListAllMyBuckets'],
  },
});

const s3Control = defineService({
  id: 's3-control',
  global: true,
  load: async () => {
    const { S3ControlClient, GetPublicAccessBlockCommand } = await import('@aws-sdk/client-s3-control');
    return { client: S3ControlClient, commands: { GetPublicAccessBlock: GetPublicAccessBlockCommand } };
  },
  actions: { GetPublicAccessBlock: ['s3:GetAccountPublicAccessBlock'] },
});

const paging = { input: 'ContinuationToken', output: 'ContinuationToken' };

/** General purpose buckets, each in its own region. Directory buckets are another kind and not in this list. */
export const bucket = resourceType({
  name: 's3.bucket',
  type: 'AWS::S3::Bucket',
  reach: 'regional',
  listed: 'per-account',
  operations: [s3.ListBuckets],
  gone: {
    codes: ['NoSuchBucket'],
    operations: [s3.ListBuckets],
    async stillThere({ name }, { pages, region }) {
      const at = { operation: s3.ListBuckets, region };
      for await (const { Buckets } of pages(s3.ListBuckets, { Prefix: name, MaxBuckets: 1000 }, paging)) {
        if (required(Buckets, 'Buckets', at).some(({ Name }) => required(Name, 'Name', at) === name)) return true;
      }
      return false;
    },
  },
  async *list({ pages, partition, region }) {
    const at = { operation: s3.ListBuckets, region };
    // With MaxBuckets each bucket comes with its region (API_ListBuckets).
    for await (const { Buckets } of pages(s3.ListBuckets, { MaxBuckets: 1000 }, paging)) {
      yield {
        items: required(Buckets, 'Buckets', at).map(({ Name, BucketRegion }) => {
          const name = required(Name, 'Name', at);
          return {
            name,
            arn: `arn:${partition}:s3:::${name}`,
            region: required(BucketRegion, 'BucketRegion', at),
            data: {},
          };
        }),
      };
    }
  },
});

/** The four settings of Block Public Access, at one level. */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

interface PublicAccessBlockAnswer {
  readonly PublicAccessBlockConfiguration?:
    | {
        [K in 'BlockPublicAcls' | 'IgnorePublicAcls' | 'BlockPublicPolicy' | 'RestrictPublicBuckets']?:
          boolean | undefined;
      }
    | undefined;
}

function readPublicAccessBlock(
  answer: PublicAccessBlockAnswer | Absent,
  at: { readonly operation: Operation; readonly region: string },
): PublicAccessBlock | Absent {
  if (isAbsent(answer)) return absent;
  const settings = required(answer.PublicAccessBlockConfiguration, 'PublicAccessBlockConfiguration', at);
  return {
    blockPublicAcls: requiredFlag(settings.BlockPublicAcls, 'BlockPublicAcls', at),
    ignorePublicAcls: requiredFlag(settings.IgnorePublicAcls, 'IgnorePublicAcls', at),
    blockPublicPolicy: requiredFlag(settings.BlockPublicPolicy, 'BlockPublicPolicy', at),
    restrictPublicBuckets: requiredFlag(settings.RestrictPublicBuckets, 'RestrictPublicBuckets', at),
  };
}

/** Block Public Access of the account, settings inherited from the organization included; absent when never set. */
export const accountPublicAccessBlock = perAccount({
  name: 's3.accountPublicAccessBlock',
  operations: [s3Control.GetPublicAccessBlock],
  async read({ send, account, region }) {
    const answer = await send(
      s3Control.GetPublicAccessBlock,
      { AccountId: account },
      { absent: ['NoSuchPublicAccessBlockConfiguration'] },
    );
    return readPublicAccessBlock(answer, { operation: s3Control.GetPublicAccessBlock, region });
  },
});

/** Block Public Access of the bucket alone; absent when never set. */
export const bucketPublicAccessBlock = perResource(bucket, {
  name: 's3.bucketPublicAccessBlock',
  operations: [s3.GetPublicAccessBlock],
  async read({ send, region }, _, { name }) {
    const answer = await send(
      s3.GetPublicAccessBlock,
      { Bucket: name },
      { absent: ['NoSuchPublicAccessBlockConfiguration'] },
    );
    return readPublicAccessBlock(answer, { operation: s3.GetPublicAccessBlock, region });
  },
});

/** AWS's own verdict on the bucket policy; absent when the bucket has no policy. */
export const bucketPolicyStatus = perResource(bucket, {
  name: 's3.bucketPolicyStatus',
  operations: [s3.GetBucketPolicyStatus],
  async read({ send, region }, _, { name }) {
    const answer = await send(s3.GetBucketPolicyStatus, { Bucket: name }, { absent: ['NoSuchBucketPolicy'] });
    if (isAbsent(answer)) return absent;
    const at = { operation: s3.GetBucketPolicyStatus, region };
    return { isPublic: requiredFlag(answer.PolicyStatus?.IsPublic, 'PolicyStatus.IsPublic', at) };
  },
});

/** Which statements make a policy that AWS calls public so, by our own reading; absent where AWS does not call it public. */
export const publicPolicyStatements = perResource(bucket, {
  name: 's3.publicPolicyStatements',
  operations: [s3.GetBucketPolicy],
  needs: { status: bucketPolicyStatus },
  async read({ send, region }, { status }, { name }) {
    if (isAbsent(status) || !status.isPublic) return absent;
    const answer = await send(s3.GetBucketPolicy, { Bucket: name }, { absent: ['NoSuchBucketPolicy'] });
    if (isAbsent(answer)) return absent;
    const at = { operation: s3.GetBucketPolicy, region };
    const policy = parsePolicy(required(answer.Policy, 'Policy', at));
    if (isParseFailure(policy)) return malformed(at.operation, region, 'the policy is not a valid policy document');
    return publicStatements(policy).filter((statement) => statement.public);
  },
});

/** What {@link publicPolicyStatements} gave, or its gap. */
export type PublicStatements = CarefulFactOf<typeof publicPolicyStatements>;

/** A grant of an ACL to a group that anyone can be in. */
export interface PublicGrant {
  readonly group: 'AllUsers' | 'AuthenticatedUsers';
  readonly permission: string;
}

const publicGroups: Readonly<Record<string, PublicGrant['group']>> = {
  'http://acs.amazonaws.com/groups/global/AllUsers': 'AllUsers',
  'http://acs.amazonaws.com/groups/global/AuthenticatedUsers': 'AuthenticatedUsers',
};

/**
 * What the bucket's ACL grants to everyone. With IgnorePublicAcls on, or ACLs disabled by Object Ownership,
 * AWS answers with the ACL in effect, which grants nothing to everyone.
 */
export const bucketPublicGrants = perResource(bucket, {
  name: 's3.bucketPublicGrants',
  operations: [s3.GetBucketAcl],
  async read({ send, region }, _, { name }): Promise<readonly PublicGrant[]> {
    const at = { operation: s3.GetBucketAcl, region };
    const { Grants } = await send(s3.GetBucketAcl, { Bucket: name });
    return required(Grants, 'Grants', at).flatMap(({ Grantee, Permission }) => {
      const { Type, URI } = required(Grantee, 'Grantee', at);
      // Users have no URI; a group has one, or the answer cannot be judged.
      if (URI === undefined && required(Type, 'Grantee.Type', at) !== 'Group') return [];
      const group = publicGroups[required(URI, 'Grantee.URI', at)];
      return group === undefined ? [] : [{ group, permission: required(Permission, 'Permission', at) }];
    });
  },
});
