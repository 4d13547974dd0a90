import { describe, expect, test } from 'vitest';
import { absent } from '../../src/core/fact.js';
import {
  delegatedAdministrators,
  organization,
  policyDelegations,
  trustedServices,
  whyNotHere,
} from '../../src/datasets/organizations.js';
import { awsError, benchOf, denied, paged } from './bench.js';
import { fact, readsAs, reasonOf } from './specimen.js';

const management = { Organization: { Id: 'o-1', MasterAccountId: '111122223333' } };
const here = { 'organizations:DescribeOrganization': management };
const elsewhere = {
  'organizations:DescribeOrganization': { Organization: { Id: 'o-1', MasterAccountId: '999999999999' } },
};
const standalone = { 'organizations:DescribeOrganization': awsError('AWSOrganizationsNotInUseException') };
const token = { in: 'NextToken', out: 'NextToken' };

describe('organization', () => {
  readsAs({
    operation: 'organizations:DescribeOrganization',
    actions: ['organizations:DescribeOrganization'],
    answer: management,
    value: { id: 'o-1', managementAccount: '111122223333' },
    absent: ['AWSOrganizationsNotInUseException'],
    read: fact(organization),
  });

  test('is asked for in the home region of the partition', async () => {
    const bench = await benchOf(here);
    await fact(organization)(bench);
    expect(bench.calls).toMatchObject([{ region: 'us-east-1' }]);
  });
});

test.each([
  ['delegatedAdministrators', delegatedAdministrators],
  ['trustedServices', trustedServices],
  ['policyDelegations', policyDelegations],
])('%s is absent, and not asked for, outside the management account', async (_, dataset) => {
  for (const replies of [elsewhere, standalone]) {
    const bench = await benchOf(replies);
    expect(await fact(dataset)(bench)).toBe(absent);
    expect(bench.calls.map(({ id }) => id)).toEqual(['organizations:DescribeOrganization']);
  }
});

test('whyNotHere tells a standalone account from a member', () => {
  expect(whyNotHere(absent)).toBe('The account is in no organization');
  expect(whyNotHere({ id: 'o-1', managementAccount: '999999999999' })).toContain('999999999999');
});

describe('delegatedAdministrators', () => {
  const one = { DelegatedAdministrators: [{ Id: '444455556666', Name: 'security' }] };
  const two = { DelegatedAdministrators: [{ Id: '777788889999', Name: 'audit' }] };
  const services = { DelegatedServices: [{ ServicePrincipal: 'guardduty.amazonaws.com' }] };
  readsAs({
    operation: 'organizations:ListDelegatedAdministrators',
    actions: ['organizations:ListDelegatedAdministrators'],
    answer: one,
    value: [{ account: '444455556666', name: 'security', services: ['guardduty.amazonaws.com'] }],
    replies: { ...here, 'organizations:ListDelegatedServicesForAccount': services },
    read: fact(delegatedAdministrators),
  });

  describe('services', () => {
    readsAs({
      operation: 'organizations:ListDelegatedServicesForAccount',
      actions: ['organizations:ListDelegatedServicesForAccount'],
      answer: services,
      value: [{ account: '444455556666', name: 'security', services: ['guardduty.amazonaws.com'] }],
      replies: { ...here, 'organizations:ListDelegatedAdministrators': one },
      read: fact(delegatedAdministrators),
    });
  });

  test('reads two pages of accounts and of services', async () => {
    const bench = await benchOf({
      ...here,
      'organizations:ListDelegatedAdministrators': paged(token, one, two),
      'organizations:ListDelegatedServicesForAccount': paged(token, services, {
        DelegatedServices: [{ ServicePrincipal: 'config.amazonaws.com' }],
      }),
    });
    const both = ['guardduty.amazonaws.com', 'config.amazonaws.com'];
    expect(await fact(delegatedAdministrators)(bench)).toEqual([
      { account: '444455556666', name: 'security', services: both },
      { account: '777788889999', name: 'audit', services: both },
    ]);
    const asked = bench.calls
      .filter(({ id }) => id.endsWith('ServicesForAccount'))
      .map(({ input }) => input['AccountId']);
    expect(new Set(asked)).toEqual(new Set(['444455556666', '777788889999']));
  });

  test('is a gap, not half a list, where the second page is denied', async () => {
    const bench = await benchOf({ ...here, 'organizations:ListDelegatedAdministrators': paged(token, one, denied) });
    expect(reasonOf(await fact(delegatedAdministrators)(bench))).toMatchObject({ kind: 'denied' });
  });
});

describe('trustedServices', () => {
  const one = { EnabledServicePrincipals: [{ ServicePrincipal: 'config.amazonaws.com' }] };
  readsAs({
    operation: 'organizations:ListAWSServiceAccessForOrganization',
    actions: ['organizations:ListAWSServiceAccessForOrganization'],
    answer: one,
    value: ['config.amazonaws.com'],
    replies: here,
    read: fact(trustedServices),
  });

  test('reads two pages', async () => {
    const two = { EnabledServicePrincipals: [{ ServicePrincipal: 'macie.amazonaws.com' }] };
    const bench = await benchOf({
      ...here,
      'organizations:ListAWSServiceAccessForOrganization': paged(token, one, two),
    });
    expect(await fact(trustedServices)(bench)).toEqual(['config.amazonaws.com', 'macie.amazonaws.com']);
  });
});

describe('policyDelegations', () => {
  const content = (...Statement: object[]) => ({
    ResourcePolicy: { Content: JSON.stringify({ Version: '2012-10-17', Statement }) },
  });
  const allow = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'organizations:*', Resource: '*' };
  const every = ['Create', 'Update', 'Delete', 'Attach', 'Detach'].map((verb) => `organizations:${verb}Policy`);
  const read = async (...statements: object[]) =>
    fact(policyDelegations)(await benchOf({ ...here, 'organizations:DescribeResourcePolicy': content(...statements) }));

  readsAs({
    operation: 'organizations:DescribeResourcePolicy',
    actions: ['organizations:DescribeResourcePolicy'],
    answer: content(allow),
    value: [{ account: '444455556666', actions: every }],
    replies: here,
    read: fact(policyDelegations),
  });

  test('are none where there is no delegation policy', async () => {
    const none = awsError('ResourcePolicyNotFoundException', 400);
    const bench = await benchOf({ ...here, 'organizations:DescribeResourcePolicy': none });
    expect(await fact(policyDelegations)(bench)).toEqual([]);
  });

  test('name each account, by its id or by ARN, with what it may do', async () => {
    const Action = ['organizations:describe*', 'organizations:attachpolicy'];
    const AWS = ['arn:aws:iam::444455556666:root', 'arn:aws:iam::777788889999:role/governance'];
    expect(await read({ ...allow, Action, Principal: { AWS } })).toEqual([
      { account: '444455556666', actions: ['organizations:AttachPolicy'] },
      { account: '777788889999', actions: ['organizations:AttachPolicy'] },
    ]);
  });

  test('follow NotAction', async () => {
    const { Action: _, ...rest } = allow;
    expect(await read({ ...rest, NotAction: 'organizations:Delete*' })).toEqual([
      { account: '444455556666', actions: every.filter((action) => !action.includes('Delete')) },
    ]);
  });

  test.each([
    ['reading only', { ...allow, Action: ['organizations:Describe*', 'organizations:List*'] }],
    ['a Deny', { ...allow, Effect: 'Deny' }],
    ['the management account', { ...allow, Principal: { AWS: '111122223333' } }],
    ['everyone', { ...allow, Principal: '*' }],
    ['everyone but one', { ...allow, Principal: undefined, NotPrincipal: { AWS: '444455556666' } }],
    ['a service', { ...allow, Principal: { Service: 'config.amazonaws.com' } }],
  ])('%s delegates nothing to a member account', async (_, statement) => expect(await read(statement)).toEqual([]));

  test('a policy that cannot be parsed is malformed', async () => {
    const bench = await benchOf({
      ...here,
      'organizations:DescribeResourcePolicy': { ResourcePolicy: { Content: '{}' } },
    });
    expect(reasonOf(await fact(policyDelegations)(bench))).toMatchObject({
      kind: 'malformed',
      operation: 'organizations:DescribeResourcePolicy',
    });
  });
});
