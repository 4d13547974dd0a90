import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adminStatements } from '../../src/policy/admin.js';
import { matchesAction, matchesWildcard } from '../../src/policy/match.js';
import { isParseFailure, parsePolicy } from '../../src/policy/parse.js';

const full = { Effect: 'Allow', Action: '*', Resource: '*' };

function admins(...statements: readonly object[]): readonly number[] {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  return adminStatements(parsed).map(({ index }) => index);
}

const isAdmin = (fields: object) => admins({ ...full, ...fields }).length === 1;

describe('statements that allow everything', () => {
  test.each<[string, object]>([
    ['both elements are *', {}],
    ['Action is *:*', { Action: '*:*' }],
    ['two stars', { Action: '**', Resource: '**' }],
    ['a question mark beside a star', { Action: '?*', Resource: '*?' }],
    ['question marks on both sides of the colon', { Action: '??*:*???' }],
    ['lists with more in them', { Action: ['s3:GetObject', '*'], Resource: ['arn:aws:s3:::b', '*'] }],
    ['every ARN', { Resource: 'arn:*' }],
    ['every ARN, segment by segment', { Resource: 'arn:*:*:*:*:*' }],
    ['every ARN of the partition', { Resource: 'arn:aws:*' }],
    ['every ARN of another partition', { Resource: 'arn:aws-us-gov:*:*:*:*' }],
    ['every ARN of each partition of AWS', { Resource: 'arn:aws*' }],
    ['an empty condition', { Condition: {} }],
  ])('%s', (_, fields) => expect(isAdmin(fields)).toBe(true));
});

describe('statements that do not', () => {
  test.each<[string, object]>([
    ['they deny', { Effect: 'Deny' }],
    ['one service', { Action: 'iam:*' }],
    ['a letter', { Action: '*a*' }],
    ['services with two letters', { Action: '??:*' }],
    ['actions with four letters or more', { Action: '*:????*' }],
    ['two colons', { Action: '*:*:*' }],
    ['question marks only', { Action: '?'.repeat(6) }],
    ['one kind of resource', { Resource: 'arn:aws:s3:::*' }],
    ['one service', { Resource: 'arn:aws*:iam:*' }],
    ['resources of an account only', { Resource: 'arn:*:*:*:?*:*' }],
    ['a policy variable', { Resource: '${aws:username}*' }],
    ['no resource', { Resource: undefined }],
    ['all actions but some', { Action: undefined, NotAction: 'iam:*' }],
    ['no action at all', { Action: undefined, NotAction: '*' }],
    ['all resources but some', { Resource: undefined, NotResource: 'arn:aws:s3:::b' }],
    ['a condition', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
    ['everything only as a list', { Action: ['a*', 'b*', 'c*'] }],
  ])('%s', (_, fields) => expect(isAdmin(fields)).toBe(false));
});

test('each statement is judged by itself and named by its place', () => {
  expect(admins({ ...full, Effect: 'Deny' }, full, { ...full, Action: 's3:*' }, full)).toEqual([1, 3]);
});

test('a pattern counts exactly when it matches every action', () => {
  const pattern = fc.string({ unit: fc.constantFrom('*', '?', ':', 'a'), minLength: 1, maxLength: 8 });
  const lengths = [2, 3, 4, 5, 6, 7, 8, 9];
  const everyAction = lengths.flatMap((service) =>
    lengths.filter((name) => name > 2).map((name) => `${'-'.repeat(service)}:${'-'.repeat(name)}`),
  );
  fc.assert(
    fc.property(pattern, (Action) => {
      expect(isAdmin({ Action })).toBe(everyAction.every((action) => matchesAction(Action, action)));
    }),
    { numRuns: 3000 },
  );
});

test('a resource pattern that counts matches any ARN', () => {
  const pattern = fc.string({ unit: fc.constantFrom('*', '?', ':', 'arn:'), minLength: 1, maxLength: 10 });
  const segment = fc.string({ unit: fc.constantFrom('a', '/', ':'), maxLength: 4 });
  const arn = fc.tuple(segment, segment).map(([account, name]) => `arn:aws:s3::${account}:x${name}`);
  fc.assert(
    fc.property(pattern, arn, (Resource, one) => {
      fc.pre(isAdmin({ Resource }));
      expect(matchesWildcard(Resource, one)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
