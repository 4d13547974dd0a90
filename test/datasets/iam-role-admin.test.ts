import { describe, expect, test } from 'vitest';
import { isGap } from '../../src/core/fact.js';
import { role } from '../../src/datasets/iam-entities.js';
import { type RoleAdmin, roleAdmin } from '../../src/datasets/iam-role-admin.js';
import { type Bench, benchOf, type Call, denied } from './bench.js';
import { fact, reasonOf } from './specimen.js';

const admin = '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
const reader = '{"Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
const arn = (rest: string): string => `arn:aws:iam::111122223333:${rest}`;
const managed = (name: string, document: string) => ({
  Arn: arn(`policy/${name}`),
  PolicyName: name,
  AttachmentCount: 1,
  PermissionsBoundaryUsageCount: 0,
  DefaultVersionId: 'v1',
  PolicyVersionList: [{ VersionId: 'v1', Document: encodeURIComponent(document) }],
});

interface Attached {
  readonly inline?: Readonly<Record<string, string>>;
  readonly own?: readonly string[];
  readonly aws?: readonly string[];
}

async function bench({ inline = {}, own = [], aws = [] }: Attached, policies: object = {}): Promise<Bench> {
  const app = {
    Arn: arn('role/app'),
    RoleName: 'app',
    Path: '/',
    CreateDate: new Date('2025-01-01T00:00:00Z'),
    AssumeRolePolicyDocument: encodeURIComponent(reader),
    RolePolicyList: Object.entries(inline).map(([PolicyName, document]) => ({
      PolicyName,
      PolicyDocument: encodeURIComponent(document),
    })),
    AttachedManagedPolicies: [
      ...own.map((name) => ({ PolicyArn: arn(`policy/${name}`), PolicyName: name })),
      ...aws.map((name) => ({ PolicyArn: `arn:aws:iam::aws:policy/${name}`, PolicyName: name })),
    ],
    RoleLastUsed: {},
  };
  return benchOf({
    'iam:GetAccountAuthorizationDetails': ({ input }: Call) =>
      (input['Filter'] as string[])[0] === 'Role' ? { RoleDetailList: [app] } : policies,
  });
}

const read = fact(roleAdmin, role);
const kinds = ({ calls }: Bench) => calls.map(({ input }) => (input['Filter'] as string[])[0]);

describe('roleAdmin', () => {
  test.each<[string, Attached, readonly string[]]>([
    ['by an inline policy', { inline: { own: admin } }, ['the inline policy own, statement 1']],
    ['by AdministratorAccess', { aws: ['AdministratorAccess'] }, ['AdministratorAccess']],
  ])('%s no other policy is read', async (_, attached, by) => {
    const here = await bench({ ...attached, own: ['read'] });
    expect(await read(here)).toEqual({ by, notRead: [] });
    expect(kinds(here)).toEqual(['Role']);
  });

  test('by a customer managed policy', async () => {
    const here = await bench(
      { own: ['read', 'full'] },
      { Policies: [managed('read', reader), managed('full', admin)] },
    );
    expect(await read(here)).toEqual({ by: ['the policy full, statement 1'], notRead: [] });
    expect(kinds(here)).toEqual(['Role', 'LocalManagedPolicy']);
  });

  test('names AWS managed policies that were not read', async () => {
    const here = await bench({ inline: { own: reader }, aws: ['PowerUserAccess', 'AdministratorAccess-Amplify'] });
    expect(await read(here)).toEqual({ by: [], notRead: ['PowerUserAccess', 'AdministratorAccess-Amplify'] });
    expect(kinds(here)).toEqual(['Role']);
  });

  test('a role of the name in one’s own account is not AdministratorAccess', async () => {
    const here = await bench({ own: ['AdministratorAccess'] }, { Policies: [managed('AdministratorAccess', reader)] });
    expect(await read(here)).toEqual({ by: [], notRead: [] });
  });

  test.each<[string, Attached, object, string]>([
    ['an inline policy that cannot be read', { inline: { own: '{' } }, {}, 'malformed'],
    ['a customer managed one', { own: ['full'] }, { Policies: [managed('full', '{')] }, 'malformed'],
    ['one that is not listed', { own: ['full'] }, { Policies: [] }, 'stale'],
  ])('%s leaves a gap', async (_, attached, policies, kind) => {
    const fact = (await read(await bench(attached, policies))) as RoleAdmin;
    expect(fact.by).toEqual([]);
    expect(reasonOf(fact.gap)).toMatchObject({ kind });
  });

  test('a gap beside an administrator’s policy is none', async () => {
    const policies = { Policies: [managed('read', '{'), managed('full', admin)] };
    expect(await read(await bench({ own: ['read', 'full'] }, policies))).not.toHaveProperty('gap');
  });

  test('policies that cannot be listed are a gap', async () => {
    expect(isGap(await read(await bench({ own: ['full'] }, denied)))).toBe(true);
  });
});
