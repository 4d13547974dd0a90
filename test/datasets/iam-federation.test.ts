import { describe, expect, test } from 'vitest';
import { absent, isGap } from '../../src/core/fact.js';
import { samlProvider, samlProviderArns, samlValidity, workforceSignIn } from '../../src/datasets/iam-federation.js';
import type { WorkforceSignIn } from '../../src/datasets/iam-federation.js';
import { awsError, benchOf, denied, type Replies, usEast } from './bench.js';
import { account } from './iam-answers.js';
import { key, late, metadata, soon } from './saml.js';
import { checkOn, fact, listing, readsAs, reasonOf, vanishes } from './specimen.js';

const arn = 'arn:aws:iam::111122223333:saml-provider/idp';
const list = { SAMLProviderList: [{ Arn: arn }] };

describe('samlProviderArns', () => {
  readsAs({
    operation: 'iam:ListSAMLProviders',
    actions: ['iam:ListSAMLProviders'],
    answer: list,
    value: [arn],
    read: fact(samlProviderArns),
  });
});

describe('samlProvider', () => {
  readsAs({
    operation: 'iam:ListSAMLProviders',
    actions: ['iam:ListSAMLProviders'],
    answer: list,
    value: [{ type: 'AWS::IAM::SAMLProvider', key: arn, arn, name: 'idp', region: 'global', data: {} }],
    read: listing(samlProvider),
  });
});

describe('samlValidity', () => {
  const validUntil = new Date('2030-01-01T00:00:00Z');
  const provider = { SAMLMetadataDocument: metadata(key(soon, ''), key(late, '')), ValidUntil: validUntil };
  const replies = { 'iam:ListSAMLProviders': list };
  readsAs({
    operation: 'iam:GetSAMLProvider',
    actions: ['iam:GetSAMLProvider'],
    answer: provider,
    value: { validUntil, certificateEnds: [soon.ends, late.ends] },
    replies,
    read: fact(samlValidity, samlProvider),
  });

  test('metadata that cannot be read is malformed, and says why', async () => {
    const bench = await benchOf({ ...replies, 'iam:GetSAMLProvider': { ...provider, SAMLMetadataDocument: '<a>' } });
    expect(reasonOf(await fact(samlValidity, samlProvider)(bench))).toMatchObject({
      kind: 'malformed',
      operation: 'iam:GetSAMLProvider',
      message: 'The answer of iam:GetSAMLProvider cannot be judged: its metadata is not well-formed XML.',
    });
  });
});

describe('workforceSignIn', () => {
  const password = { enabled: 'TRUE', used: 'no_information', changed: '2025-01-01T00:00:00+00:00' };
  const people = account([{ user: 'ann', password }, { user: 'robot' }]);
  const none = { 'iam:ListSAMLProviders': { SAMLProviderList: [] }, 'sso-admin:ListInstances': { Instances: [] } };
  const instance = (OwnerAccountId: string, Status = 'ACTIVE') => ({
    Instances: [{ InstanceArn: 'arn:aws:sso:::instance/ssoins-1', OwnerAccountId, Status }],
  });
  const organization = (MasterAccountId: string) => ({
    'organizations:DescribeOrganization': { Organization: { Id: 'o-1', MasterAccountId } },
  });
  const read = async (replies: Replies) => {
    const bench = await benchOf({ ...people, ...none, ...replies });
    const value = (await fact(workforceSignIn)(bench)) as WorkforceSignIn;
    return { value, calls: bench.calls.map(({ id }) => id) };
  };
  const centers = async (replies: Replies) => (await read(replies)).value.identityCenters;
  const found = { items: ['arn:aws:sso:::instance/ssoins-1'], gaps: [] };

  test('asks for nothing but the report where nobody has a console password', async () => {
    const { value, calls } = await read(account([{ user: 'robot' }]));
    expect(value).toEqual({ consoleUsers: [], samlProviders: absent, identityCenters: absent });
    expect(calls).toEqual(['iam:GenerateCredentialReport', 'iam:GetCredentialReport']);
  });

  test('names console users, the root user not among them, and SAML providers', async () => {
    const { value } = await read({ 'iam:ListSAMLProviders': list });
    expect(value).toEqual({
      consoleUsers: ['ann'],
      samlProviders: ['idp'],
      identityCenters: { items: [], gaps: [] },
    });
  });

  test('asks every region for Identity Center, and the organization only about an instance of its own', async () => {
    const { calls } = await read({});
    expect(calls.filter((id) => id === 'sso-admin:ListInstances')).toHaveLength(2);
    expect(calls).not.toContain('organizations:DescribeOrganization');
  });

  test('an instance of another account is the organization’s, and is named once', async () => {
    expect(await centers({ 'sso-admin:ListInstances': instance('999999999999') })).toEqual(found);
  });

  test('an instance that is not active does not count', async () => {
    const replies = { 'sso-admin:ListInstances': instance('999999999999', 'CREATE_FAILED') };
    expect(await centers(replies)).toEqual({ items: [], gaps: [] });
  });

  test('its own is the organization’s in the management account', async () => {
    const own = { 'sso-admin:ListInstances': usEast(instance('111122223333'), { Instances: [] }) };
    expect(await centers({ ...own, ...organization('111122223333') })).toEqual(found);
    expect(await centers({ ...own, ...organization('999999999999') })).toEqual({ items: [], gaps: [] });
    const standalone = { 'organizations:DescribeOrganization': awsError('AWSOrganizationsNotInUseException') };
    expect(await centers({ ...own, ...standalone })).toEqual({ items: [], gaps: [] });
  });

  test('its own beside an organization that cannot be read is a gap', async () => {
    const replies = {
      'sso-admin:ListInstances': instance('111122223333'),
      'organizations:DescribeOrganization': denied,
    };
    expect(await centers(replies)).toMatchObject({ items: [], gaps: [expect.anything()] });
  });

  test('what is denied is a gap of its own', async () => {
    const { value } = await read({
      'iam:GetCredentialReport': denied,
      'iam:ListSAMLProviders': denied,
      'sso-admin:ListInstances': usEast(denied, { Instances: [] }),
    });
    expect(isGap(value.consoleUsers)).toBe(true);
    expect(isGap(value.samlProviders)).toBe(true);
    expect(value.identityCenters).toMatchObject({ items: [], gaps: [expect.anything()] });
  });

  test('a row whose password_enabled is no flag is malformed', async () => {
    const odd = { ...password, enabled: 'maybe' };
    const { value } = await read(account([{ user: 'ann', password: odd }]));
    expect(reasonOf(value.consoleUsers)).toMatchObject({ kind: 'malformed', operation: 'iam:GetCredentialReport' });
  });
});

describe('second look at a SAML provider', () => {
  let asked = 0;
  vanishes(
    checkOn(samlProvider, samlValidity),
    (look) => {
      asked = 0;
      return {
        'iam:ListSAMLProviders': list,
        'iam:GetSAMLProvider': () => (asked++ === 0 ? awsError('NoSuchEntityException', 404) : look),
      };
    },
    { there: { ValidUntil: new Date(0) }, gone: awsError('NoSuchEntityException', 404) },
  );
});
