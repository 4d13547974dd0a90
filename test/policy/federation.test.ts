import { describe, expect, test } from 'vitest';
import { federatedTrust } from '../../src/policy/federation.js';
import { policy } from './statement.js';

const provider = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const trust = (Federated: string, Condition?: object, Action = 'sts:AssumeRoleWithWebIdentity') => ({
  Effect: 'Allow',
  Principal: { Federated },
  Action,
  ...(Condition && { Condition }),
});
const gh = 'token.actions.githubusercontent.com';
const aud = { StringEquals: { [`${gh}:aud`]: 'sts.amazonaws.com' } };
const github = (condition: object) => trust(provider(gh), condition);
const sub = (value: string | readonly string[], operator = 'StringLike') =>
  github({ ...aud, [operator]: { ...(operator === 'StringEquals' && aud.StringEquals), [`${gh}:sub`]: value } });
const claim = (name: string, value: string) => github({ ...aud, StringLike: { [`${gh}:${name}`]: value } });
const eks = 'oidc.eks.eu-west-1.amazonaws.com/id/ABC';
const saml = 'arn:aws:iam::111122223333:saml-provider/corp';
const bySaml = (Condition?: object) => trust(saml, Condition, 'sts:AssumeRoleWithSAML');
const flaws = (...statements: object[]) => federatedTrust(policy(...statements)).flaws;

describe('bound', () => {
  test.each<[string, ...object[]]>([
    ['a repository', sub('repo:acme/app:ref:refs/heads/main', 'StringEquals')],
    ['all of a repository', sub('repo:acme/app:*')],
    ['an organization', sub('repo:acme/*')],
    ['immutable ids', sub('repo:acme@123/app@456:*')],
    ['ForAnyValue', sub('repo:acme/app:*', 'ForAnyValue:StringLike')],
    ['two repositories', sub(['repo:acme/app:*', 'repo:acme/web:*'])],
    ['a customized subject with the owner', sub('repository_owner:acme:environment:production')],
    ['a customized subject with the owner last', sub('environment:production:repository_owner:acme')],
    ['the id of a repository', claim('repository_id', '123456')],
    ['a repository by its own claim', claim('repository', 'acme/*')],
    ['GitLab', trust(provider('gitlab.com'), both('gitlab.com', 'project_path:acme/*'))],
    ['Terraform', trust(provider('app.terraform.io'), both('app.terraform.io', 'organization:acme:*'))],
    ['EKS by its audience', trust(provider(eks), { StringEquals: { [`${eks}:aud`]: 'sts.amazonaws.com' } })],
    [
      'Vercel',
      trust(provider('oidc.vercel.com'), { StringEquals: { 'oidc.vercel.com:aud': 'https://vercel.com/acme' } }),
    ],
    [
      'Cognito',
      trust('cognito-identity.amazonaws.com', { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'p' } }),
    ],
    ['Google', trust('accounts.google.com', { StringEquals: { 'accounts.google.com:aud': 'id' } })],
    ['Facebook', trust('graph.facebook.com', { StringEquals: { 'graph.facebook.com:app_id': 'id' } })],
    ['Amazon', trust('www.amazon.com', { StringEquals: { 'www.amazon.com:app_id': 'id' } })],
    ['SAML', bySaml({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } })],
    ['SAML in any Region', bySaml({ StringLike: { 'SAML:aud': 'https://*.signin.aws.amazon.com/saml' } })],
    [
      'a Deny of all others',
      github(aud),
      { ...github({ StringNotLike: { [`${gh}:sub`]: 'repo:acme/app:*' } }), Effect: 'Deny' },
    ],
  ])('%s', (_, ...statements) => {
    expect(flaws(...statements)).toEqual([]);
    expect(federatedTrust(policy(...statements)).providers).toHaveLength(1);
  });
});

function both(issuer: string, subject: string) {
  return { StringEquals: { [`${issuer}:aud`]: 'x' }, StringLike: { [`${issuer}:sub`]: subject } };
}

describe('open', () => {
  test.each<[string, string, ...object[]]>([
    ['GitHub without subject', 'no condition on token.actions.githubusercontent.com:sub', github(aud)],
    ['*', 'StringLike token.actions.githubusercontent.com:sub "*"', sub('*')],
    ['repo:*', '"repo:*"', sub('repo:*')],
    ['any owner’s repository', '"repo:*/app:*"', sub('repo:*/app:*')],
    ['part of an owner', '"repo:acme*"', sub('repo:acme*')],
    ['part of an owner by a question mark', '"repo:acm?/app"', sub('repo:acm?/app')],
    ['a subject without owner', '"environment:production"', sub('environment:production', 'StringEquals')],
    ['a branch', '"ref:refs/heads/main"', sub('ref:refs/heads/main')],
    ['part of an owner’s name', '"repository_owner:acme*"', sub('repository_owner:acme*')],
    ['a variable', 'aws:PrincipalTag', sub('repo:${aws:PrincipalTag/o}/app')],
    ['one good and one open subject', '"repo:acme/app:*", "*"', sub(['repo:acme/app:*', '*'])],
    ['IfExists', 'StringLikeIfExists', sub('repo:acme/app:*', 'StringLikeIfExists')],
    ['ForAllValues', 'ForAllValues:StringLike', sub('repo:acme/app:*', 'ForAllValues:StringLike')],
    ['a negated operator', 'StringNotLike', sub('repo:evil/app:*', 'StringNotLike')],
    ['a workflow that others may call', 'no condition', claim('job_workflow_ref', 'acme/app/.github/x.yml@main')],
    ['GitLab', '"project_path:*"', trust(provider('gitlab.com'), both('gitlab.com', 'project_path:*'))],
    ['Cognito without audience', 'cognito-identity.amazonaws.com:aud', trust('cognito-identity.amazonaws.com')],
    ['Google', 'accounts.google.com:aud', trust('accounts.google.com')],
    [
      'Facebook by the wrong key',
      'app_id',
      trust('graph.facebook.com', { StringEquals: { 'graph.facebook.com:aud': 'x' } }),
    ],
    ['Amazon with any app', '"*"', trust('www.amazon.com', { StringLike: { 'www.amazon.com:app_id': '*' } })],
    ['Vercel without audience', 'oidc.vercel.com:aud', trust(provider('oidc.vercel.com'))],
    ['SAML without audience', 'no condition on saml:aud', bySaml()],
    ['SAML with any audience', '"*"', bySaml({ StringLike: { 'SAML:aud': '*' } })],
    ['SAML by a wildcard action', 'no condition on saml:aud', trust(saml, undefined, 'sts:*')],
    ['every provider', 'names no provider', trust('*')],
  ])('%s', (_, says, ...statements) => {
    expect(flaws(...statements)).toMatchObject([{ why: expect.stringContaining(says), limitedByProvider: false }]);
  });

  test('without audience a bound subject leaves it to the provider’s client ids', () => {
    const subject = { StringEquals: { [`${eks}:sub`]: 'system:serviceaccount:app:web' } };
    expect(flaws(trust(provider(eks), subject))).toMatchObject([{ limitedByProvider: true }]);
    const repository = { StringLike: { [`${gh}:sub`]: 'repo:acme/app:*' } };
    expect(flaws(github(repository))).toMatchObject([{ limitedByProvider: true }]);
    expect(flaws(trust(provider(eks)))).toMatchObject([{ limitedByProvider: false }]);
  });
});

test('an action that a provider cannot be used by is no way in', () => {
  expect(federatedTrust(policy(trust(saml, undefined, 'sts:AssumeRoleWithWebIdentity'))).providers).toEqual([]);
  expect(federatedTrust(policy(trust(provider(gh), undefined, 'sts:TagSession'))).providers).toEqual([]);
});
