import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFixed, matchesAction, matchesWildcard } from '../../src/policy/match.js';

/** The definition itself, exponential and obvious. */
function reference(pattern: string, text: string): boolean {
  const [head, ...rest] = pattern;
  const tail = rest.join('');
  if (head === undefined) return text === '';
  if (head === '*') return reference(tail, text) || (text !== '' && reference(pattern, text.slice(1)));
  return text !== '' && (head === '?' || head === text[0]) && reference(tail, text.slice(1));
}

describe('matchesWildcard', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything/at all', true],
    ['**', '', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', '?', true],
    ['?', 'ab', false],
    ['a*', 'a', true],
    ['a*', 'b', false],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['a*b*c', 'a1b2b3c', true],
    ['*?b', 'aab', true],
    ['*?', '', false],
    ['a.c', 'abc', false],
    ['s3:Get*', 's3:getObject', false],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket', false],
    ['arn:aws:s3:::bucket*', 'arn:aws:s3:::bucket-of-another', true],
  ])('%j against %j is %j', (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  test('agrees with the definition', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 7 });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        expect(matchesWildcard(p, t)).toBe(reference(p, t));
      }),
      { numRuns: 5000 },
    );
  });

  test.each<[string, (length: number) => string, (length: number) => string]>([
    ['many stars', (n) => '*a'.repeat(n / 2), (n) => 'a'.repeat(n - 1)],
    ['many stars that fail at the end', (n) => `${'*a'.repeat(n / 2 - 1)}*b`, (n) => 'a'.repeat(n)],
    ['one star before a long tail', (n) => `*${'a'.repeat(n / 2)}b`, (n) => 'a'.repeat(n)],
    ['question marks after a star', (n) => `*${'?'.repeat(n / 2)}b`, (n) => 'a'.repeat(n)],
  ])('a hostile pattern looks at each character no more often than the pattern is long: %s', (_, pattern, text) => {
    for (const length of [64, 512]) {
      let looks = 0;
      const counted = new Proxy(text(length).split(''), {
        get: (characters, name) => {
          if (name !== 'length') looks++;
          return Reflect.get(characters, name) as unknown;
        },
      });
      matchesWildcard(pattern(length), counted);
      // Two looks a step: one to compare, one where the pattern has a character of its own.
      expect(looks).toBeLessThanOrEqual(2 * length * length);
    }
  });

  test('characters that stand for themselves', () => {
    expect(matchesWildcard(['a', '${*}'], 'a*')).toBe(true);
    expect(matchesWildcard(['a', '${*}'], 'ab')).toBe(false);
    expect(matchesWildcard(['${?}', '*', '${$}'], '?ab$')).toBe(true);
    expect(matchesWildcard(['${?}'], 'a')).toBe(false);
  });
});

describe('matchesAction', () => {
  test.each([
    ['s3:GetObject', 'S3:getobject', true],
    ['S3:GET*', 's3:GetObjectAcl', true],
    ['*', 's3:PutObject', true],
    ['s3:Get*', 's3:PutObject', false],
    ['s3:?etObject', 's3:GetObject', true],
  ])('%j against %j is %j', (pattern, action, expected) => {
    expect(matchesAction(pattern, action)).toBe(expected);
  });
});

describe('isFixed', () => {
  test.each([
    ['vpc-91237329', true],
    ['', true],
    ['$100', true],
    ['vpc-*', false],
    ['vpc-9123732?', false],
    ['${aws:PrincipalAccount}', false],
    ['${*}', false],
  ])('%j is %j', (value, expected) => {
    expect(isFixed(value)).toBe(expected);
  });
});
