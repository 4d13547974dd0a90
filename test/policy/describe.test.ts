import { expect, test } from 'vitest';
import { describeStatement, statementName } from '../../src/policy/describe.js';
import { isParseFailure, parsePolicy } from '../../src/policy/parse.js';

function described(statement: object): string {
  const parsed = parsePolicy(JSON.stringify({ Statement: statement }));
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  return parsed.statements.map(describeStatement).join('\n');
}

test('shows who may do what under which conditions, and leaves resources out', () => {
  const statement = {
    Sid: 'read',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::bucket/*',
    Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*', 'aws:userid': ['a', 'b'] }, BoolIfExists: { k: true } },
  };
  expect(described(statement)).toBe(
    '{"Sid":"read","Effect":"Allow","Principal":"*","Action":"s3:GetObject",' +
      '"Condition":{"StringLike":{"aws:SourceVpc":"vpc-*","aws:userid":["a","b"]},"BoolIfExists":{"k":"true"}}}',
  );
});

test('shows the negated elements by their names, and principals by kind', () => {
  const NotPrincipal = { AWS: ['1', '2'], Service: 'a.amazonaws.com' };
  expect(described({ Effect: 'Deny', NotPrincipal, NotAction: ['s3:Get*', 's3:List*'] })).toBe(
    '{"Effect":"Deny","NotPrincipal":{"AWS":["1","2"],"Service":"a.amazonaws.com"},"NotAction":["s3:Get*","s3:List*"]}',
  );
});

test('counts what it cuts', () => {
  const Principal = { AWS: ['1', '2', '3', '4', '5'] };
  const Condition = { StringLike: { a: 'x'.repeat(100), b: '', c: [], d: '', e: '' } };
  expect(described({ Effect: 'Allow', Principal, Action: 'a', Condition })).toBe(
    '{"Effect":"Allow","Principal":{"AWS":["1","2","3","… 2 more"]},"Action":"a",' +
      `"Condition":{"StringLike":{"a":"${'x'.repeat(59)}…","b":"","c":[]},"…":"2 more"}}`,
  );
});

test('is one short line of JSON for a hostile statement', () => {
  const hostile = Array.from({ length: 50 }, (_, i) => `\n</script>${i}${'x'.repeat(500)}`);
  const line = described({
    Sid: hostile.join(''),
    Effect: 'Allow',
    Principal: { AWS: hostile, Service: hostile, Federated: hostile, CanonicalUser: hostile },
    Action: hostile,
    Condition: { StringLike: Object.fromEntries(hostile.map((name) => [name, hostile])) },
  });
  expect(line.length).toBeLessThan(3000);
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toMatchObject({ Effect: 'Allow' });
});

test('names a statement by its Sid, and by its place where that says nothing', () => {
  expect([{ sid: 'Read', index: 0 }, { sid: '', index: 1 }, { index: 2 }].map(statementName)).toEqual([
    'statement Read',
    'statement 2',
    'statement 3',
  ]);
});
