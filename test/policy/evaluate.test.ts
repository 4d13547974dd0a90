import { describe, expect, test } from 'vitest';
import { type Decision, evaluate, type Policies } from '../../src/policy/evaluate.js';
import type { Statement } from '../../src/policy/policy.js';
import type { Caller, Context, PolicyRequest } from '../../src/policy/request.js';
import { named } from './reading.js';

const own = '111122223333';
const other = '444455556666';
const user = `arn:aws:iam::${own}:user/team/ann`;
const role = `arn:aws:iam::${own}:role/path/app`;
const session = `arn:aws:sts::${own}:assumed-role/app/one`;
const federated = `arn:aws:sts::${own}:federated-user/ann`;

const ann: Caller = { kind: 'user', account: own, arn: user, tags: { Team: 'blue' } };
const app: Caller = { kind: 'role-session', account: own, arn: session, role };
const guest: Caller = { kind: 'federated-user', account: own, arn: federated, user };
const root: Caller = { kind: 'root', account: own, arn: `arn:aws:iam::${own}:root` };
const sns: Caller = { kind: 'service', name: 'sns.amazonaws.com' };
const anonymous: Caller = { kind: 'anonymous' };

const nothingElse: Context = { values: {}, unknown: [] };

function request(fields: Partial<PolicyRequest> = {}): PolicyRequest {
  const base = { caller: ann, action: 's3:GetObject', resource: 'arn:aws:s3:::box/file', resourceAccount: own };
  return { ...base, context: nothingElse, ...fields };
}

const outcome = (fields: Partial<PolicyRequest>, policies: Partial<Policies>): Decision['outcome'] =>
  evaluate(request(fields), { identity: [], ...policies }).outcome;

const yes = named('yes', {});
const no = named('no', { Action: 's3:PutObject' });
const deny = named('deny', { Effect: 'Deny' });
const grants = (Principal: unknown) => named('resource', { Principal });
const abroad = { resourceAccount: other };

describe("AWS's order", () => {
  test.each<[string, Partial<Policies>, Decision['outcome']]>([
    ['nothing allows', {}, 'implicit-deny'],
    ['another action is allowed', { identity: [no] }, 'implicit-deny'],
    ['an identity policy allows', { identity: [no, yes] }, 'allow'],
    ['a denial wins over an allowance beside it', { identity: [yes, deny] }, 'explicit-deny'],
    [
      'a denial in the boundary wins',
      { identity: [yes], boundary: named('b', {}, { Effect: 'Deny' }) },
      'explicit-deny',
    ],
    ['a denial in the session policy wins', { identity: [yes], session: [yes, deny] }, 'explicit-deny'],
    [
      'a denial in the resource policy wins',
      { identity: [yes], resource: named('r', { Effect: 'Deny', Principal: '*' }) },
      'explicit-deny',
    ],
    ['the resource policy alone allows', { resource: grants({ AWS: user }) }, 'allow'],
    [
      'a denial of somebody else',
      { identity: [yes], resource: named('r', { Effect: 'Deny', Principal: { AWS: role } }) },
      'allow',
    ],
    [
      'a denial of the account',
      { identity: [yes], resource: named('r', { Effect: 'Deny', Principal: { AWS: own } }) },
      'explicit-deny',
    ],
  ])('%s', (_, policies, expected) => expect(outcome({}, policies)).toBe(expected));
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-cross-account.html */
describe('between accounts both sides must allow', () => {
  test.each<[string, Partial<Policies>, Decision['outcome']]>([
    ['neither', {}, 'implicit-deny'],
    ['identity only', { identity: [yes] }, 'implicit-deny'],
    ['resource only', { resource: grants({ AWS: user }) }, 'implicit-deny'],
    ['everyone, and nothing of its own', { resource: grants('*') }, 'implicit-deny'],
    ['both, by user', { identity: [yes], resource: grants({ AWS: user }) }, 'allow'],
    ['both, by account', { identity: [yes], resource: grants({ AWS: own }) }, 'allow'],
    ['both, but another account', { identity: [yes], resource: grants({ AWS: other }) }, 'implicit-deny'],
    ['both, beyond the boundary', { identity: [yes], boundary: no, resource: grants({ AWS: user }) }, 'implicit-deny'],
  ])('%s', (_, policies, expected) => expect(outcome(abroad, policies)).toBe(expected));

  test('the root user needs no policy of its own', () => {
    expect(outcome({ ...abroad, caller: root }, {})).toBe('implicit-deny');
    expect(outcome({ ...abroad, caller: root }, { resource: grants({ AWS: own }) })).toBe('allow');
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
describe('a permissions boundary', () => {
  test.each<[string, Caller, Partial<Policies>, Decision['outcome']]>([
    ['grants nothing', ann, { boundary: yes }, 'implicit-deny'],
    ['lets pass what both allow', ann, { identity: [yes], boundary: yes }, 'allow'],
    ['holds back what it does not allow', ann, { identity: [yes], boundary: no }, 'implicit-deny'],
    [
      'does not hold back what a resource gives the user',
      ann,
      { boundary: no, resource: grants({ AWS: user }) },
      'allow',
    ],
    [
      'holds back what a resource gives the role',
      app,
      { boundary: no, resource: grants({ AWS: role }) },
      'implicit-deny',
    ],
    ['lets the role pass with what both allow', app, { boundary: yes, resource: grants({ AWS: role }) }, 'allow'],
    [
      'does not hold back what a resource gives the session',
      app,
      { boundary: no, resource: grants({ AWS: session }) },
      'allow',
    ],
    ['does not hold back what a resource gives everyone', app, { boundary: no, resource: grants('*') }, 'allow'],
    [
      'holds back a federated user named by its user',
      guest,
      { boundary: no, resource: grants({ AWS: user }) },
      'implicit-deny',
    ],
    [
      'does not hold back a federated user named itself',
      guest,
      { boundary: no, resource: grants({ AWS: federated }) },
      'allow',
    ],
    ['does not count for the root user', root, { boundary: deny }, 'allow'],
  ])('%s', (_, caller, policies, expected) => expect(outcome({ caller }, policies)).toBe(expected));
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html */
describe('a session policy', () => {
  test.each<[string, Partial<Policies>, Decision['outcome']]>([
    ['grants nothing', { session: [yes] }, 'implicit-deny'],
    ['lets pass what both allow', { identity: [yes], session: [yes] }, 'allow'],
    ['holds back what it does not allow', { identity: [yes], session: [no] }, 'implicit-deny'],
    ['holds back what a resource gives the role', { session: [no], resource: grants({ AWS: role }) }, 'implicit-deny'],
    ['adds to what a resource gives the session', { session: [no], resource: grants({ AWS: session }) }, 'allow'],
    ['may be missing', { identity: [yes], session: [] }, 'allow'],
    ['meets the boundary too', { identity: [yes], session: [yes], boundary: no }, 'implicit-deny'],
  ])('%s', (_, policies, expected) => expect(outcome({ caller: app }, policies)).toBe(expected));
});

describe('principals', () => {
  test.each<[string, Caller, unknown, Decision['outcome']]>([
    ['everyone', anonymous, '*', 'allow'],
    ['everyone of AWS is everyone', anonymous, { AWS: '*' }, 'allow'],
    ['an account is not anonymous', anonymous, { AWS: own }, 'implicit-deny'],
    ['an account adds nothing in itself', ann, { AWS: own }, 'implicit-deny'],
    ['an account is its root user', root, { AWS: `arn:aws:iam::${own}:root` }, 'allow'],
    ['an account in another partition', ann, { AWS: `arn:aws-cn:iam::${own}:root` }, 'implicit-deny'],
    ['a role of the session', app, { AWS: role }, 'allow'],
    ['another session of the role', app, { AWS: session.replace('one', 'two') }, 'implicit-deny'],
    ['a pattern is no principal', ann, { AWS: user.replace('ann', '*') }, 'implicit-deny'],
    ['a service', sns, { Service: ['sqs.amazonaws.com', 'sns.amazonaws.com'] }, 'allow'],
    ['another service', sns, { Service: 'sqs.amazonaws.com' }, 'implicit-deny'],
    ['a service is everyone', sns, '*', 'allow'],
    ['a service in the map of AWS', sns, { AWS: 'sns.amazonaws.com' }, 'implicit-deny'],
    [
      'a provider',
      { kind: 'federated', provider: 'accounts.google.com' },
      { Federated: 'accounts.google.com' },
      'allow',
    ],
    [
      'another provider',
      { kind: 'federated', provider: 'accounts.google.com' },
      { Federated: 'graph.facebook.com' },
      'implicit-deny',
    ],
    ['a canonical user may be the account', ann, { CanonicalUser: 'a'.repeat(64) }, 'implicit-deny'],
    ['a canonical user is no service', sns, { CanonicalUser: 'a'.repeat(64) }, 'implicit-deny'],
  ])('%s', (_, caller, principal, expected) =>
    expect(outcome({ caller }, { resource: grants(principal) })).toBe(expected),
  );

  test('a canonical user leaves another account open', () => {
    const resource = grants({ CanonicalUser: 'a'.repeat(64) });
    expect(evaluate(request(abroad), { identity: [yes], resource })).toMatchObject({
      outcome: 'unknown',
      unknown: ['the account of a canonical user is not known'],
    });
  });

  const account = `arn:aws:iam::${own}:root`;
  test.each<[string, Caller, readonly string[], Decision['outcome']]>([
    ['somebody else', ann, [role], 'explicit-deny'],
    ['the user and the account', ann, [user, account], 'allow'],
    ['the user only', ann, [user], 'unknown'],
    ['the account only', ann, [own], 'unknown'],
    ['session, role and account', app, [session, role, account], 'allow'],
    ['role and account', app, [role, account], 'unknown'],
    ['everyone', ann, ['*'], 'allow'],
    ['the root user', root, [account], 'allow'],
  ])('a Deny with NotPrincipal of %s', (_, caller, AWS, expected) => {
    const resource = named('r', { Effect: 'Deny', NotPrincipal: { AWS } });
    expect(outcome({ caller }, { identity: [yes], resource })).toBe(expected);
  });

  test('a Deny with NotPrincipal denies whoever has a boundary', () => {
    const resource = named('r', { Effect: 'Deny', NotPrincipal: { AWS: [user, account] } });
    expect(outcome({}, { identity: [yes], boundary: yes, resource })).toBe('explicit-deny');
  });

  test('an Allow with NotPrincipal admits everyone but those it names', () => {
    const resource = named('r', { NotPrincipal: { AWS: role } });
    expect(outcome({}, { resource })).toBe('allow');
    expect(outcome({ caller: app }, { resource })).toBe('implicit-deny');
    expect(outcome({ caller: anonymous }, { resource })).toBe('allow');
  });

  test('a resource policy without a principal cannot be decided', () => {
    expect(outcome({}, { resource: yes })).toBe('unknown');
  });
});

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html */
describe('a key and a role have a policy that must let in', () => {
  const key = { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${own}:key/k` };
  const all = named('all', { Action: '*' });
  const keyPolicy = (Principal: unknown) => named('key', { Action: 'kms:*', Principal });
  test.each<[string, Partial<PolicyRequest>, Partial<Policies>, Decision['outcome']]>([
    ['identity only', key, { identity: [all], resource: keyPolicy({ AWS: other }) }, 'implicit-deny'],
    ['the account and identity', key, { identity: [all], resource: keyPolicy({ AWS: own }) }, 'allow'],
    ['the account only', key, { resource: keyPolicy({ AWS: own }) }, 'implicit-deny'],
    ['the user', key, { resource: keyPolicy({ AWS: user }) }, 'allow'],
    ['a key policy that is not given', key, { identity: [all] }, 'unknown'],
    ['an action without a key', { ...key, action: 'kms:ListKeys', resource: '*' }, { identity: [all] }, 'allow'],
    [
      'the root user without the key policy',
      { ...key, caller: root },
      { resource: keyPolicy({ AWS: user }) },
      'implicit-deny',
    ],
    [
      'a trust policy without a resource',
      { action: 'sts:AssumeRole', resource: role },
      { resource: named('trust', { Action: 'sts:AssumeRole', Principal: { AWS: user }, Resource: undefined }) },
      'allow',
    ],
    [
      'a trust policy of others',
      { action: 'sts:AssumeRole', resource: role },
      { identity: [all], resource: grants({ AWS: other }) },
      'implicit-deny',
    ],
  ])('%s', (_, fields, policies, expected) => expect(outcome(fields, policies)).toBe(expected));
});

describe('actions and resources', () => {
  test.each<[string, object, Decision['outcome']]>([
    ['actions in any case', { Action: 'S3:getOBJECT' }, 'allow'],
    ['all but the action', { Action: undefined, NotAction: 's3:Get*' }, 'implicit-deny'],
    ['all but another', { Action: undefined, NotAction: 's3:Put*' }, 'allow'],
    ['a wildcard over slashes', { Resource: 'arn:aws:s3:::b*e' }, 'allow'],
    ['a wildcard over colons', { Resource: 'arn:aws:*/file' }, 'allow'],
    ['a resource in another case', { Resource: 'arn:aws:s3:::BOX/*' }, 'implicit-deny'],
    ['one of two resources', { Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::box/*'] }, 'allow'],
    ['all but the resource', { Resource: undefined, NotResource: 'arn:aws:s3:::box/*' }, 'implicit-deny'],
    ['all but another resource', { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }, 'allow'],
    ['a variable', { Resource: "arn:aws:s3:::${aws:PrincipalTag/kind, 'box'}/*" }, 'allow'],
    [
      'a tag of the caller',
      { Resource: 'arn:aws:s3:::box/*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } },
      'allow',
    ],
    ['a variable without a value', { Resource: 'arn:aws:s3:::box/${aws:FederatedProvider}*' }, 'implicit-deny'],
    ['all but a variable without a value', { Resource: undefined, NotResource: '${aws:FederatedProvider}' }, 'unknown'],
    ['the name of the user', { Condition: { StringEquals: { 'aws:username': 'ann' } } }, 'allow'],
    ['the ARN of the user', { Condition: { ArnEquals: { 'aws:PrincipalArn': user } } }, 'allow'],
    [
      'two conditions, one unmet',
      { Condition: { StringEquals: { 'aws:username': 'ann', 'aws:PrincipalAccount': other } } },
      'implicit-deny',
    ],
  ])('%s', (_, fields, expected) => expect(outcome({}, { identity: [named('p', fields)] })).toBe(expected));

  test('the keys of a session are those of its role', () => {
    const condition = { ArnEquals: { 'aws:PrincipalArn': role }, StringEquals: { 'aws:PrincipalType': 'AssumedRole' } };
    expect(outcome({ caller: app }, { identity: [named('p', { Condition: condition })] })).toBe('allow');
  });

  test('an action without a resource needs a pattern that matches everything', () => {
    const list = { action: 's3:ListAllMyBuckets', resource: '*' };
    expect(outcome(list, { identity: [named('p', { Action: 's3:*' })] })).toBe('allow');
    expect(outcome(list, { identity: [named('p', { Action: 's3:*', Resource: 'arn:aws:s3:::*' })] })).toBe(
      'implicit-deny',
    );
  });
});

describe('keys that are not known', () => {
  const vpc = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
  const open: Context = { values: {}, unknown: ['aws:SourceVPC'] };
  const ifVpc = named('if vpc', { Sid: 'Vpc', Condition: vpc });
  const denyIfVpc = named('deny if vpc', { Effect: 'Deny', Condition: vpc });

  test('leave an allowance unknown, where an absent key denies', () => {
    expect(outcome({}, { identity: [ifVpc] })).toBe('implicit-deny');
    expect(evaluate(request({ context: open }), { identity: [no, ifVpc] })).toEqual({
      outcome: 'unknown',
      reasons: [
        {
          layer: 'identity',
          policy: 'if vpc',
          index: 0,
          sid: 'Vpc',
          element: 'Condition',
          why: 'It cannot be decided: "aws:SourceVpc" is not known.',
        },
      ],
      unknown: ['"aws:SourceVpc" is not known'],
    });
  });

  test.each<[string, Partial<Policies>, Decision['outcome']]>([
    ['another statement allows', { identity: [ifVpc, yes] }, 'allow'],
    ['another statement denies', { identity: [ifVpc, deny] }, 'explicit-deny'],
    ['a denial that may apply', { identity: [yes, denyIfVpc] }, 'unknown'],
    ['a denial that may apply where nothing allows', { identity: [denyIfVpc] }, 'implicit-deny'],
    ['the boundary refuses in any case', { identity: [ifVpc], boundary: no }, 'implicit-deny'],
    [
      'another condition refuses',
      { identity: [named('p', { Condition: { ...vpc, Bool: { 'aws:Flag': 'true' } } })] },
      'implicit-deny',
    ],
    ['another element refuses', { identity: [named('p', { Action: 's3:Put*', Condition: vpc })] }, 'implicit-deny'],
  ])('%s', (_, policies, expected) => expect(outcome({ context: open }, policies)).toBe(expected));

  test('may be all but those given', () => {
    const context: Context = { values: { 'aws:SourceVpc': 'vpc-1', 'aws:SourceIp': [] }, unknown: 'others' };
    expect(outcome({ context }, { identity: [ifVpc] })).toBe('allow');
    const byIp = named('p', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
    expect(outcome({ context }, { identity: [byIp] })).toBe('implicit-deny');
    const byFlag = named('p', { Condition: { Bool: { 'aws:Flag': 'true' } } });
    expect(outcome({ context }, { identity: [byFlag] })).toBe('unknown');
  });

  test('include the tags of a caller whose tags are not given', () => {
    const byTag = named('p', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } });
    expect(outcome({ caller: app }, { identity: [byTag] })).toBe('unknown');
    expect(outcome({ caller: { ...app, tags: {} } }, { identity: [byTag] })).toBe('implicit-deny');
    expect(
      outcome(
        { caller: root, ...abroad },
        { resource: named('r', { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } }) },
      ),
    ).toBe('implicit-deny');
  });

  test('may stand in a resource', () => {
    const byVpc = named('p', { Resource: 'arn:aws:s3:::${aws:SourceVpc}/file' });
    expect(outcome({ context: open }, { identity: [byVpc] })).toBe('unknown');
    expect(outcome({ context: open, resource: 'arn:aws:s3:::box/other' }, { identity: [byVpc] })).toBe('implicit-deny');
  });
});

describe('reasons', () => {
  const why = (fields: Partial<PolicyRequest>, policies: Partial<Policies>) =>
    evaluate(request(fields), { identity: [], ...policies }).reasons;

  test('name the statements that allow', () => {
    expect(why({}, { identity: [no, named('two', { Effect: 'Deny', Action: 'iam:*' }, { Sid: 'Read' })] })).toEqual([
      {
        layer: 'identity',
        policy: 'two',
        index: 1,
        sid: 'Read',
        why: 'It allows "s3:GetObject" on "arn:aws:s3:::box/file".',
      },
    ]);
  });

  test('name the statements that deny, and no others', () => {
    expect(why({}, { identity: [yes, deny] })).toEqual([
      { layer: 'identity', policy: 'deny', index: 0, why: 'It denies "s3:GetObject" on "arn:aws:s3:::box/file".' },
    ]);
  });

  test('say that there is nothing that could allow', () => {
    expect(why({}, {})).toEqual([{ layer: 'identity', why: 'No statement of the identity policies allows anything.' }]);
    expect(why(abroad, { identity: [yes] })).toEqual([
      { layer: 'resource', why: 'No statement of the resource policies allows anything.' },
    ]);
  });

  test.each<[string, object, string, string]>([
    ['the action', { Action: 's3:Put*' }, 'Action', 'Action does not match "s3:GetObject".'],
    [
      'the actions left out',
      { Action: undefined, NotAction: 's3:*' },
      'NotAction',
      'NotAction leaves out "s3:GetObject".',
    ],
    ['the resource', { Resource: 'arn:aws:s3:::b' }, 'Resource', 'Resource does not match "arn:aws:s3:::box/file".'],
    [
      'the resources left out',
      { Resource: undefined, NotResource: '*' },
      'NotResource',
      'NotResource leaves out "arn:aws:s3:::box/file".',
    ],
    [
      'a condition on a key that is absent',
      { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      'Condition',
      'Bool of "aws:MultiFactorAuthPresent" is not met: the request does not have it.',
    ],
    [
      'a condition with its value',
      { Condition: { StringNotEquals: { 'aws:username': 'ann' } } },
      'Condition',
      'StringNotEquals of "aws:username" is not met: the request has "ann".',
    ],
  ])('name the element that fails: %s', (_, fields, element, sentence) => {
    expect(why({}, { identity: [named('p', fields)] })).toEqual([
      { layer: 'identity', policy: 'p', index: 0, element, why: sentence },
    ]);
  });

  test('name the nearest statement of each policy that must allow', () => {
    const near = named('near', { Action: 's3:Put*' }, { Resource: 'arn:aws:s3:::b' }, { Action: 'iam:*' });
    expect(why({ caller: app }, { identity: [yes], boundary: near, resource: grants({ AWS: user }) })).toMatchObject([
      { layer: 'boundary', policy: 'near', index: 1, element: 'Resource' },
      { layer: 'resource', policy: 'resource', element: 'Principal', why: 'Principal does not admit the caller.' },
    ]);
  });

  test('say why the root user is let in', () => {
    expect(why({ caller: root }, {})).toEqual([
      { layer: 'identity', why: 'The root user needs no policy in its own account.' },
    ]);
  });

  test('say that a key policy is missing', () => {
    const key = { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${own}:key/k` };
    expect(why(key, { identity: [named('p', { Action: 'kms:*' })] })).toEqual([
      { layer: 'resource', why: 'The policy of the key or role is not given.' },
    ]);
  });
});

describe('a large policy', () => {
  test('is read a fixed number of times a statement', () => {
    let reads = 0;
    const counted = (statement: Statement): Statement => ({
      ...statement,
      get action() {
        reads++;
        return statement.action;
      },
    });
    for (const many of [100, 1_000]) {
      reads = 0;
      const { name, policy } = named(
        'p',
        ...Array.from({ length: many }, () => ({ Principal: '*', Action: 's3:Put*' })),
      );
      const resource = { name, policy: { ...policy, statements: policy.statements.map(counted) } };
      expect(outcome({}, { resource })).toBe('implicit-deny');
      // Once to see whether it applies at all, once for each of two reaches, twice to explain.
      expect(reads).toBeLessThanOrEqual(5 * many);
      expect(reads).toBeGreaterThanOrEqual(many);
    }
  });

  test('with hostile texts is decided', () => {
    const hostile = '*a'.repeat(1_000);
    const Condition = { StringLike: { 'aws:SourceVpc': [hostile, `${hostile}b`] } };
    const policy = named('p', { Action: `s3:${hostile}b` }, { Resource: `${hostile}b` }, { Condition });
    const context: Context = { values: { 'aws:SourceVpc': 'a'.repeat(2_000) }, unknown: [] };
    const long = { action: `s3:${'a'.repeat(2_000)}`, resource: 'a'.repeat(2_000), context };
    expect(outcome(long, { identity: [policy] })).toBe('implicit-deny');
  });
});
