import { describe, expect, test } from 'vitest';
import { decryptsWithAllKeys, delegatesAllRoles } from '../../src/policy/grants.js';
import { policy } from './statement.js';

const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const denied = { ...decrypt, Effect: 'Deny' };
const account = '111122223333';
const keys = `arn:aws:kms:*:${account}:key/*`;
const one = `arn:aws:kms:eu-west-1:${account}:key/12345678-1234-1234-1234-123456789012`;
const mine = 'arn:aws:kms:*:${aws:PrincipalAccount}:key/*';
const names = (...statements: object[]) => decryptsWithAllKeys(policy(...statements)).flaws;

describe('decryptsWithAllKeys', () => {
  test.each<[string, ...object[]]>([
    ['*', decrypt],
    ['ReEncryptFrom', { ...decrypt, Action: 'kms:ReEncryptFrom' }],
    ['an action that covers it', { ...decrypt, Action: 'KMS:De*' }],
    ['question marks', { ...decrypt, Action: 'kms:???rypt' }],
    ['every action', { ...decrypt, Action: '*' }],
    ['NotAction', { ...decrypt, Action: undefined, NotAction: ['iam:*'] }],
    ['every key of every account', { ...decrypt, Resource: 'arn:aws:kms:*:*:key/*' }],
    ['all that is KMS', { ...decrypt, Resource: 'arn:aws:kms:*' }],
    ['the partition left open', { ...decrypt, Resource: `arn:*:kms:*:${account}:key/*` }],
    ['China', { ...decrypt, Resource: 'arn:aws-cn:kms:*:*:key/*' }],
    ['any partition of AWS', { ...decrypt, Resource: 'arn:aws*:kms:*:*:key/*' }],
    ['every key of an account', { ...decrypt, Resource: keys }],
    ['everything in KMS of an account', { ...decrypt, Resource: `arn:aws:kms:*:${account}:*` }],
    ['every key of one’s own account', { ...decrypt, Resource: mine }],
    ['every UUID', { ...decrypt, Resource: `arn:aws:kms:*:${account}:key/????????-????-????-????-????????????` }],
    ['a list with one that is wide', { ...decrypt, Resource: [one, keys] }],
    ['all but one', { ...decrypt, Resource: undefined, NotResource: one }],
    ['all but a bucket', { ...decrypt, Resource: undefined, NotResource: 'arn:aws:s3:::b' }],
    ['all but another account’s', { ...decrypt, Resource: undefined, NotResource: 'arn:aws:kms:*:999999999999:key/*' }],
    ['a condition', { ...decrypt, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }],
    ['a Deny of one key', decrypt, { ...denied, Resource: one }],
    ['a Deny of one of two accounts', { ...decrypt, Resource: [keys, mine] }, { ...denied, Resource: keys }],
    ['a Deny of another action', decrypt, { ...denied, Action: 'kms:Encrypt' }],
    ['a Deny on a condition', decrypt, { ...denied, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['a Deny of all but all', decrypt, { ...denied, Resource: undefined, NotResource: ['*'] }],
    ['a Deny of all but one account’s', decrypt, { ...denied, Resource: undefined, NotResource: keys }],
  ])('%s: all keys', (_, ...statements) => {
    expect(names(...statements)).toHaveLength(1);
  });

  test.each<[string, ...object[]]>([
    ['one key', { ...decrypt, Resource: one }],
    ['keys of one Region', { ...decrypt, Resource: `arn:aws:kms:eu-west-1:${account}:key/*` }],
    ['keys of some Regions', { ...decrypt, Resource: `arn:aws:kms:eu-*:${account}:key/*` }],
    ['multi-Region keys', { ...decrypt, Resource: `arn:aws:kms:*:${account}:key/mrk-*` }],
    ['aliases, which decryption does not know', { ...decrypt, Resource: 'arn:aws:kms:*:*:alias/*' }],
    ['a variable', { ...decrypt, Resource: `arn:aws:kms:*:${account}:key/\${aws:PrincipalTag/key}` }],
    ['another service', { ...decrypt, Resource: 'arn:aws:s3:::*' }],
    ['encryption', { ...decrypt, Action: ['kms:Encrypt', 'kms:DescribeKey', 'kms:ReEncryptTo'] }],
    ['NotAction that leaves it out', { ...decrypt, Action: undefined, NotAction: 'kms:*' }],
    ['NotResource that leaves all out', { ...decrypt, Resource: undefined, NotResource: 'arn:aws:kms:*:*:key/*' }],
    ['a Deny alone', denied],
    ['the same Deny', decrypt, denied],
    ['a wider Deny', { ...decrypt, Resource: keys }, { ...denied, Action: 'kms:*' }],
    ['the same Deny of an account', { ...decrypt, Resource: keys }, { ...denied, Resource: keys }],
    ['a Deny of all but one', decrypt, { ...denied, Resource: undefined, NotResource: one }],
  ])('%s: not all keys', (_, ...statements) => {
    expect(names(...statements)).toEqual([]);
  });

  test('says which statement, action, resource and Deny', () => {
    const statement = { ...decrypt, Action: 'kms:*', Resource: [one, keys] };
    expect(names(statement, { ...denied, Sid: 'NotThat', Resource: one })).toEqual([
      {
        statement: 'statement 1',
        shown: expect.stringContaining('"Effect":"Allow"'),
        why: `kms:Decrypt and kms:ReEncryptFrom on ${keys} (a Deny was seen, statement NotThat, which does not surely take it back)`,
      },
    ]);
    expect(names(decrypt, { ...denied, Resource: 'arn:aws:s3:::b' })).toMatchObject([{ why: 'kms:Decrypt on *' }]);
    const but = { ...decrypt, Resource: undefined, NotResource: [one, keys] };
    expect(names(but)).toMatchObject([{ why: expect.stringMatching(/^kms:Decrypt on all but .* and 1 more/) }]);
  });

  test.each<[boolean, string, object]>([
    [true, 'a service', { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } }],
    [true, 'an alias', { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/app-*' } }],
    [true, 'a tag', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }],
    [false, 'any service', { StringLike: { 'kms:ViaService': '*' } }],
    [false, 'any alias', { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/*' } }],
    [false, 'keys without alias too', { 'ForAllValues:StringLike': { 'kms:ResourceAliases': 'alias/app-*' } }],
    [false, 'untagged keys too', { StringEqualsIfExists: { 'aws:ResourceTag/team': 'a' } }],
    [false, 'all tags but one', { StringNotEquals: { 'aws:ResourceTag/team': 'a' } }],
    [false, 'another key', { Bool: { 'aws:SecureTransport': 'true' } }],
  ])('conditional is %s for %s', (conditional, _, Condition) => {
    expect(decryptsWithAllKeys(policy({ ...decrypt, Condition })).conditional).toBe(conditional);
    expect(decryptsWithAllKeys(policy({ ...decrypt, Condition }, decrypt)).conditional).toBe(false);
  });
});

describe('delegatesAllRoles', () => {
  const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
  const assume = { ...pass, Action: 'sts:AssumeRole' };
  const when = (statement: object, Condition: object) => ({ ...statement, Condition });

  test.each<[string, ...object[]]>([
    ['PassRole', pass],
    ['AssumeRole', assume],
    ['an action that covers it', { ...pass, Action: 'iam:Pass*' }],
    ['all roles of an account', { ...assume, Resource: `arn:aws:iam::${account}:role/*` }],
    ['all roles of all accounts', { ...pass, Resource: 'arn:aws:iam::*:role/*' }],
    ['all of IAM', { ...pass, Resource: `arn:aws:iam::${account}:*` }],
    ['all but one', { ...pass, Resource: undefined, NotResource: `arn:aws:iam::${account}:role/admin` }],
    ['any service', when(pass, { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } })],
    ['IfExists', when(pass, { StringEqualsIfExists: { 'iam:PassedToService': 'ec2.amazonaws.com' } })],
    ['ForAllValues', when(pass, { 'ForAllValues:StringEquals': { 'iam:PassedToService': 'ec2.amazonaws.com' } })],
    ['all services but one', when(pass, { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })],
    ['tags, on which PassRole cannot rely', when(pass, { StringEquals: { 'iam:ResourceTag/team': 'a' } })],
    ['a key of the other action', when(assume, { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })],
    ['the account of a role that is passed', when(pass, { StringEquals: { 'aws:ResourceAccount': account } })],
    ['its own account, whichever', when(assume, { StringEquals: { 'aws:ResourceAccount': '${aws:ResourceAccount}' } })],
    ['its own organization', when(assume, { StringEquals: { 'aws:ResourceOrgID': '${aws:ResourceOrgID}' } })],
    ['any organization', when(assume, { StringLike: { 'aws:ResourceOrgID': '*' } })],
    ['MFA', when(assume, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
    ['a Deny of one role', pass, { ...pass, Effect: 'Deny', Resource: `arn:aws:iam::${account}:role/admin` }],
  ])('%s: all roles', (_, ...statements) => {
    expect(delegatesAllRoles(policy(...statements))).toHaveLength(1);
  });

  test.each<[string, ...object[]]>([
    ['a role', { ...pass, Resource: `arn:aws:iam::${account}:role/app` }],
    ['a path', { ...pass, Resource: `arn:aws:iam::${account}:role/app/*` }],
    ['roles with any path', { ...pass, Resource: `arn:aws:iam::${account}:role/*/app` }],
    ['a role of every account', { ...assume, Resource: 'arn:aws:iam::*:role/audit' }],
    ['users', { ...pass, Resource: 'arn:aws:iam::*:user/*' }],
    ['one service', when(pass, { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })],
    ['one service in any partition', when(pass, { StringLike: { 'iam:PassedToService': 'ec2.amazonaws.com*' } })],
    ['its organization', when(assume, { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } })],
    ['its account', when(assume, { StringEquals: { 'aws:ResourceAccount': account } })],
    ['tagged roles', when(assume, { StringEquals: { 'aws:ResourceTag/team': 'a' } })],
    ['other actions', { ...pass, Action: ['iam:GetRole', 'sts:GetCallerIdentity'] }],
    ['a Deny', pass, { ...pass, Effect: 'Deny' }],
    [
      'a Deny of other services',
      pass,
      when({ ...pass, Effect: 'Deny' }, { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    ],
  ])('%s: not all roles', (_, ...statements) => {
    expect(delegatesAllRoles(policy(...statements))).toEqual([]);
  });
});
