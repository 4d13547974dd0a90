/** Policies and requests from alphabets so small that they meet often. */
import * as fc from 'fast-check';
import type { Caller, PolicyRequest } from '../../src/policy/request.js';

const own = '111122223333';
const other = '444455556666';

const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 1, maxLength: 2 });

const actions = ['*', 's3:*', 's3:Get*', 's3:GetObject', 'S3:getobject', 's3:?utObject', 'kms:Decrypt', 'kms:De*t'];
const resources = [
  '*',
  'arn:aws:s3:::box/*',
  'arn:aws:s3:::box/ann/file',
  'arn:aws:s3:::box/${aws:userid}/*',
  "arn:aws:s3:::box/${aws:Unset, 'ann'}/*",
  'arn:aws:s3:::box/???/f*e',
  `arn:aws:kms:us-east-1:${own}:key/*`,
  'arn:aws:kms:*:*:key/k',
];

const keyed: readonly (readonly [operators: readonly string[], keys: readonly string[], values: readonly string[]])[] =
  [
    [
      [
        'StringEquals',
        'StringNotEquals',
        'StringEqualsIgnoreCase',
        'StringNotEqualsIgnoreCase',
        'StringLike',
        'StringNotLike',
      ],
      ['aws:SourceVpc', 'AWS:sourcevpc', 'aws:PrincipalTag/team'],
      ['vpc-1', 'VPC-1', 'vpc-*', 'vpc-?', 'ann', '${aws:userid}', "${aws:Unset, 'ann'}"],
    ],
    [['StringLike', 'StringNotLike'], ['aws:SourceVpc'], ['${*}', 'v${$}', 'vpc-${?}', '*']],
    [['ForAllValues:StringEquals', 'ForAnyValue:StringLike'], ['aws:CalledVia'], ['a', 'b', 'a*', '']],
    [
      ['ArnEquals', 'ArnLike', 'ArnNotLike', 'ArnNotEquals'],
      ['aws:SourceArn'],
      ['arn:aws:sns:us-east-1:*:t', 'arn:aws:sns:*:t:t', 'arn:*:sns:us-east-?:1:t*', 'arn:aws:sns:us-east-1:1:t:u'],
    ],
    [
      [
        'NumericEquals',
        'NumericNotEquals',
        'NumericLessThan',
        'NumericLessThanEquals',
        'NumericGreaterThan',
        'NumericGreaterThanEquals',
      ],
      ['aws:MultiFactorAuthAge'],
      ['9', '10', '10.0', '-1'],
    ],
    [
      ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
      ['aws:CurrentTime'],
      ['2026-01-01T00:00:00Z', '2026-01-01', '2026-02-01T00:00:00+02:00'],
    ],
    [['Bool'], ['aws:MultiFactorAuthPresent'], ['true', 'false', 'True']],
    [['Null'], ['aws:SourceVpc', 'aws:CalledVia', 'aws:MultiFactorAuthAge'], ['true', 'false']],
    [
      ['IpAddress', 'NotIpAddress'],
      ['aws:SourceIp'],
      ['10.0.0.0/8', '10.1.2.3/32', '10.1.2.2/31', '2001:db8::/32', '8.0.0.0/5'],
    ],
  ];

const condition = fc.constantFrom(...keyed).chain(([operators, keys, values]) =>
  fc
    .record({
      operator: fc.constantFrom(...operators),
      ifExists: fc.constantFrom('', '', 'IfExists'),
      key: fc.constantFrom(...keys),
      values: some(fc.constantFrom(...values)),
    })
    .map(({ operator, ifExists, key, values: wanted }) => ({
      [operator === 'Null' || operator.includes(':') ? operator : operator + ifExists]: { [key]: wanted },
    })),
);

const callers: readonly Caller[] = [
  { kind: 'user', account: own, arn: `arn:aws:iam::${own}:user/ann`, tags: { team: 'ann' } },
  {
    kind: 'role-session',
    account: own,
    arn: `arn:aws:sts::${own}:assumed-role/app/one`,
    role: `arn:aws:iam::${own}:role/app`,
    tags: { team: 'bob' },
  },
  { kind: 'service', name: 'sns.amazonaws.com' },
  { kind: 'anonymous' },
];

const principals = [
  '*',
  { AWS: '*' },
  { AWS: own },
  { AWS: `arn:aws:iam::${own}:root` },
  { AWS: other },
  { AWS: `arn:aws:iam::${own}:user/ann` },
  { AWS: `arn:aws:iam::${own}:user/bob` },
  { AWS: `arn:aws:iam::${own}:role/app` },
  { AWS: `arn:aws:sts::${own}:assumed-role/app/one` },
  { AWS: [`arn:aws:iam::${own}:user/bob`, `arn:aws:iam::${own}:root`, `arn:aws:iam::${own}:user/ann`] },
  { Service: 'sns.amazonaws.com' },
];

function statement(principal: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc
    .record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      act: fc.record({ not: fc.constantFrom('', '', '', 'Not'), patterns: some(fc.constantFrom(...actions)) }),
      on: fc.record({ not: fc.constantFrom('', '', '', 'Not'), patterns: some(fc.constantFrom(...resources)) }),
      Condition: sometimes(
        fc.oneof(
          condition,
          fc.tuple(condition, condition).map(([a, b]) => ({ ...a, ...b })),
        ),
      ),
      who: principal,
    })
    .map(({ Effect, act, on, Condition, who }) => ({
      Effect,
      ...who,
      [`${act.not}Action`]: act.patterns,
      [`${on.not}Resource`]: on.patterns,
      ...(Condition && { Condition }),
    }));
}

function policy(principal: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.array(statement(principal), { minLength: 1, maxLength: 3 }).map((Statement) => ({
    Version: '2012-10-17',
    Statement,
  }));
}

const identityPolicy = policy(fc.constant({}));
const resourcePolicy = policy(fc.constantFrom(...principals).map((Principal) => ({ Principal })));

/** The documents of a case. */
export const documents = fc.record({
  identity: fc.array(identityPolicy, { maxLength: 2 }),
  boundary: sometimes(identityPolicy),
  resource: sometimes(resourcePolicy),
});

/** A request whose context is known in full. */
export const requests: fc.Arbitrary<PolicyRequest> = fc
  .record({
    caller: fc.constantFrom(...callers, ...callers.slice(0, 2)),
    action: fc.constantFrom('s3:GetObject', 's3:GetObject', 's3:PutObject', 'kms:Decrypt'),
    resourceAccount: fc.constantFrom(own, own, other),
    values: fc.record(
      {
        'aws:userid': fc.constantFrom('ann', 'bob'),
        'aws:SourceVpc': fc.constantFrom('vpc-1', 'vpc-2', '*', 'v$'),
        'aws:SourceIp': fc.constantFrom('10.1.2.3', '203.0.113.9', '2001:db8::1'),
        'aws:SourceArn': fc.constantFrom('arn:aws:sns:us-east-1:1:t', 'arn:aws:sns:us-east-1:1:t:u'),
        'aws:MultiFactorAuthAge': fc.constantFrom('9', '10', '11'),
        'aws:CurrentTime': fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-31T22:00:00Z'),
        'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false'),
        'aws:CalledVia': fc.subarray(['a', 'b', 'ab'], { minLength: 1 }),
      },
      { requiredKeys: ['aws:userid'] },
    ),
  })
  .map(({ values, ...request }) => ({
    ...request,
    resource: request.action === 'kms:Decrypt' ? `arn:aws:kms:us-east-1:${own}:key/k` : 'arn:aws:s3:::box/ann/file',
    context: { values, unknown: [] },
  }));
