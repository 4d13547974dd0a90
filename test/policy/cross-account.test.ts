import { describe, expect, test } from 'vitest';
import { crossAccountGrants } from '../../src/policy/cross-account.js';
import { isParseFailure, parsePolicy } from '../../src/policy/parse.js';

const own = '111122223333';
const other = '444455556666';
const third = '777788889999';

function grants(...statements: readonly object[]) {
  const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const Statement = statements.map((fields) => ({ ...allow, ...fields }));
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  return crossAccountGrants(parsed, own);
}

const accounts = (Principal: unknown, Condition: object = {}) =>
  grants({ Principal, Condition }).map(({ account }) => account);

describe('whom a principal lets in', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['everyone', '*', ['anyone']],
    ['everyone as a map', { AWS: '*' }, ['anyone']],
    ['an account by id', { AWS: other }, [other]],
    ['an account by ARN', { AWS: `arn:aws:iam::${other}:root` }, [other]],
    ['a role in another partition', { AWS: `arn:aws-us-gov:iam::${other}:role/r` }, [other]],
    ['a session', { AWS: `arn:aws:sts::${other}:assumed-role/r/s` }, [other]],
    [
      'two principals of one account',
      { AWS: [`arn:aws:iam::${other}:user/a`, `arn:aws:iam::${other}:user/b`] },
      [other],
    ],
    ['two accounts', { AWS: [other, third] }, [other, third]],
    ['its own account', { AWS: [own, `arn:aws:iam::${own}:role/r`] }, []],
    ['its own and another', { AWS: [own, other] }, [other]],
    ['a service', { Service: 'logging.s3.amazonaws.com' }, []],
    ['a deleted user', { AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, []],
    ['a canonical user', { CanonicalUser: 'a'.repeat(64) }, ['unstated']],
    [
      'an origin access identity',
      { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' },
      ['unstated'],
    ],
    ['a provider of an account', { Federated: `arn:aws:iam::${other}:saml-provider/p` }, [other]],
    ['a provider of its own', { Federated: `arn:aws:iam::${own}:saml-provider/p` }, []],
    ['a provider on the web', { Federated: 'accounts.google.com' }, ['unstated']],
    ['an account in a variable', { AWS: 'arn:aws:iam::${aws:PrincipalAccount}:root' }, ['unstated']],
    ['a longer number', { AWS: `${other}0` }, ['unstated']],
  ])('%s', (_, principal, expected) => expect(accounts(principal)).toEqual(expected));

  test('everyone but those named', () => {
    expect(grants({ NotPrincipal: { AWS: own } })).toMatchObject([
      { account: 'anyone', why: 'NotPrincipal admits everyone but those it names.' },
    ]);
  });

  test('no principal at all', () => {
    expect(grants({})).toMatchObject([{ account: 'anyone', why: 'It names no principal.' }]);
  });

  test('a denial lets nobody in', () => expect(grants({ Effect: 'Deny', Principal: '*' })).toEqual([]));
});

describe('conditions that name accounts', () => {
  test.each<[string, unknown, object, readonly string[]]>([
    ['its own account', '*', { StringEquals: { 'aws:PrincipalAccount': own } }, []],
    ['another account', '*', { StringEquals: { 'aws:PrincipalAccount': [own, other] } }, [other]],
    ['a role of another account', '*', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${other}:role/*` } }, [other]],
    ['the account that a service acts for', '*', { StringEquals: { 'AWS:SourceOwner': own } }, []],
    ['the caller of a key', '*', { StringEquals: { 'kms:CallerAccount': own } }, []],
    [
      'an account beside the principal',
      { AWS: [other, third] },
      { StringEquals: { 'aws:PrincipalAccount': other } },
      [other],
    ],
    ['a source beside the principal', { AWS: other }, { StringEquals: { 'aws:SourceAccount': own } }, [other]],
    [
      'a canonical user of its own account',
      { CanonicalUser: 'a' },
      { StringEquals: { 'aws:PrincipalAccount': own } },
      [],
    ],
    [
      'two conditions',
      '*',
      {
        StringEquals: { 'aws:PrincipalAccount': [own, other] },
        ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${own}:role/r` },
      },
      [],
    ],
    ['one of any values', '*', { 'ForAnyValue:StringEquals': { 'aws:PrincipalAccount': own } }, []],
  ])('%s', (_, principal, condition, expected) => expect(accounts(principal, condition)).toEqual(expected));

  test.each<[string, object]>([
    ['a wildcard', { StringLike: { 'aws:PrincipalAccount': '1111*' } }],
    ['a wildcard beside the account', { StringLike: { 'aws:PrincipalAccount': [own, '*'] } }],
    ['a wildcard in the account of an ARN', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/r' } }],
    ['a variable', { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }],
    ['a source without an account', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::bucket' } }],
    ['a negated operator', { StringNotEquals: { 'aws:PrincipalAccount': own } }],
    ['an operator met by a missing key', { StringEqualsIfExists: { 'aws:PrincipalAccount': own } }],
    ['ForAllValues, which is too', { 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': own } }],
    ['no value', { StringEquals: { 'aws:PrincipalAccount': [] } }],
    ['another key', { StringEquals: { 'aws:RequestedRegion': own } }],
  ])('%s leaves everyone in', (_, condition) => expect(accounts('*', condition)).toEqual(['anyone']));
});

describe('an organization', () => {
  const of = (Condition: object) => grants({ Principal: '*', Condition })[0]?.organizations;

  test('is named when its ids are literal', () => {
    expect(of({ StringEquals: { 'aws:PrincipalOrgID': ['o-abc123', 'o-def456'] } })).toEqual(['o-abc123', 'o-def456']);
  });

  test.each<[string, object]>([
    ['a wildcard', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['an operator met by a missing key', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abc123' } }],
    ['a negated operator', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abc123' } }],
    ['no value', { StringEquals: { 'aws:PrincipalOrgID': [] } }],
  ])('is not limited by %s', (_, condition) => expect(of(condition)).toBeUndefined());
});

test('a grant names its statement, its actions and the reason', () => {
  expect(
    grants(
      { Principal: { AWS: own } },
      {
        Sid: 'Partner',
        Principal: { AWS: '*' },
        Action: undefined,
        NotAction: ['s3:Put*'],
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': 'o-abc123', 'aws:PrincipalAccount': other },
        },
      },
    ),
  ).toEqual([
    {
      account: other,
      index: 1,
      sid: 'Partner',
      action: { negated: true, patterns: ['s3:Put*'] },
      organizations: ['o-abc123'],
      why: `Principal AWS is "*", and StringEquals of aws:PrincipalAccount names account ${other}, limited to principals of "o-abc123".`,
    },
  ]);
});
