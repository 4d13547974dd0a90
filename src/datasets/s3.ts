import { type CarefulFactOf, onDemand, perAccount, perResource, resourceType } from '../core/dataset.js';
import { absent, type Absent, isAbsent } from '../core/fact.js';
import { anyOf, known, type Truth } from '../core/logic.js';
import type { Operation } from '../core/operation.js';
import { malformed, stale, unread } from '../core/unreadable.js';
import { describeStatement } from '../policy/describe.js';
import { isParseFailure, parsePolicy } from '../policy/parse.js';
import { type Grant, publicStatements } from '../policy/public.js';
import { required, requiredFlag } from './require.js';
import { changes } from './s3-actions.js';
import { s3, s3Account } from './s3-client.js';

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

/** The settings of Block Public Access: all of them, to be wholly covered. */
export const blockSettings = [
  'blockPublicAcls',
  'ignorePublicAcls',
  'blockPublicPolicy',
  'restrictPublicBuckets',
] as const;

/** A setting of Block Public Access. */
export type BlockSetting = (typeof blockSettings)[number];

/** The four settings of Block Public Access, at one level. */
export type PublicAccessBlock = Readonly<Record<BlockSetting, boolean>>;

type PublicAccessBlockAnswer = {
  readonly [K in 'BlockPublicAcls' | 'IgnorePublicAcls' | 'BlockPublicPolicy' | 'RestrictPublicBuckets']?:
    boolean | undefined;
};

/** The four settings of an answer, each of which decides. */
export function publicAccessBlockOf(
  answer: PublicAccessBlockAnswer | undefined,
  at: { readonly operation: Operation; readonly region: string },
): PublicAccessBlock {
  const settings = required(answer, 'PublicAccessBlockConfiguration', at);
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
  operations: [s3Account.GetPublicAccessBlock],
  async read({ send, account, region }) {
    const answer = await send(
      s3Account.GetPublicAccessBlock,
      { AccountId: account },
      { absent: ['NoSuchPublicAccessBlockConfiguration'] },
    );
    if (isAbsent(answer)) return absent;
    return publicAccessBlockOf(answer.PublicAccessBlockConfiguration, {
      operation: s3Account.GetPublicAccessBlock,
      region,
    });
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
    if (isAbsent(answer)) return absent;
    return publicAccessBlockOf(answer.PublicAccessBlockConfiguration, { operation: s3.GetPublicAccessBlock, region });
  },
});

/** Whether a setting is on at one level at least: each setting works by itself, wherever it is set. */
export function isBlocked(
  setting: BlockSetting,
  levels: readonly CarefulFactOf<typeof bucketPublicAccessBlock>[],
): Truth {
  return anyOf(levels.map((level) => known(level, (block) => !isAbsent(block) && block[setting])));
}

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

/** The bucket policy; absent when there is none. A text that is no policy is malformed. */
export const bucketPolicy = perResource(bucket, {
  name: 's3.bucketPolicy',
  operations: [s3.GetBucketPolicy],
  async read({ send, region }, _, { name }) {
    const answer = await send(s3.GetBucketPolicy, { Bucket: name }, { absent: ['NoSuchBucketPolicy'] });
    if (isAbsent(answer)) return absent;
    const at = { operation: s3.GetBucketPolicy, region };
    const policy = parsePolicy(required(answer.Policy, 'Policy', at));
    return isParseFailure(policy) ? malformed(at.operation, region, policy.reason.replace(/\.$/, '')) : policy;
  },
});

/** One `Allow` statement of a policy that AWS calls public. */
export interface PublicStatement extends Grant {
  /** True when it lets change the bucket or its objects. */
  readonly changes: boolean;
  /** What it says, cut. */
  readonly statement: string;
}

/**
 * The statements that make a policy that AWS calls public so, by our own reading; where that finds none, every
 * `Allow` statement, since one of them is public to AWS. Absent where AWS does not call the policy public.
 */
export const publicPolicyStatements = perResource(bucket, {
  name: 's3.publicPolicyStatements',
  needs: { status: bucketPolicyStatus, bucketPolicy: onDemand(bucketPolicy) },
  async read({ region }, needs): Promise<readonly PublicStatement[] | Absent> {
    if (isAbsent(needs.status) || !needs.status.isPublic) return absent;
    const policy = await needs.bucketPolicy();
    if (isAbsent(policy)) {
      const message = 'GetBucketPolicyStatus calls the policy public, and GetBucketPolicy says that there is none.';
      return unread(stale(s3.GetBucketPolicy, region, message));
    }
    const grants = publicStatements(policy);
    const open = grants.filter((grant) => grant.public);
    const suspects = new Map((open.length > 0 ? open : grants).map((grant) => [grant.index, grant]));
    return policy.statements.flatMap((statement) => {
      const grant = suspects.get(statement.index);
      return grant ? [{ ...grant, changes: changes(statement.action), statement: describeStatement(statement) }] : [];
    });
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

/** Who owns the bucket's objects, and so whether ACLs count; absent when never set, which is `ObjectWriter`. */
export const bucketOwnership = perResource(bucket, {
  name: 's3.bucketOwnership',
  operations: [s3.GetBucketOwnershipControls],
  async read({ send, region }, _, { name }) {
    const answer = await send(
      s3.GetBucketOwnershipControls,
      { Bucket: name },
      { absent: ['OwnershipControlsNotFoundError'] },
    );
    if (isAbsent(answer)) return absent;
    const at = { operation: s3.GetBucketOwnershipControls, region };
    // There is exactly one rule (API_OwnershipControls).
    const [rule] = required(answer.OwnershipControls?.Rules, 'OwnershipControls.Rules', at);
    return { objectOwnership: required(rule?.ObjectOwnership, 'ObjectOwnership', at) };
  },
});
