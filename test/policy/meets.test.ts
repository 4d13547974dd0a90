import { describe, expect, test } from 'vitest';
import { meets } from '../../src/policy/meets.js';
import type { Lookup } from '../../src/policy/request.js';
import { policyOf } from './reading.js';

const lookup: Lookup = (key) => {
  const values: Readonly<Record<string, readonly string[]>> = {
    name: ['Ann'],
    star: ['*'],
    tags: ['a', 'b'],
    number: ['10'],
    date: ['2026-01-01T00:00:00Z'],
    seconds: ['1767225600'],
    flag: ['true'],
    v4: ['10.1.2.3'],
    v6: ['2001:db8::1'],
    arn: ['arn:aws:sns:us-east-1:1:topic:part'],
    binary: ['QmluYXJ5'],
    word: ['word'],
  };
  if (key.startsWith('open')) return { unknown: [`"${key}" is not known`] };
  return values[key] ?? [];
};

function held(operator: string, key: string, value: unknown, version: '2012-10-17' | '2008-10-17' = '2012-10-17') {
  const document = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: value } } };
  const { statements } = policyOf({ Version: version, Statement: document });
  const condition = statements[0]?.conditions[0];
  if (condition === undefined) throw new Error('no condition');
  const result = meets(condition, { version, lookup });
  return typeof result === 'boolean' ? result : 'unknown';
}

describe('one value of a request', () => {
  test.each<[string, string, unknown, boolean]>([
    ['StringEquals', 'name', 'Ann', true],
    ['StringEquals', 'name', 'ann', false],
    ['StringEquals', 'name', 'A*', false],
    ['StringEquals', 'star', '*', true],
    ['StringEquals', 'name', ['Bob', 'Ann'], true],
    ['StringNotEquals', 'name', 'Bob', true],
    ['StringNotEquals', 'name', ['Bob', 'Ann'], false],
    ['StringEqualsIgnoreCase', 'name', 'aNN', true],
    ['StringNotEqualsIgnoreCase', 'name', 'aNN', false],
    ['StringLike', 'name', 'A?n', true],
    ['StringLike', 'name', 'a*', false],
    ['StringNotLike', 'name', ['B*', 'A*'], false],
    ['StringEquals', 'number', 10, true],
    ['NumericEquals', 'number', '10.0', true],
    ['NumericNotEquals', 'number', '10', false],
    ['NumericLessThan', 'number', '10', false],
    ['NumericLessThanEquals', 'number', '10', true],
    ['NumericGreaterThan', 'number', '9.99', true],
    ['NumericGreaterThanEquals', 'number', '11', false],
    ['NumericGreaterThan', 'number', '-1', true],
    ['DateEquals', 'date', '2026-01-01T01:00:00+01:00', true],
    ['DateEquals', 'date', '2026-01-01', true],
    ['DateEquals', 'date', '1767225600', true],
    ['DateLessThan', 'seconds', '2026-01-01T00:00:01Z', true],
    ['DateNotEquals', 'date', '2026-01-01', false],
    ['DateLessThanEquals', 'date', '2025-12-31', false],
    ['DateGreaterThan', 'date', '2025-12', true],
    ['DateGreaterThanEquals', 'date', '2026-01-01T00:00:00.5Z', false],
    ['Bool', 'flag', 'true', true],
    ['Bool', 'flag', false, false],
    ['BinaryEquals', 'binary', 'QmluYXJ5', true],
    ['BinaryEquals', 'binary', 'qmluyxj5', false],
    ['IpAddress', 'v4', '10.0.0.0/8', true],
    ['IpAddress', 'v4', '10.1.2.99/24', true],
    ['IpAddress', 'v4', '10.1.2.3', true],
    ['IpAddress', 'v4', '10.1.2.4/31', false],
    ['IpAddress', 'v4', '0.0.0.0/0', true],
    ['IpAddress', 'v4', '::/0', false],
    ['IpAddress', 'v6', '2001:0db8:0::/32', true],
    ['IpAddress', 'v6', '0.0.0.0/0', false],
    ['IpAddress', 'v6', '2001:DB8:0:0::1', true],
    ['NotIpAddress', 'v4', ['10.0.0.0/8', '192.0.2.0/24'], false],
    ['NotIpAddress', 'v6', '10.0.0.0/8', true],
    ['ArnEquals', 'arn', 'arn:aws:sns:us-east-?:*:topic:*', true],
    ['ArnLike', 'arn', 'arn:aws:sns:*:topic:part', false],
    ['ArnLike', 'arn', 'arn:*:*:*:*:*', true],
    ['ArnNotLike', 'arn', 'arn:aws:sns:*:2:*', true],
    ['ArnNotEquals', 'arn', 'arn:aws:sns:*:1:t*', false],
    ['Null', 'name', 'false', true],
    ['Null', 'name', 'true', false],
  ])('%s of %s is compared with %j: %s', (operator, key, value, expected) => {
    expect(held(operator, key, value)).toBe(expected);
  });
});

describe('a key that the request does not have', () => {
  test.each<[string, boolean]>([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringLike', false],
    ['StringNotLike', true],
    ['NumericLessThan', false],
    ['NumericNotEquals', true],
    ['DateNotEquals', true],
    ['Bool', false],
    ['IpAddress', false],
    ['NotIpAddress', true],
    ['ArnLike', false],
    ['ArnNotLike', true],
    ['BinaryEquals', false],
    ['StringEqualsIfExists', true],
    ['BoolIfExists', true],
    ['NumericLessThanIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAllValues:StringNotEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', true],
  ])('%s: %s', (operator, expected) => expect(held(operator, 'absent', 'true')).toBe(expected));

  test('Null asks for it', () => {
    expect(held('Null', 'absent', 'true')).toBe(true);
    expect(held('Null', 'absent', 'False')).toBe(false);
  });
});

describe('several values of a request', () => {
  test.each<[string, unknown, boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b', 'c'], true],
    ['ForAllValues:StringEquals', 'a', false],
    ['ForAllValues:StringNotEquals', 'c', true],
    ['ForAllValues:StringNotEquals', ['b', 'c'], false],
    ['ForAnyValue:StringEquals', 'b', true],
    ['ForAnyValue:StringEquals', 'c', false],
    ['ForAnyValue:StringNotEquals', 'a', true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], false],
    ['ForAllValues:StringLike', '?', true],
  ])('%s is compared with %j: %s', (operator, value, expected) => expect(held(operator, 'tags', value)).toBe(expected));

  test('one value is a list of one under a set operator', () => {
    expect(held('ForAllValues:StringEquals', 'name', 'Ann')).toBe(true);
    expect(held('ForAnyValue:StringEquals', 'name', 'Bob')).toBe(false);
  });

  test('no value of the policy is met by nothing', () => {
    expect(held('StringEquals', 'name', [])).toBe(false);
    expect(held('StringNotEquals', 'name', [])).toBe(true);
    expect(held('ForAllValues:StringEquals', 'tags', [])).toBe(false);
  });
});

describe('what is not known', () => {
  test.each<[string, string, unknown]>([
    ['StringEquals', 'open', 'x'],
    ['StringNotEquals', 'open', 'x'],
    ['StringEqualsIfExists', 'open', 'x'],
    ['ForAllValues:StringEquals', 'open', 'x'],
    ['Null', 'open', 'true'],
    ['StringEquals', 'name', '${open}'],
    ['StringNotEquals', 'name', 'A${open}'],
    ['ArnLike', 'arn', '${open}'],
    ['ArnLike', 'arn', 'arn:aws:sns:us-east-1:${open}:*'],
    ['StringEquals', 'tags', 'a'],
    ['StringNotEquals', 'tags', 'a'],
    ['NumericEquals', 'word', '1'],
    ['NumericNotEquals', 'number', 'ten'],
    ['NumericEquals', 'number', '${number}'],
    ['NumericEquals', 'number', ''],
    ['DateEquals', 'date', 'tomorrow'],
    ['DateEquals', 'date', '2026'],
    ['DateEquals', 'date', '2026-13-01'],
    ['Bool', 'word', 'true'],
    ['Bool', 'flag', 'yes'],
    ['Null', 'name', 'maybe'],
    ['IpAddress', 'word', '10.0.0.0/8'],
    ['IpAddress', 'v4', '10.0.0.0/33'],
    ['IpAddress', 'v4', '10.0.0.0/8/8'],
    ['IpAddress', 'v4', '10.0.0.0/'],
    ['IpAddress', 'v6', 'fe80::1%eth0/64'],
    ['NotIpAddress', 'v4', '10.0.0'],
    ['ArnLike', 'arn', '*'],
    ['ArnLike', 'word', 'arn:aws:sns:*:*:*'],
  ])('%s of %s against %j', (operator, key, value) => expect(held(operator, key, value)).toBe('unknown'));

  test('a value that is met all the same decides', () => {
    expect(held('StringEquals', 'name', ['${open}', 'Ann'])).toBe(true);
    expect(held('StringNotEquals', 'name', ['${open}', 'Ann'])).toBe(false);
  });

  test('a value that cannot be met whatever the variable decides', () => {
    expect(held('StringLike', 'name', 'B${open}')).toBe(false);
    expect(held('StringEquals', 'name', '${open}x')).toBe(false);
  });
});

describe('variables', () => {
  test.each<[string, string, string, boolean]>([
    ['StringEquals', 'name', '${name}', true],
    ['StringEquals', 'name', '${ name }', true],
    ['StringLike', 'name', '${name}*', true],
    ['StringEqualsIgnoreCase', 'name', '${name}', true],
    ['StringEquals', 'name', "${absent, 'Ann'}", true],
    ['StringEquals', 'name', "${absent,'Ann'}", true],
    ['StringEquals', 'name', "${name, 'Bob'}", true],
    ['StringEquals', 'name', '${absent}', false],
    ['StringNotEquals', 'name', '${absent}', true],
    ['StringLike', 'name', '*${absent}*', false],
    ['StringEquals', 'tags', '${tags}', false],
    ['StringLike', 'name', '${star}', false],
    ['StringLike', 'star', '${star}', true],
    ['StringLike', 'star', '${*}', true],
    ['StringLike', 'name', '${*}', false],
    ['StringLike', 'name', 'An${?}', false],
    ['StringEquals', 'star', '${*}', true],
    ['StringEquals', 'word', '${wor', false],
    ['ArnEquals', 'arn', '${arn}', true],
    ['ArnEquals', 'arn', 'arn:aws:${absent}:us-east-1:1:topic:part', false],
  ])('%s of %s against %s: %s', (operator, key, value, expected) => {
    expect(held(key === 'tags' ? `ForAnyValue:${operator}` : operator, key, value)).toBe(expected);
  });

  test('are text in version 2008-10-17', () => {
    expect(held('StringEquals', 'name', '${name}', '2008-10-17')).toBe(false);
    expect(held('StringLike', 'star', '${*}', '2008-10-17')).toBe(false);
  });
});
