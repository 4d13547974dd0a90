import { describe, expect, test } from 'vitest';
import { admissions, openToAnyone, peopleTrust, serviceTrust } from '../../src/policy/trust.js';
import { policy } from './statement.js';

const account = '111122223333';
const assume = { Effect: 'Allow', Action: 'sts:AssumeRole' };
const all = { ...assume, Principal: '*' };
const when = (Condition: object) => ({ Condition });
const equals = (key: string, value: string | readonly string[]) => when({ StringEquals: { [key]: value } });
const deny = { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*' };
const arn = (rest: string) => `arn:aws:iam::${account}:${rest}`;

describe('openToAnyone', () => {
  test.each<[string, ...object[]]>([
    ['Principal *', all],
    ['Principal AWS *', { ...assume, Principal: { AWS: '*' } }],
    ['a list with *', { ...assume, Principal: { AWS: [account, '*'] } }],
    ['Federated *', { ...assume, Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: '*' } }],
    ['any account’s root', { ...assume, Principal: { AWS: 'arn:aws:iam::*:root' } }],
    ['NotPrincipal', { ...assume, NotPrincipal: { AWS: account } }],
    ['an action by wildcard', { ...all, Action: 'sts:Assume*' }],
    ['NotAction', { ...all, Action: undefined, NotAction: 'sts:TagSession' }],
    ['an external id alone', { ...all, ...equals('sts:ExternalId', 'secret') }],
    ['IfExists', { ...all, ...when({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1234567890' } }) }],
    ['ForAllValues', { ...all, ...when({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-1234567890' } }) }],
    ['a negated operator', { ...all, ...when({ StringNotEquals: { 'aws:PrincipalAccount': account } }) }],
    ['a wildcard organization', { ...all, ...when({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }) }],
    ['one wildcard of two values', { ...all, ...when({ StringLike: { 'aws:PrincipalAccount': [account, '*'] } }) }],
    ['any account’s role', { ...all, ...when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Deploy' } }) }],
    [
      'a role whose path may hold the account, since the wildcard before it reaches over colons',
      { ...all, ...when({ StringLike: { 'aws:PrincipalArn': `arn:aws:*:*:${account}:*` } }) },
    ],
    ['a variable', { ...all, ...equals('aws:PrincipalAccount', '${aws:PrincipalTag/account}') }],
    ['MFA', { ...all, ...when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }) }],
    ['every address', { ...all, ...when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }) }],
    ['a Deny of one account', all, { ...deny, Principal: { AWS: account } }],
    ['a Deny on a condition', all, { ...deny, ...when({ Bool: { 'aws:SecureTransport': 'false' } }) }],
    ['a Deny of another action', { ...all, Action: 'sts:AssumeRoleWithSAML' }, deny],
    [
      'a Deny on two conditions',
      all,
      { ...deny, ...when({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1234567890', 'aws:PrincipalArn': 'x' } }) },
    ],
    [
      'a Deny that spares requests without the key',
      all,
      { ...deny, ...when({ 'ForAllValues:StringNotEquals': { 'aws:PrincipalOrgID': 'o-1234567890' } }) },
    ],
  ])('%s: anyone', (_, ...statements) => {
    expect(openToAnyone(policy(...statements))).toHaveLength(1);
  });

  test.each<[string, ...object[]]>([
    ['an account', { ...assume, Principal: { AWS: account } }],
    ['an account’s root', { ...assume, Principal: { AWS: arn('root') } }],
    ['a service', { ...assume, Principal: { Service: 'ec2.amazonaws.com' } }],
    ['a deleted user', { ...assume, Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' } }],
    ['a wildcard in an account, which AWS takes literally', { ...assume, Principal: { AWS: arn('role/a*') } }],
    ['tags alone', { ...all, Action: 'sts:TagSession' }],
    ['a Deny', deny],
    ['an organization', { ...all, ...equals('aws:PrincipalOrgID', 'o-1234567890') }],
    ['its own organization', { ...all, ...equals('aws:PrincipalOrgID', '${aws:ResourceOrgID}') }],
    ['a path', { ...all, ...when({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1234567890/r-1/*' } }) }],
    ['roles of one account', { ...all, ...when({ ArnLike: { 'aws:PrincipalArn': arn('role/*') } }) }],
    ['roles of one account by text', { ...all, ...when({ StringLike: { 'aws:PrincipalArn': arn('role/*') } }) }],
    [
      'roles of one account in any partition',
      { ...all, ...when({ ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${account}:role/*` } }) },
    ],
    ['a role by its id', { ...all, ...when({ StringLike: { 'aws:userid': 'AROACKCEVSQ6C2EXAMPLE:*' } }) }],
    ['a source account', { ...all, ...equals('aws:SourceAccount', account) }],
    ['an address range', { ...all, ...when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }) }],
    ['a full Deny', all, deny],
    ['a full Deny of everything', all, { ...deny, Action: '*' }],
    ['a Deny of all others', all, { ...deny, Principal: undefined, NotPrincipal: { AWS: arn('root') } }],
    [
      'a Deny of other organizations',
      all,
      { ...deny, ...when({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } }) },
    ],
  ])('%s: not anyone', (_, ...statements) => {
    expect(openToAnyone(policy(...statements))).toEqual([]);
  });

  test('says which statement, what it says and which Deny was seen', () => {
    const partial = { ...deny, Sid: 'NotThem', Principal: { AWS: account } };
    expect(openToAnyone(policy({ ...assume, Principal: { AWS: account } }, { ...all, Action: '*' }, partial))).toEqual([
      {
        statement: 'statement 2',
        shown: '{"Effect":"Allow","Principal":"*","Action":"*"}',
        why: 'Principal is "*" and no condition limits who (a Deny was seen, statement NotThem, which does not surely take it back)',
      },
      {
        statement: 'statement 2',
        shown: '{"Effect":"Allow","Principal":"*","Action":"*"}',
        why: 'Principal is "*" and no condition limits who',
      },
    ]);
  });
});

describe('admissions', () => {
  test('of everyone but some, a Deny with NotPrincipal leaves those it names', () => {
    const only = { ...deny, Principal: undefined, NotPrincipal: { AWS: arn('user/ann') } };
    expect(admissions(policy(all, only)).map(({ principal }) => principal.id)).toEqual([arn('user/ann')]);
  });

  test('a Deny of all AWS principals does not shut out a service', () => {
    const service = { ...assume, Principal: { Service: 'states.amazonaws.com' } };
    expect(admissions(policy(service, { ...deny, Principal: { AWS: '*' } }))).toHaveLength(1);
  });

  test('a Deny of another principal is not even mentioned', () => {
    const ann = { ...assume, Principal: { AWS: arn('user/ann') } };
    expect(admissions(policy(ann, { ...deny, Principal: { AWS: '999999999999' } }))).toMatchObject([{ unsure: [] }]);
  });
});

describe('serviceTrust', () => {
  const states = { ...assume, Principal: { Service: 'states.amazonaws.com' } };
  const flaws = (...statements: object[]) => serviceTrust(policy(...statements)).flaws.length;

  test.each<[string, object]>([
    ['no condition', states],
    ['one Region’s principal', { ...states, Principal: { Service: 'states.eu-west-1.amazonaws.com' } }],
    ['China', { ...states, Principal: { Service: 'states.cn-north-1.amazonaws.com.cn' } }],
    ['a source ARN of any account', { ...states, ...when({ ArnLike: { 'aws:SourceArn': 'arn:aws:states:*:*:*' } }) }],
    ['a bucket, which tells no account', { ...states, ...equals('aws:SourceArn', 'arn:aws:s3:::bucket') }],
    ['any account', { ...states, ...when({ StringLike: { 'aws:SourceAccount': '*' } }) }],
    ['IfExists', { ...states, ...when({ StringEqualsIfExists: { 'aws:SourceAccount': account } }) }],
    ['a condition on another key', { ...states, ...when({ Bool: { 'aws:SecureTransport': 'true' } }) }],
  ])('%s: open', (_, statement) => {
    expect(flaws(statement)).toBe(1);
  });

  test.each<[string, ...object[]]>([
    ['a source account', { ...states, ...equals('AWS:sourceaccount', account) }],
    ['its own account', { ...states, ...equals('aws:SourceAccount', '${aws:ResourceAccount}') }],
    ['a source ARN', { ...states, ...when({ ArnLike: { 'aws:SourceArn': `arn:aws:states:*:${account}:*` } }) }],
    ['a source organization', { ...states, ...equals('aws:SourceOrgID', 'o-1234567890') }],
    ['an external id', { ...states, ...equals('sts:ExternalId', 'x') }],
    ['a Deny of others', states, { ...deny, ...when({ StringNotEquals: { 'aws:SourceAccount': account } }) }],
  ])('%s: bound', (_, ...statements) => {
    expect(serviceTrust(policy(...statements))).toMatchObject({ services: ['states'], flaws: [] });
  });

  test('services that run the caller’s own code are left out', () => {
    const Service = ['ec2.amazonaws.com', 'lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'];
    expect(serviceTrust(policy({ ...assume, Principal: { Service } }))).toEqual({ services: [], pages: [], flaws: [] });
  });
});

describe('peopleTrust', () => {
  const root = { ...assume, Principal: { AWS: arn('root') } };
  const mfa = (...statements: object[]) => peopleTrust(policy(...statements));
  const present = (operator: string, value: string | readonly string[] = 'true') =>
    when({ [operator]: { 'aws:MultiFactorAuthPresent': value } });

  test.each<[string, ...object[]]>([
    ['no condition', root],
    ['an account id', { ...assume, Principal: { AWS: account } }],
    ['a user', { ...assume, Principal: { AWS: arn('user/path/ann') } }],
    ['everyone', all],
    ['BoolIfExists', { ...root, ...present('BoolIfExists') }],
    ['ForAllValues', { ...root, ...present('ForAllValues:Bool') }],
    ['MFA absent', { ...root, ...present('Bool', 'false') }],
    ['either', { ...root, ...present('Bool', ['true', 'false']) }],
    ['a key that is present without MFA', { ...root, ...when({ Null: { 'aws:MultiFactorAuthPresent': 'false' } }) }],
    ['an age IfExists', { ...root, ...when({ NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } }) }],
    ['an age at least', { ...root, ...when({ NumericGreaterThan: { 'aws:MultiFactorAuthAge': '1' } }) }],
    ['a Deny that spares access keys', root, { ...deny, ...present('Bool', 'false') }],
    ['a second statement', { ...root, ...present('Bool') }, { ...assume, Principal: { AWS: arn('user/ann') } }],
  ])('%s: without MFA', (_, ...statements) => {
    expect(mfa(...statements).withoutMfa).toHaveLength(1);
  });

  test.each<[string, ...object[]]>([
    ['Bool', { ...root, ...present('Bool') }],
    ['an age', { ...root, ...when({ NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } }) }],
    ['an age that must be there', { ...root, ...when({ Null: { 'aws:MultiFactorAuthAge': 'false' } }) }],
    ['a Deny without MFA', root, { ...deny, ...present('BoolIfExists', 'false') }],
    [
      'a Deny of an old MFA',
      root,
      { ...deny, ...when({ NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': 1 } }) },
    ],
    ['a Deny without an age', root, { ...deny, ...when({ Null: { 'aws:MultiFactorAuthAge': 'true' } }) }],
  ])('%s: with MFA', (_, ...statements) => {
    expect(mfa(...statements)).toEqual({ people: [arn('root')], withoutMfa: [] });
  });

  test.each<[string, object]>([
    ['a role', { ...assume, Principal: { AWS: arn('role/ci') } }],
    ['a session', { ...assume, Principal: { AWS: `arn:aws:sts::${account}:assumed-role/ci/1` } }],
    ['a deleted user', { ...assume, Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' } }],
    ['a service', { ...assume, Principal: { Service: 'ec2.amazonaws.com' } }],
    ['SAML', { ...assume, Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: arn('saml-provider/x') } }],
    ['roles of an account', { ...root, ...when({ ArnLike: { 'aws:PrincipalArn': arn('role/*') } }) }],
  ])('%s: nobody', (_, statement) => {
    expect(mfa(statement)).toEqual({ people: [], withoutMfa: [] });
  });

  test('an account whose principals may be users is people', () => {
    const either = { ArnLike: { 'aws:PrincipalArn': [arn('role/*'), arn('user/*')] } };
    expect(mfa({ ...root, ...when(either) }).withoutMfa).toHaveLength(1);
  });
});
