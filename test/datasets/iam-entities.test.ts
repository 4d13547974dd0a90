/** Users, groups, roles and customer managed policies, and what is computed from them. */
import { describe, expect, test } from 'vitest';
import type { ResourceType } from '../../src/core/dataset.js';
import { isGap } from '../../src/core/fact.js';
import {
  group,
  hasAwsPolicy,
  identity,
  isIdentityCenterRole,
  isServiceLinked,
  managedPolicy,
  role,
  sessionLimit,
  user,
} from '../../src/datasets/iam-entities.js';
import { type InlinePolicy, inlinePoliciesOf, policyOf, trustOf } from '../../src/datasets/iam-policies.js';
import { tagKeys } from '../../src/datasets/iam-tags.js';
import { type Bench, type Call, benchOf, denied, factOf, listOf } from './bench.js';
import { checkOn, fact, listing, pages, readsAs, reasonOf, type Specimen } from './specimen.js';

const operation = 'iam:GetAccountAuthorizationDetails';
const actions = ['iam:GetAccountAuthorizationDetails'];
const created = new Date('2025-01-01T00:00:00Z');
const used = new Date('2026-01-01T00:00:00Z');
const arn = (rest: string): string => `arn:aws:iam::111122223333:${rest}`;
const boundary = arn('policy/boundary');
const json = '{"Version":"2012-10-17","Statement":{"Sid":"100%","Effect":"Allow","Action":"s3:*","Resource":"*+"}}';
const trustJson =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}';

const attached = {
  sent: [{ PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', PolicyName: 'ReadOnlyAccess' }],
  data: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', name: 'ReadOnlyAccess' }],
};
const inline = {
  sent: [{ PolicyName: 'own', PolicyDocument: encodeURIComponent(json) }],
  data: [{ name: 'own', document: json }],
};

const ann = {
  Arn: arn('user/ann'),
  UserName: 'ann',
  Path: '/',
  CreateDate: created,
  GroupList: ['staff'],
  AttachedManagedPolicies: attached.sent,
  UserPolicyList: inline.sent,
  PermissionsBoundary: { PermissionsBoundaryArn: boundary },
  Tags: [{ Key: 'owner', Value: 'ann' }],
};
const staff = {
  Arn: arn('group/staff'),
  GroupName: 'staff',
  Path: '/',
  AttachedManagedPolicies: attached.sent,
  GroupPolicyList: inline.sent,
};
const app = {
  Arn: arn('role/x/app'),
  RoleName: 'app',
  Path: '/x/',
  CreateDate: created,
  AssumeRolePolicyDocument: encodeURIComponent(trustJson),
  AttachedManagedPolicies: attached.sent,
  RolePolicyList: inline.sent,
  PermissionsBoundary: { PermissionsBoundaryArn: boundary },
  Tags: [{ Key: 'owner', Value: 'ann' }],
  RoleLastUsed: { LastUsedDate: used },
};
const read = {
  Arn: arn('policy/read'),
  PolicyName: 'read',
  AttachmentCount: 2,
  PermissionsBoundaryUsageCount: 1,
  DefaultVersionId: 'v2',
  PolicyVersionList: [{ VersionId: 'v2', Document: encodeURIComponent(json) }],
};
const account = { UserDetailList: [ann], GroupDetailList: [staff], RoleDetailList: [app], Policies: [read] };

const userData = {
  path: '/',
  created,
  groups: ['staff'],
  attached: attached.data,
  inline: inline.data,
  boundary,
  tags: [{ key: 'owner', value: 'ann' }],
};
const groupData = { path: '/', attached: attached.data, inline: inline.data };
const { groups: _, ...shared } = userData;
const roleData = { ...shared, path: '/x/', trust: trustJson, lastUsed: used };
const resourceOf = (type: string, rest: string, name: string, data: object) => ({
  type: `AWS::IAM::${type}`,
  key: arn(rest),
  arn: arn(rest),
  name,
  region: 'global',
  data,
});

interface Kind {
  readonly type: ResourceType;
  readonly filter: string;
  readonly member: string;
  readonly sent: object;
  readonly optional: readonly string[];
  readonly value: object;
  readonly name: string;
}

const kinds: readonly Kind[] = [
  {
    type: user,
    filter: 'User',
    member: 'UserDetailList',
    sent: ann,
    optional: ['UserPolicyList', 'PermissionsBoundary', 'Tags'],
    value: { ...resourceOf('User', 'user/ann', 'ann', userData), tags: { owner: 'ann' } },
    name: 'ann',
  },
  {
    type: group,
    filter: 'Group',
    member: 'GroupDetailList',
    sent: staff,
    optional: [],
    value: resourceOf('Group', 'group/staff', 'staff', groupData),
    name: 'staff',
  },
  {
    type: role,
    filter: 'Role',
    member: 'RoleDetailList',
    sent: app,
    optional: ['PermissionsBoundary', 'Tags', 'RoleLastUsed', 'RoleLastUsed.LastUsedDate'],
    value: { ...resourceOf('Role', 'role/x/app', 'app', roleData), tags: { owner: 'ann' } },
    name: 'app',
  },
  {
    type: managedPolicy,
    filter: 'LocalManagedPolicy',
    member: 'Policies',
    sent: read,
    optional: [],
    value: resourceOf('ManagedPolicy', 'policy/read', 'read', { attachments: 2, boundaryUses: 1, document: json }),
    name: 'read',
  },
];

describe.each(kinds)('$type.name', ({ type, filter, member, sent, optional, value, name }) => {
  const answer = { [member]: [sent] };
  readsAs({
    operation,
    actions,
    answer,
    optional: optional.map((path) => `${member}.0.${path}`),
    value: [value],
    read: listing(type),
  });

  pages({
    type,
    operation,
    token: { in: 'Marker', out: 'Marker' },
    pages: [answer, { [member]: [{ ...sent, Arn: arn('other') }] }],
    names: [[name], [name]],
    flag: 'IsTruncated',
  });

  test('is asked for alone', async () => {
    const bench = await benchOf({ [operation]: { [member]: [] } });
    expect(await listing(type)(bench)).toEqual([]);
    expect(bench.calls.map(({ input }) => input)).toEqual([{ Filter: [filter], MaxItems: 1000 }]);
  });
});

/** The data of the first resource of a type. */
const dataOf = async (type: ResourceType, answer: object): Promise<unknown> => {
  const [first] = (await listOf((await benchOf({ [operation]: answer })).reader, type)).holders;
  return first?.resource.data;
};

describe('what AWS leaves out', () => {
  test('a user without inline policies, boundary and tags', async () => {
    const bare = { ...ann, UserPolicyList: undefined, PermissionsBoundary: undefined, Tags: undefined };
    const data = (await dataOf(user, { UserDetailList: [bare] })) as object;
    expect(data).toMatchObject({ inline: [], tags: [] });
    expect(data).not.toHaveProperty('boundary');
  });

  test('a role that was never used has an empty RoleLastUsed', async () => {
    expect(await dataOf(role, { RoleDetailList: [{ ...app, RoleLastUsed: {} }] })).toMatchObject({ lastUsed: 'never' });
  });

  test('without RoleLastUsed the last use alone is not known', async () => {
    const data = await dataOf(role, { RoleDetailList: [{ ...app, RoleLastUsed: undefined }] });
    const { lastUsed, ...known } = data as { lastUsed: unknown };
    expect(reasonOf(lastUsed)).toMatchObject({ kind: 'malformed', operation, actions });
    expect(known).toMatchObject({ path: '/x/' });
  });

  test('the default version of a policy decides, wherever it stands', async () => {
    const old = { VersionId: 'v1', Document: '%7B%7D', IsDefaultVersion: false };
    const Policies = [{ ...read, PolicyVersionList: [old, ...read.PolicyVersionList] }];
    expect(await dataOf(managedPolicy, { Policies })).toMatchObject({ document: json });
  });
});

describe('identity', () => {
  const data = groupData;
  test('is every user, group and role, told apart by its type', async () => {
    const bench = await benchOf({ [operation]: account });
    expect(await listing(identity)(bench)).toEqual([
      resourceOf('User', 'user/ann', 'ann', data),
      resourceOf('Group', 'group/staff', 'staff', data),
      resourceOf('Role', 'role/x/app', 'app', { ...data, path: '/x/' }),
    ]);
    expect(bench.calls.map(({ input }) => input['Filter'])).toEqual([['User'], ['Group'], ['Role']]);
  });

  test('keeps the others where one kind is denied', async () => {
    const bench = await benchOf({
      [operation]: ({ input }: Call) => (String(input['Filter']) === 'Group' ? denied : account),
    });
    const { holders, gaps } = await listOf(bench.reader, identity);
    expect(holders.map(({ resource }) => resource.name)).toEqual(['ann', 'app']);
    expect(gaps.map(({ gap }) => reasonOf(gap))).toMatchObject([{ kind: 'denied', operation }]);
  });

  test('costs no call beyond those for its parts', async () => {
    const bench = await benchOf({ [operation]: account });
    for (const type of [user, identity, role, group]) await bench.reader.read(type, { region: 'us-east-1' });
    expect(bench.calls).toHaveLength(3);
  });
});

describe('policies', () => {
  const admin = { effect: 'Allow', action: { patterns: ['s3:*'] }, sid: '100%', resource: { patterns: ['*+'] } };
  const broken = [
    ['not encoded by the rules', '{"Version":"2012-10-17","Statement":"100%'],
    ['encoded and cut off', encodeURIComponent(json).slice(0, -3)],
    ['an escape that is none', '%7B%ZZ%7D'],
    ['no JSON', 'x'],
    ['an unknown element', encodeURIComponent(json.replace('"Effect"', '"Efect"'))],
  ] as const;

  test('policyOf parses the default version', async () => {
    expect(await fact(policyOf, managedPolicy)(await benchOf({ [operation]: account }))).toMatchObject({
      statements: [admin],
    });
  });

  test('trustOf parses the trust policy', async () => {
    expect(await fact(trustOf, role)(await benchOf({ [operation]: account }))).toMatchObject({
      statements: [{ principal: { named: [{ type: 'AWS', id: '111122223333' }] } }],
    });
  });

  test('inlinePoliciesOf parses them with their names', async () => {
    const got = await fact(inlinePoliciesOf, identity)(await benchOf({ [operation]: account }));
    expect(got).toMatchObject([{ name: 'own', policy: { statements: [admin] } }]);
  });

  test.each(broken)('%s: malformed, and nothing else is lost', async (_, document) => {
    const malformed = { kind: 'malformed', operation, actions };
    const Policies = [{ ...read, PolicyVersionList: [{ VersionId: 'v2', Document: document }] }, read];
    const { reader } = await benchOf({
      [operation]: {
        Policies,
        RoleDetailList: [{ ...app, AssumeRolePolicyDocument: document }],
        UserDetailList: [{ ...ann, UserPolicyList: [{ PolicyName: 'bad', PolicyDocument: document }, ...inline.sent] }],
        GroupDetailList: [],
      },
    });
    const policies = (await listOf(reader, managedPolicy)).holders;
    const facts = await Promise.all(policies.map(async (holder) => factOf(reader, policyOf, holder)));
    expect(facts.map(reasonOf)).toMatchObject([malformed, { statements: [admin] }]);
    const [trusting] = (await listOf(reader, role)).holders;
    expect(reasonOf(await factOf(reader, trustOf, trusting))).toMatchObject(malformed);
    const [owner] = (await listOf(reader, identity)).holders;
    const own = (await factOf(reader, inlinePoliciesOf, owner)) as readonly InlinePolicy[];
    expect(own.map(({ policy }) => isGap(policy))).toEqual([true, false]);
    expect(reasonOf(own[0]?.policy)).toMatchObject(malformed);
  });
});

describe('sessionLimit', () => {
  const listed = { Arn: app.Arn, MaxSessionDuration: 7200 };
  const ofRole: Specimen['read'] = fact(sessionLimit, role);
  readsAs({
    operation: 'iam:ListRoles',
    actions: ['iam:ListRoles'],
    replies: { [operation]: account },
    answer: { Roles: [listed] },
    value: 7200,
    read: ofRole,
  });

  test('a role that ListRoles does not have is stale', async () => {
    const bench = await benchOf({
      [operation]: account,
      'iam:ListRoles': { Roles: [{ ...listed, Arn: arn('role/other') }] },
    });
    expect(reasonOf(await ofRole(bench))).toMatchObject({ kind: 'stale', operation: 'iam:ListRoles' });
  });

  test('roles are listed once for all of them, page by page', async () => {
    const other = arn('role/other');
    const bench: Bench = await benchOf({
      [operation]: { RoleDetailList: [app, { ...app, Arn: other }] },
      'iam:ListRoles': ({ input }: Call) =>
        input['Marker'] === undefined
          ? { Roles: [listed], IsTruncated: true, Marker: 'next' }
          : { Roles: [{ Arn: other, MaxSessionDuration: 3600 }], IsTruncated: false },
    });
    const { holders } = await listOf(bench.reader, role);
    expect(await Promise.all(holders.map(async (one) => factOf(bench.reader, sessionLimit, one)))).toEqual([
      7200, 3600,
    ]);
    expect(bench.calls.filter(({ id }) => id === 'iam:ListRoles').map(({ input }) => input)).toEqual([
      { MaxItems: 1000 },
      { MaxItems: 1000, Marker: 'next' },
    ]);
  });
});

test('everything that is known of them costs one listing of each kind and one of the roles', async () => {
  const bench = await benchOf({
    [operation]: account,
    'iam:ListRoles': { Roles: [{ Arn: app.Arn, MaxSessionDuration: 3600 }] },
  });
  const { findings } = await bench.judge(
    checkOn(user, group),
    checkOn(managedPolicy, policyOf),
    checkOn(identity, inlinePoliciesOf),
    checkOn(role, sessionLimit),
  );
  expect(findings.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass', 'pass']);
  expect(bench.calls.map(({ id, input }) => `${id} ${String(input['Filter'] ?? '')}`).sort()).toEqual([
    `${operation} Group`,
    `${operation} LocalManagedPolicy`,
    `${operation} Role`,
    `${operation} User`,
    'iam:ListRoles ',
  ]);
});

test.each([
  ['/', false, false],
  ['/aws-service-role/support.amazonaws.com/', true, false],
  ['/aws-reserved/sso.amazonaws.com/eu-west-1/', false, true],
  ['/aws-reserved/sso.amazonaws.com/', false, true],
  ['/aws-reserved/other/', false, false],
  ['/x/aws-service-role/', false, false],
])('a role in %s', (path, serviceLinked, identityCenter) => {
  expect([isServiceLinked({ data: { path } }), isIdentityCenterRole({ data: { path } })]).toEqual([
    serviceLinked,
    identityCenter,
  ]);
});

test.each([
  ['arn:aws:iam::aws:policy/AdministratorAccess', true],
  ['arn:aws-cn:iam::aws:policy/AdministratorAccess', true],
  ['arn:aws-us-gov:iam::aws:policy/AdministratorAccess', true],
  ['arn:aws:iam::111122223333:policy/AdministratorAccess', false],
  ['arn:aws:iam::aws:policy/AdministratorAccess-Amplify', false],
  ['arn:aws:iam::aws:policy/job-function/AdministratorAccess', false],
])('%s is the AWS managed policy: %s', (policy, expected) => {
  expect(hasAwsPolicy({ attached: [{ arn: policy, name: 'AdministratorAccess' }] }, 'AdministratorAccess')).toBe(
    expected,
  );
});

test.each([
  { tags: ['owner'], required: ['owner'], present: ['owner'], missing: [] },
  { tags: ['Owner'], required: ['owner', 'team'], present: ['Owner'], missing: ['team'] },
  { tags: ['aws:cloudformation:stack-name'], required: [], present: [], missing: [] },
  { tags: [], required: ['owner'], present: [], missing: ['owner'] },
])('tags $tags against $required', ({ tags, required, present, missing }) => {
  const found = tagKeys(
    tags.map((key) => ({ key, value: '' })),
    required,
  );
  expect(found).toEqual({ present, missing });
});
