import { describe, expect, test } from 'vitest';
import { isParseFailure, parsePolicy } from '../../src/policy/parse.js';
import type { Policy } from '../../src/policy/policy.js';
import { refusals, type Requests, shortfall } from '../../src/policy/refuse.js';

const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::logs/*' };
const objects: Requests = {
  action: 's3:*',
  resource: 'arn:aws:s3:::logs/*',
  meets: ({ key }) => key === 'aws:securetransport',
};

function policyOf(...Statement: readonly object[]): Policy {
  const policy = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
  if (isParseFailure(policy)) throw new Error(policy.reason);
  return policy;
}

/** Why the first statement falls short; undefined when it does not. */
function why(statement: object, requests: Requests = objects): string | undefined {
  const [first] = policyOf(statement).statements;
  return first && shortfall(first, requests);
}

describe('refuses all of them', () => {
  test.each([
    ['as written', {}],
    ['{"AWS": "*"}', { Principal: { AWS: '*' } }],
    ['"*" among others', { Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } }],
    ['every action', { Action: '*' }],
    ['whatever the case', { Action: 'S3:*' }],
    ['one pattern of several', { Action: ['s3:GetObject', 's3:*'] }],
    ['every resource', { Resource: '*' }],
    ['a wider resource', { Resource: 'arn:aws:s3:::logs*' }],
    ['any partition', { Resource: 'arn:*:s3:::logs/*' }],
    ['every key of a character or more', { Resource: 'arn:aws:s3:::logs/?*' }],
    ['a condition they all meet', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ])('%s', (_, change) => expect(why({ ...deny, ...change })).toBeUndefined());
});

describe('leaves some out', () => {
  const principal = 'does not name every principal';
  const action = 'does not cover the action s3:*';
  const resource = 'does not cover arn:aws:s3:::logs/*';
  test.each([
    ['one account', { Principal: { AWS: '111122223333' } }, principal],
    ['services', { Principal: { Service: '*' } }, principal],
    ['users of a provider', { Principal: { Federated: '*' } }, principal],
    ['NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, principal],
    ['no principal', { Principal: undefined }, principal],
    ['one action', { Action: 's3:GetObject' }, action],
    ['actions that would together be all', { Action: ['s3:Get*', 's3:Put*'] }, action],
    ['another service', { Action: 'ec2:*' }, action],
    ['actions of one length', { Action: 's3:?' }, action],
    ['NotAction', { Action: undefined, NotAction: 's3:GetObject' }, action],
    ['the bucket alone', { Resource: 'arn:aws:s3:::logs' }, resource],
    ['a prefix', { Resource: 'arn:aws:s3:::logs/a*' }, resource],
    ['an ending', { Resource: 'arn:aws:s3:::logs/*.txt' }, resource],
    ['another bucket', { Resource: 'arn:aws:s3:::other/*' }, resource],
    ['another partition', { Resource: 'arn:aws-cn:s3:::logs/*' }, resource],
    ['another case', { Resource: 'arn:aws:s3:::LOGS/*' }, resource],
    ['a policy variable', { Resource: 'arn:aws:s3:::logs/${aws:username}*' }, resource],
    ['NotResource', { Resource: undefined, NotResource: 'arn:aws:s3:::logs/public/*' }, resource],
    ['no resource', { Resource: undefined }, resource],
    [
      'a further condition',
      { Condition: { Bool: { 'aws:SecureTransport': 'false', 'aws:ViaAWSService': 'false' } } },
      'holds only under its condition on "aws:ViaAWSService"',
    ],
  ])('%s', (_, change, says) => expect(why({ ...deny, ...change })).toBe(says));

  test('where literals before the end repeat', () => {
    const requests = { ...objects, resource: 'bb*' };
    expect(why({ ...deny, Resource: '*b??' }, requests)).toBe('does not cover bb*');
    expect(why({ ...deny, Resource: '*b*' }, requests)).toBeUndefined();
  });
});

describe('one action and one resource', () => {
  const one: Requests = { ...objects, action: 's3:PutObject', resource: 'arn:aws:s3:::logs' };
  test.each([
    ['s3:PutObject', undefined],
    ['s3:Put*', undefined],
    ['s3:putobject', undefined],
    ['s3:PutObjectAcl', 'does not cover the action s3:PutObject'],
  ])('%s', (Action, says) => expect(why({ ...deny, Action, Resource: 'arn:aws:s3:::logs' }, one)).toBe(says));
});

test('only statements that deny refuse, each by itself', () => {
  const policy = policyOf({ ...deny, Effect: 'Allow' }, { ...deny, Action: 's3:GetObject' }, deny, deny);
  expect(refusals(policy, objects).map(({ index }) => index)).toEqual([2, 3]);
});
