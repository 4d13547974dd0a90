/** Identity of findings, and the command that mends a fail. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/core/check.js';
import { defineCheck, fail, pass } from '../../src/core/index.js';
import {
  compareFindings,
  compareText,
  fillCommand,
  type Finding,
  fingerprint,
  shellQuote,
} from '../../src/core/finding.js';
import { account } from '../../src/core/scope.js';
import { evaluateCheck } from '../../src/testing.js';
import { described } from './toy.js';

const checkOf = (id: string, aliases: readonly string[] = []): Check =>
  defineCheck({
    ...described(id),
    aliases,
    resource: account,
    needs: {},
    evaluate: () => pass('Fine', { fine: true }),
  });

describe('fingerprint', () => {
  const subject = { type: 'T', key: 'k', name: 'n', region: 'us-east-1' };
  const of = (check: Check, partition = 'aws', id = '111122223333', at = subject) =>
    fingerprint(check, partition, id, at);
  const usual = of(checkOf('toy-old'));

  test('is a version and a SHA-256 that holds for ever', () => {
    const hash = createHash('sha256').update('["toy-old","aws","111122223333","us-east-1","k"]').digest('hex');
    expect(usual).toBe(`v1:${hash}`);
  });

  test('keeps under a new id, whatever ids came between', () => {
    expect(of(checkOf('toy-new', ['toy-old']))).toBe(usual);
    expect(of(checkOf('toy-newest', ['toy-old', 'toy-new']))).toBe(usual);
  });

  test.each([
    ['check', of(checkOf('toy-other'))],
    ['partition', of(checkOf('toy-old'), 'aws-cn')],
    ['account', of(checkOf('toy-old'), 'aws', '999')],
    ['region', of(checkOf('toy-old'), 'aws', '111122223333', { ...subject, region: 'global' })],
    ['key', of(checkOf('toy-old'), 'aws', '111122223333', { ...subject, key: 'K' })],
    [
      'place of the border between region and key',
      of(checkOf('toy-old'), 'aws', '111122223333', { ...subject, region: 'us-east-1k', key: '' }),
    ],
  ])('differs by %s', (_, other) => expect(other).not.toBe(usual));

  test('does not mind name and type', () => {
    expect(of(checkOf('toy-old'), 'aws', '111122223333', { ...subject, name: 'renamed', type: 'U' })).toBe(usual);
  });
});

describe('shellQuote', () => {
  test.each([
    '',
    'plain',
    "it's",
    '$(touch x)',
    '`id`',
    'a b',
    '*',
    '~',
    '!x',
    '\\',
    "'",
    '"',
    ';',
    'a\nb',
    '#',
    '-x',
    'ü☃😀',
  ])('keeps %j', (text) => {
    const shown = execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' });
    expect(shown).toBe(text);
  });

  test('keeps any arguments apart and as they are', () => {
    const hostile = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom(...'\'"`$\\;&|<>(){}[]*?!~# \t\n\r=%+-'),
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        ),
        maxLength: 30,
      })
      .filter((text) => !text.includes('\0'));
    // One shell for many strings: starting one costs more than quoting thousands.
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 50 }), (texts) => {
        const shown = execFileSync('sh', ['-c', `printf '%s\\0' ${texts.map(shellQuote).join(' ')}`], {
          encoding: 'utf8',
        });
        expect(shown.split('\0').slice(0, -1)).toEqual(texts);
      }),
      { numRuns: 40 },
    );
  });
});

describe('fillCommand', () => {
  const names = { name: "o'neill; rm", arn: 'arn:x', owner: undefined, region: 'eu-west-1', account: '1' };

  test('fills and quotes every placeholder', () => {
    expect(fillCommand('do {name} {arn} --region {region} {account} {name}', names)).toBe(
      `do 'o'\\''neill; rm' arn:x --region eu-west-1 1 'o'\\''neill; rm'`,
    );
  });

  test('fills once: a name that looks like a placeholder stays a name', () => {
    expect(fillCommand('do {name}', { name: '{arn}', arn: 'secret' })).toBe("do '{arn}'");
    expect(fillCommand('do {name}', { name: '$&$1' })).toBe("do '$&$1'");
  });

  test('is undefined where a value is missing', () => {
    expect(fillCommand('do {owner}', names)).toBeUndefined();
    expect(fillCommand('do it', names)).toBe('do it');
  });

  test('stands on a fail alone', () => {
    const check = (evaluate: () => ReturnType<typeof fail>) =>
      defineCheck({
        ...described('toy-cli'),
        remediation: { text: 'Mend it.', cli: 'mend {name} --in {region}', url: 'https://docs.aws.amazon.com/' },
        resource: account,
        needs: {},
        evaluate,
      });
    const failed = evaluateCheck(
      check(() => fail('Broken', { broken: true })),
      { facts: {}, resource: { name: 'a b' } },
    );
    expect(failed.command).toBe("mend 'a b' --in global");
    expect(
      evaluateCheck(
        check(() => pass('Fine', { broken: false })),
        { facts: {} },
      ).command,
    ).toBeUndefined();
  });
});

test('findings are in order of check, account, region and key, by code units', () => {
  const at = (checkId: string, id: string, region: string, key: string) =>
    ({ checkId, account: id, region, resource: { key } }) as Finding;
  const sorted = [
    at('a', '1', 'eu', 'Z'),
    at('a', '1', 'eu', 'a'),
    at('a', '1', 'us', 'A'),
    at('a', '2', 'eu', 'A'),
    at('b', '1', 'eu', 'A'),
  ];
  expect(sorted.toReversed().sort(compareFindings)).toEqual(sorted);
  expect(['ä', 'b', 'B', 'a'].sort(compareText)).toEqual(['B', 'a', 'b', 'ä']);
});
