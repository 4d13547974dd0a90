/** Users, groups, roles and customer managed policies, page by page, each kind when its filter asks for it. */
import { type AccountShape, accountId, groupName, policyName, roleName, userArn, userName } from './account.js';
import type { Call } from './wire.js';

const created = '2025-01-01T00:00:00+00:00';

function document(statement: object): string {
  return encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }));
}

const grant = document({ Action: 's3:GetObject', Resource: '*' });
const trust = document({ Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } });
const attached = `<AttachedManagedPolicies><member><PolicyName>ReadOnlyAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member></AttachedManagedPolicies>`;
const inline = `<member><PolicyName>own</PolicyName><PolicyDocument>${grant}</PolicyDocument></member>`;

function arn(kind: string, name: string): string {
  return `<Arn>arn:aws:iam::${accountId}:${kind}/${name}</Arn><Path>/</Path><CreateDate>${created}</CreateDate>`;
}

/** How one kind is listed: its filter, its list, how many there are, and one of them. */
interface Kind {
  readonly list: string;
  readonly count: (account: AccountShape) => number;
  readonly one: (index: number) => string;
}

const kinds: Readonly<Record<string, Kind>> = {
  User: {
    list: 'UserDetailList',
    count: ({ users }) => users,
    one: (index) =>
      `<Path>/</Path><UserName>${userName(index)}</UserName><UserId>AIDA${index}</UserId>` +
      `<Arn>${userArn(index)}</Arn><CreateDate>${created}</CreateDate>` +
      `<GroupList><member>${groupName(0)}</member></GroupList><AttachedManagedPolicies/>`,
  },
  Group: {
    list: 'GroupDetailList',
    count: ({ groups }) => groups,
    one: (index) =>
      `<GroupName>${groupName(index)}</GroupName>${arn('group', groupName(index))}` +
      `${attached}<GroupPolicyList>${inline}</GroupPolicyList>`,
  },
  Role: {
    list: 'RoleDetailList',
    count: ({ roles }) => roles,
    one: (index) =>
      `<RoleName>${roleName(index)}</RoleName>${arn('role', roleName(index))}` +
      `<AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument>${attached}` +
      `<RolePolicyList>${inline}</RolePolicyList><RoleLastUsed/>`,
  },
  LocalManagedPolicy: {
    list: 'Policies',
    count: ({ policies }) => policies,
    one: (index) =>
      `<PolicyName>${policyName(index)}</PolicyName>${arn('policy', policyName(index))}` +
      '<AttachmentCount>1</AttachmentCount><PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount>' +
      `<DefaultVersionId>v1</DefaultVersionId><PolicyVersionList><member><VersionId>v1</VersionId>` +
      `<IsDefaultVersion>true</IsDefaultVersion><Document>${grant}</Document></member></PolicyVersionList>`,
  },
};

/** A page of GetAccountAuthorizationDetails; the kinds that were not asked for are empty. */
export function detailsPage(account: AccountShape, call: Call): string {
  const filter = new URLSearchParams(call.input).get('Filter.member.1') ?? '';
  const asked = kinds[filter];
  const { members, end } = page(call, asked?.count(account) ?? 0, asked?.one);
  const lists = Object.values(kinds).map(({ list }) => `<${list}>${list === asked?.list ? members : ''}</${list}>`);
  return lists.join('') + end;
}

/** A page of ListRoles. */
export function rolesPage(account: AccountShape, call: Call): string {
  const { members, end } = page(
    call,
    account.roles,
    (index) =>
      `<RoleName>${roleName(index)}</RoleName>${arn('role', roleName(index))}<MaxSessionDuration>3600</MaxSessionDuration>`,
  );
  return `<Roles>${members}</Roles>${end}`;
}

function page(call: Call, count: number, one: Kind['one'] = () => ''): { members: string; end: string } {
  const query = new URLSearchParams(call.input);
  const start = Number(query.get('Marker') ?? 0);
  const end = Math.min(count, start + Number(query.get('MaxItems') ?? 100));
  let members = '';
  for (let index = start; index < end; index++) members += `<member>${one(index)}</member>`;
  const more = end < count;
  return { members, end: `<IsTruncated>${more}</IsTruncated>${more ? `<Marker>${end}</Marker>` : ''}` };
}
