import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isParseFailure, parsePolicy } from '../../src/policy/parse.js';
import { operators, operatorText, type Statement } from '../../src/policy/policy.js';

const allow = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

function read(document: unknown) {
  const parsed = parsePolicy(JSON.stringify(document));
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  return parsed;
}

function statement(fields: object): Statement {
  const [only] = read({ Statement: { ...allow, ...fields } }).statements;
  if (only === undefined) throw new Error('no statement');
  return only;
}

describe('a policy', () => {
  test('is read with every element', () => {
    const document = {
      Version: '2012-10-17',
      Id: 'policy',
      Statement: [
        { Sid: 'one', Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 's3:*', Resource: ['a', 'b'] },
        {
          Effect: 'Deny',
          NotPrincipal: '*',
          NotAction: ['s3:Get*'],
          NotResource: 'c',
          Condition: { Null: { k: true } },
        },
      ],
    };
    expect(read(document)).toEqual({
      version: '2012-10-17',
      id: 'policy',
      statements: [
        {
          index: 0,
          sid: 'one',
          effect: 'Allow',
          principal: { negated: false, named: [{ type: 'AWS', id: '111122223333' }] },
          action: { negated: false, patterns: ['s3:*'] },
          resource: { negated: false, patterns: ['a', 'b'] },
          conditions: [],
        },
        {
          index: 1,
          effect: 'Deny',
          principal: { negated: true, named: [{ type: '*', id: '*' }] },
          action: { negated: true, patterns: ['s3:Get*'] },
          resource: { negated: true, patterns: ['c'] },
          conditions: [{ operator: 'Null', ifExists: false, key: 'k', name: 'k', values: ['true'] }],
        },
      ],
    });
  });

  test('says the same as string or list, as one statement or a list of one', () => {
    const asText = read({ Statement: { ...allow, Principal: { AWS: '1' }, Condition: { Bool: { k: 'v' } } } });
    const asList = read({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: ['1'] },
          Action: ['s3:GetObject'],
          Resource: ['*'],
          Condition: { Bool: { k: ['v'] } },
        },
      ],
    });
    expect(asText).toEqual(asList);
  });

  test('without Version is of the older language', () => {
    expect(read({ Statement: allow }).version).toBe('2008-10-17');
  });

  test('may leave principal and resource to what it is attached to', () => {
    const parsed = read({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole' } });
    expect(parsed.statements[0]).not.toHaveProperty('principal');
    expect(parsed.statements[0]).not.toHaveProperty('resource');
  });
});

describe('principals', () => {
  test.each([
    ['*', [['*', '*']]],
    [{ AWS: '*' }, [['AWS', '*']]],
    [
      { AWS: ['*', '111122223333'] },
      [
        ['AWS', '*'],
        ['AWS', '111122223333'],
      ],
    ],
    [{ Service: 'cloudtrail.amazonaws.com' }, [['Service', 'cloudtrail.amazonaws.com']]],
    [{ Federated: ['graph.facebook.com'] }, [['Federated', 'graph.facebook.com']]],
    [
      { CanonicalUser: '79a5', AWS: 'arn:aws:iam::111122223333:root' },
      [
        ['AWS', 'arn:aws:iam::111122223333:root'],
        ['CanonicalUser', '79a5'],
      ],
    ],
  ])('%j', (principal, named) => {
    expect(statement({ Principal: principal }).principal).toEqual({
      negated: false,
      named: named.map(([type, id]) => ({ type, id })),
    });
  });
});

describe('conditions', () => {
  test.each(operators)('%s in every form', (operator) => {
    const prefixes = ['', 'ForAnyValue:', 'ForAllValues:'];
    const suffixes = operator === 'Null' ? [''] : ['', 'IfExists'];
    for (const written of prefixes.flatMap((prefix) => suffixes.map((suffix) => `${prefix}${operator}${suffix}`))) {
      for (const spelled of [written, written.toLowerCase(), written.toUpperCase()]) {
        const [condition] = statement({ Condition: { [spelled]: { 'aws:K': 'v' } } }).conditions;
        expect(condition).toMatchObject({ operator, ifExists: written.endsWith('IfExists') });
        expect(condition && operatorText(condition)).toBe(written);
      }
    }
  });

  test('numbers and booleans become strings, keys keep their spelling beside the lower case', () => {
    const Condition = { StringEquals: { 'AWS:SourceAccount': [111122223333, true, 'x'] } };
    expect(statement({ Condition }).conditions).toEqual([
      {
        operator: 'StringEquals',
        ifExists: false,
        key: 'aws:sourceaccount',
        name: 'AWS:SourceAccount',
        values: ['111122223333', 'true', 'x'],
      },
    ]);
  });

  test('an empty list of values is kept: AWS reads it as a condition that compares with nothing', () => {
    expect(statement({ Condition: { StringEquals: { 'aws:SourceVpc': [] } } }).conditions[0]?.values).toEqual([]);
    expect(statement({ Condition: {} }).conditions).toEqual([]);
  });

  test('one key under two operators is two conditions', () => {
    const Condition = { StringLike: { 'aws:SourceVpc': 'vpc-*' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
    expect(statement({ Condition }).conditions.map(({ operator }) => operator)).toEqual(['StringLike', 'StringEquals']);
  });
});

describe('what is not a policy is a failure with a reason', () => {
  const long = 'x'.repeat(100_000);
  test.each<[string, unknown, RegExp]>([
    ['a string', 'text', /^The policy is not a JSON object\.$/],
    ['null', null, /^The policy is not a JSON object\.$/],
    ['a list', [], /^The policy is not a JSON object\.$/],
    ['nothing', {}, /^The policy has no Statement\.$/],
    ['no statement', { Statement: [] }, /^The policy has an empty Statement\.$/],
    ['an unknown version', { Version: '2030-01-01', Statement: allow }, /Version/],
    ['a null version', { Version: null, Statement: allow }, /Version/],
    ['an unknown element', { Statement: allow, Comment: 'x' }, /^The policy has the unknown element "Comment"\.$/],
    ['a numeric id', { Id: 7, Statement: allow }, /^The policy has a Id that is not a string\.$/],
    ['a null statement', { Statement: null }, /^Statement\[0\] is not a JSON object\.$/],
    ['no effect', { Statement: [allow, { ...allow, Effect: 'allow' }] }, /^Statement\[1\] has no Effect/],
    ['no action', { Statement: { Effect: 'Allow', Resource: '*' } }, /neither Action nor NotAction/],
    ['an empty action', { Statement: { ...allow, Action: [] } }, /^Action of Statement\[0\] is empty\.$/],
    ['a numeric action', { Statement: { ...allow, Action: [1] } }, /^Action of .* other than a string/],
    ['both actions', { Statement: { ...allow, NotAction: 'x' } }, /both Action and NotAction/],
    ['both resources', { Statement: { ...allow, NotResource: 'x' } }, /both Resource and NotResource/],
    ['both principals', { Statement: { ...allow, NotPrincipal: '*' } }, /both Principal and NotPrincipal/],
    ['a bare account', { Statement: { ...allow, Principal: '111122223333' } }, /^Principal of .* not a JSON object/],
    ['an unknown principal', { Statement: { ...allow, Principal: { aws: '*' } } }, /unknown element "aws"/],
    ['no principal named', { Statement: { ...allow, Principal: {} } }, /^Principal of Statement\[0\] is empty\.$/],
    ['an empty principal', { Statement: { ...allow, Principal: { AWS: [] } } }, /^Principal\.AWS of .* is empty\.$/],
    ['a misspelled element', { Statement: { ...allow, condition: {} } }, /unknown element "condition"/],
    ['a list of conditions', { Statement: { ...allow, Condition: [] } }, /^Condition of .* not a JSON object/],
    ['an operator without keys', { Statement: { ...allow, Condition: { Bool: 'x' } } }, /^Condition "Bool" of/],
    [
      'an unknown operator',
      { Statement: { ...allow, Condition: { Equals: { k: 'v' } } } },
      /unknown operator "Equals"/,
    ],
    ['an empty operator', { Statement: { ...allow, Condition: { '': { k: 'v' } } } }, /unknown operator ""/],
    ['NullIfExists', { Statement: { ...allow, Condition: { NullIfExists: { k: 'v' } } } }, /operator "NullIfExists"/],
    ['a null value', { Statement: { ...allow, Condition: { Bool: { k: null } } } }, /"k" of .* no string, number/],
    ['a nested value', { Statement: { ...allow, Condition: { Bool: { k: [['v']] } } } }, /"k" of .* no string, number/],
    [
      'a key twice in two spellings',
      { Statement: { ...allow, Condition: { StringEquals: { 'aws:SourceVpc': 'a', 'AWS:sourcevpc': 'b' } } } },
      /names the key "AWS:sourcevpc" twice/,
    ],
    ['a long name', { [long]: 1 }, /^.{1,150}$/],
  ])('%s', (_, document, reason) => {
    const parsed = parsePolicy(JSON.stringify(document));
    expect(isParseFailure(parsed) ? parsed.reason : parsed).toMatch(reason);
  });

  test('text that is not JSON', () => {
    expect(parsePolicy('{"Statement": ')).toEqual({ reason: 'The policy is not valid JSON.' });
  });
});

describe('any text', () => {
  test('is a policy with statements or a failure with a reason', () => {
    const names = ['Version', 'Statement', 'Effect', 'Principal', 'Action', 'Condition', 'AWS', '__proto__', 'Sid'];
    const words = fc.constantFrom('Allow', '*', '2012-10-17', 'StringEquals', 's3:GetObject', 'aws:SourceVpc');
    const { nearly } = fc.letrec((tie) => ({
      nearly: fc.oneof(
        { maxDepth: 5 },
        words,
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('nearly'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.constantFrom(...names), words), tie('nearly'), { maxKeys: 5 }),
      ),
    }));
    const near = fc.record({ Statement: fc.record({ ...fixed(allow), Principal: nearly, Condition: nearly }) });
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      nearly.map((value) => JSON.stringify(value)),
      near.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parsePolicy(text);
        expect(isParseFailure(parsed) ? /^[^\n]+\.$/.test(parsed.reason) : parsed.statements.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('deep nesting is a failure', () => {
    const depth = 200_000;
    expect(parsePolicy(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toHaveProperty('reason');
  });
});

function fixed(fields: Record<string, string>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fc.constant(value)]));
}
