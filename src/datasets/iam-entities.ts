/** Users, groups, roles and customer managed policies: each kind is listed by itself, so that nothing is read in vain. */
import type { EntityType } from '@aws-sdk/client-iam';
import { maybe, perAccount, perResource, resourceType } from '../core/dataset.js';
import type { Gap } from '../core/fact.js';
import type { ReadContext } from '../core/operation.js';
import { stale, unread } from '../core/unreadable.js';
import { iam } from './iam-client.js';
import {
  at,
  attachedOf,
  type AttachedPolicy,
  boundaryOf,
  decoded,
  type InlineDocument,
  inlineOf,
  malformedDetail,
  type Tag,
  tagMap,
  tagsOf,
} from './iam-details.js';
import { required } from './require.js';

/** What users, groups and roles have in common. */
export interface IdentityData {
  readonly path: string;
  readonly attached: readonly AttachedPolicy[];
  readonly inline: readonly InlineDocument[];
}

/** What is known of a user. */
export interface UserData extends IdentityData {
  readonly created: Date;
  /** Names of the groups the user is in. */
  readonly groups: readonly string[];
  /** ARN of the permissions boundary. */
  readonly boundary?: string;
  readonly tags: readonly Tag[];
}

/** What is known of a role. */
export interface RoleData extends IdentityData {
  readonly created: Date;
  /** The trust policy. */
  readonly trust: string;
  /** ARN of the permissions boundary. */
  readonly boundary?: string;
  readonly tags: readonly Tag[];
  /** `never`: not within the 400 days that AWS looks back on. */
  readonly lastUsed: Date | 'never' | Gap;
}

/** What is known of a customer managed policy. */
export interface ManagedPolicyData {
  /** Users, groups and roles that it is attached to. */
  readonly attachments: number;
  /** Users and roles that it is the permissions boundary of. */
  readonly boundaryUses: number;
  /** The default version, the one in force. */
  readonly document: string;
}

const operations = [iam.GetAccountAuthorizationDetails];
const common = { reach: 'global', listed: 'per-account', operations } as const;

function detailsOf({ pages }: ReadContext, kind: EntityType) {
  const input = { Filter: [kind], MaxItems: 1000 };
  return pages(iam.GetAccountAuthorizationDetails, input, { input: 'Marker', output: 'Marker' });
}

/** IAM users. */
export const user = resourceType({
  ...common,
  name: 'iam.user',
  type: 'AWS::IAM::User',
  async *list(context) {
    for await (const { UserDetailList } of detailsOf(context, 'User')) {
      yield {
        items: required(UserDetailList, 'UserDetailList', at).map((one) => ({
          arn: required(one.Arn, 'Arn', at),
          name: required(one.UserName, 'UserName', at),
          tags: tagMap(one.Tags),
          data: {
            path: required(one.Path, 'Path', at),
            created: required(one.CreateDate, 'CreateDate', at),
            groups: required(one.GroupList, 'GroupList', at),
            attached: attachedOf(one.AttachedManagedPolicies),
            // AWS leaves this list out for a user without inline policies; it never does for groups and roles.
            inline: inlineOf(one.UserPolicyList ?? [], 'UserPolicyList'),
            ...boundaryOf(one.PermissionsBoundary),
            tags: tagsOf(one.Tags),
          } satisfies UserData as UserData,
        })),
      };
    }
  },
});

/** IAM groups. */
export const group = resourceType({
  ...common,
  name: 'iam.group',
  type: 'AWS::IAM::Group',
  async *list(context) {
    for await (const { GroupDetailList } of detailsOf(context, 'Group')) {
      yield {
        items: required(GroupDetailList, 'GroupDetailList', at).map((one) => ({
          arn: required(one.Arn, 'Arn', at),
          name: required(one.GroupName, 'GroupName', at),
          data: {
            path: required(one.Path, 'Path', at),
            attached: attachedOf(one.AttachedManagedPolicies),
            inline: inlineOf(one.GroupPolicyList, 'GroupPolicyList'),
          } satisfies IdentityData as IdentityData,
        })),
      };
    }
  },
});

/** IAM roles, service-linked and Identity Center ones included. */
export const role = resourceType({
  ...common,
  name: 'iam.role',
  type: 'AWS::IAM::Role',
  async *list(context) {
    for await (const { RoleDetailList } of detailsOf(context, 'Role')) {
      yield {
        items: required(RoleDetailList, 'RoleDetailList', at).map((one) => ({
          arn: required(one.Arn, 'Arn', at),
          name: required(one.RoleName, 'RoleName', at),
          tags: tagMap(one.Tags),
          data: {
            path: required(one.Path, 'Path', at),
            created: required(one.CreateDate, 'CreateDate', at),
            trust: decoded(required(one.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument', at)),
            attached: attachedOf(one.AttachedManagedPolicies),
            inline: inlineOf(one.RolePolicyList, 'RolePolicyList'),
            ...boundaryOf(one.PermissionsBoundary),
            tags: tagsOf(one.Tags),
            // A role that was not used has an empty RoleLastUsed (IAM API reference).
            lastUsed:
              one.RoleLastUsed === undefined
                ? malformedDetail('it has no RoleLastUsed')
                : (one.RoleLastUsed.LastUsedDate ?? 'never'),
          } satisfies RoleData as RoleData,
        })),
      };
    }
  },
});

/** Customer managed policies, attached or not. */
export const managedPolicy = resourceType({
  ...common,
  name: 'iam.managedPolicy',
  type: 'AWS::IAM::ManagedPolicy',
  async *list(context) {
    for await (const { Policies } of detailsOf(context, 'LocalManagedPolicy')) {
      yield {
        items: required(Policies, 'Policies', at).map((one) => {
          const versions = required(one.PolicyVersionList, 'PolicyVersionList', at);
          const id = required(one.DefaultVersionId, 'DefaultVersionId', at);
          const inForce = versions.find(({ VersionId }) => VersionId === id);
          return {
            arn: required(one.Arn, 'Arn', at),
            name: required(one.PolicyName, 'PolicyName', at),
            data: {
              attachments: required(one.AttachmentCount, 'AttachmentCount', at),
              boundaryUses: required(one.PermissionsBoundaryUsageCount, 'PermissionsBoundaryUsageCount', at),
              document: decoded(required(inForce?.Document, 'Document of the default version', at)),
            } satisfies ManagedPolicyData,
          };
        }),
      };
    }
  },
});

/** Everything that permissions can be given to: users, groups and roles, told apart by their CloudFormation type. */
export const identity = resourceType({
  name: 'iam.identity',
  type: 'AWS::IAM::Role',
  reach: 'global',
  listed: 'per-account',
  operations: [],
  needs: { users: maybe(user), groups: maybe(group), roles: maybe(role) },
  async *list(_, { users, groups, roles }) {
    for (const { items, gaps } of [users, groups, roles]) {
      yield {
        items: items.map(({ type, key, name, data: { path, attached, inline } }) => ({
          type,
          arn: key,
          name,
          data: { path, attached, inline } satisfies IdentityData as IdentityData,
        })),
        gaps: gaps.map((gap) => ({ gap })),
      };
    }
  },
});

/** True where the AWS managed policy of that name is attached, in any partition. */
export function hasAwsPolicy({ attached }: Pick<IdentityData, 'attached'>, name: string): boolean {
  return attached.some(({ arn }) => arn.endsWith(`:iam::aws:policy/${name}`));
}

/** True for a role that belongs to an AWS service, which alone can assume and change it. */
export function isServiceLinked({ data }: { readonly data: Pick<IdentityData, 'path'> }): boolean {
  return data.path.startsWith('/aws-service-role/');
}

/** True for a role that IAM Identity Center made for a permission set; it is changed there. */
export function isIdentityCenterRole({ data }: { readonly data: Pick<IdentityData, 'path'> }): boolean {
  return data.path.startsWith('/aws-reserved/sso.amazonaws.com/');
}

/** Longest session of every role in seconds, by ARN. Only ListRoles and GetRole tell it. */
export const sessionLimits = perAccount({
  name: 'iam.sessionLimits',
  operations: [iam.ListRoles],
  async read({ pages }): Promise<ReadonlyMap<string, number>> {
    const listed = { operation: iam.ListRoles, region: 'global' };
    const limits = new Map<string, number>();
    const input = { MaxItems: 1000 };
    for await (const { Roles } of pages(iam.ListRoles, input, { input: 'Marker', output: 'Marker' })) {
      for (const { Arn, MaxSessionDuration } of required(Roles, 'Roles', listed)) {
        limits.set(required(Arn, 'Arn', listed), required(MaxSessionDuration, 'MaxSessionDuration', listed));
      }
    }
    return limits;
  },
});

/** Longest session of a role, in seconds (MaxSessionDuration). */
export const sessionLimit = perResource(role, {
  name: 'iam.sessionLimit',
  needs: { limits: sessionLimits },
  async read(_, { limits }, { key }): Promise<number> {
    const missing = 'The role is in the account’s authorization details and not in the list of roles.';
    return limits.get(key) ?? unread(stale(iam.ListRoles, 'global', missing));
  },
});
