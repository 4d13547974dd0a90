import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isParseFailure, parsePolicy } from '../../src/policy/parse.js';
import { publicKeyStatements, publicStatements } from '../../src/policy/public.js';

/** A statement, put together the way the examples of the S3 documentation are. */
const allow = { Principal: '*', Resource: '*', Action: 's3:PutObject', Effect: 'Allow' };

function grants(...statements: readonly object[]) {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  return publicStatements(parsed);
}

function grant(fields: object) {
  const [only] = grants({ ...allow, ...fields });
  if (only === undefined) throw new Error('no grant');
  return only;
}

const isPublic = (statements: readonly object[]) => grants(...statements).some((one) => one.public);

const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

describe('examples of the S3 documentation', () => {
  test.each<[string, object, boolean]>([
    ['a federated principal', { Principal: { Federated: 'graph.facebook.com' } }, true],
    ['everyone', {}, true],
    ['any VPC', when('StringLike', 'aws:SourceVpc', 'vpc-*'), true],
    ['one VPC', when('StringEquals', 'aws:SourceVpc', 'vpc-91237329'), false],
    ['half of all addresses', when('IpAddress', 'aws:SourceIp', '0.0.0.0/1'), true],
    [
      'any access point of one account',
      when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:123456789012:accesspoint/*'),
      false,
    ],
    ['a service principal', { Principal: { Service: 'cloudtrail.amazonaws.com' } }, false],
    ['another account', { Principal: { AWS: '111122223333' } }, false],
  ])('%s', (_, fields, expected) => {
    expect(grant(fields).public).toBe(expected);
  });

  test('one public statement among fixed ones: each is judged by itself', () => {
    const statements = [
      { ...allow, Sid: 'trail', Principal: { Service: 'cloudtrail.amazonaws.com' } },
      { ...allow, Effect: 'Deny' },
      { ...allow, Sid: 'everyone' },
    ];
    expect(grants(...statements).map(({ index, sid, public: open }) => [index, sid, open])).toEqual([
      [0, 'trail', false],
      [2, 'everyone', true],
    ]);
  });
});

describe('principals', () => {
  test.each<[string, object, boolean]>([
    ['{"AWS": "*"}', { Principal: { AWS: '*' } }, true],
    ['{"AWS": ["*"]}', { Principal: { AWS: ['*'] } }, true],
    ['everyone beside an account', { Principal: { AWS: ['111122223333', '*'] } }, true],
    ['everyone beside a service', { Principal: { Service: 'a.amazonaws.com', AWS: '*' } }, true],
    ['a wildcard in an ARN', { Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }, true],
    ['a question mark in an ARN', { Principal: { AWS: 'arn:aws:iam::11112222333?:root' } }, true],
    ['a variable', { Principal: { AWS: 'arn:aws:iam::${aws:PrincipalAccount}:root' } }, true],
    ['any service', { Principal: { Service: '*' } }, true],
    ['a SAML provider', { Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/x' } }, true],
    ['a role', { Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } }, false],
    ['a deleted role', { Principal: { AWS: 'AROAEXAMPLEID' } }, false],
    ['a canonical user', { Principal: { CanonicalUser: '79a59df9' } }, false],
    ['several fixed', { Principal: { AWS: ['111122223333'], Service: 'a.amazonaws.com' } }, false],
    ['NotAction for everyone', { Action: undefined, NotAction: 's3:DeleteBucket' }, true],
    ['NotAction for an account', { Action: undefined, NotAction: 's3:*', Principal: { AWS: '111122223333' } }, false],
    ['nobody named', { Principal: undefined }, true],
    ['NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, true],
    [
      'NotPrincipal from one VPC',
      { Principal: undefined, NotPrincipal: { AWS: '1' }, ...when('StringEquals', 'aws:SourceVpc', 'vpc-1') },
      false,
    ],
  ])('%s', (_, fields, expected) => {
    expect(grant(fields).public).toBe(expected);
  });
});

describe('conditions', () => {
  const fixedValues = {
    'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
    'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/x',
    'aws:PrincipalAccount': '111122223333',
    'aws:SourceArn': 'arn:aws:sns:us-east-1:111122223333:topic',
    'aws:SourceVpc': 'vpc-1',
    'aws:SourceVpce': 'vpce-1',
    'aws:SourceOwner': '111122223333',
    'aws:SourceAccount': '111122223333',
    's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:us-east-1:111122223333:key/k',
    'aws:userid': 'AIDAEXAMPLEID',
    's3:DataAccessPointArn': 'arn:aws:s3:us-west-2:123456789012:accesspoint/x',
    's3:DataAccessPointAccount': '123456789012',
  };

  describe.each(Object.entries(fixedValues))('%s', (key, value) => {
    test.each([
      'StringEquals',
      'StringLike',
      'StringEqualsIgnoreCase',
      'ArnEquals',
      'ArnLike',
      'ForAnyValue:StringLike',
    ])('limits by %s', (operator) => {
      expect(grant(when(operator, key, value))).toMatchObject({ public: false, element: 'Condition' });
      expect(grant(when(operator, key.toUpperCase(), [value])).public).toBe(false);
    });

    test.each([
      'StringEqualsIfExists',
      'ArnLikeIfExists',
      'ForAllValues:StringEquals',
      'ForAnyValue:StringEqualsIfExists',
      'StringNotEquals',
      'StringNotLike',
      'ArnNotLike',
      'ArnNotEquals',
      'Null',
      'NumericEquals',
      'Bool',
      'IpAddress',
    ])('does not limit by %s', (operator) => {
      expect(grant(when(operator, key, value))).toMatchObject({ public: true, element: 'Principal' });
    });

    test.each([
      ['a wildcard', `${value}*`],
      ['a question mark', `${value.slice(0, -1)}?`],
      ['a variable', '${aws:PrincipalAccount}'],
      ['a loose value beside a fixed one', [value, '*']],
      ['no value', []],
    ])('does not limit by %s', (name, loose) => {
      const namesAccessPoint = key === 's3:DataAccessPointArn' && ['a wildcard', 'a question mark'].includes(name);
      expect(grant(when('StringLike', key, loose)).public).toBe(!namesAccessPoint);
    });
  });

  test.each<[string, unknown, boolean]>([
    ['one address', '203.0.113.7', false],
    ['a range', '203.0.113.0/24', false],
    ['a /8', '11.0.0.0/8', false],
    ['a /7', '10.0.0.0/7', true],
    ['everything', '0.0.0.0/0', true],
    ['private ranges', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], false],
    ['a narrow and a broad range', ['203.0.113.0/24', '0.0.0.0/0'], true],
    ['one IPv6 address', '2001:db8::1', false],
    ['an IPv6 /32', '2001:db8::/32', false],
    ['an IPv6 /31', '2001:db8::/31', true],
    ['all of IPv6', '::/0', true],
    ['both families, one broad', ['203.0.113.0/24', '::/0'], true],
    ['too long a prefix', '203.0.113.0/33', true],
    ['two prefixes', '203.0.113.0/24/24', true],
    ['no prefix after the slash', '203.0.113.0/', true],
    ['a wildcard', '203.0.113.*', true],
    ['a variable', '${aws:SourceIp}', true],
    ['no address', 'office', true],
  ])('aws:SourceIp, %s', (_, value, expected) => {
    expect(grant(when('IpAddress', 'aws:SourceIp', value)).public).toBe(expected);
  });

  test.each(['StringEquals', 'NotIpAddress', 'IpAddressIfExists', 'ForAllValues:IpAddress'])(
    'aws:SourceIp does not limit by %s',
    (operator) => {
      expect(grant(when(operator, 'aws:SourceIp', '203.0.113.0/24')).public).toBe(true);
    },
  );

  test.each<[string, string, string, boolean]>([
    ['a user', 'aws:userid', 'AIDAEXAMPLEID', false],
    ['the sessions of a role', 'aws:userid', 'AROAEXAMPLEID:*', true],
    ['one session of a role', 'aws:userid', 'AROAEXAMPLEID:session', true],
    ['any account', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:*:accesspoint/x', true],
    ['part of an account', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:12345678901?:accesspoint/x', true],
    ['any region', 's3:DataAccessPointArn', 'arn:aws:s3:*:123456789012:accesspoint/x', true],
    ['a variable name', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:123456789012:accesspoint/${aws:userid}', true],
    ['any kind', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:123456789012:*', true],
    ['a prefix of names', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:123456789012:accesspoint/a-*', false],
    ['TLS', 'aws:SecureTransport', 'true', true],
    ['a referer', 'aws:Referer', 'https://example.com/', true],
    ['a path of the organization', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/r-ab12/ou-ab12/', true],
  ])('%s: %s of %j', (_, key, value, expected) => {
    expect(grant(when('StringLike', key, value)).public).toBe(expected);
  });

  test('one limiting condition is enough, wherever it stands', () => {
    const Condition = {
      Bool: { 'aws:SecureTransport': 'true' },
      StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
    };
    expect(grant({ Condition }).public).toBe(false);
  });
});

describe('explanations', () => {
  test.each<[string, object, string, string]>([
    ['everyone', {}, 'Principal', 'Principal is "*", which is everyone.'],
    ['an account', { Principal: { AWS: '1' } }, 'Principal', 'Every principal it names is a fixed one.'],
    [
      'NotPrincipal',
      { Principal: undefined, NotPrincipal: '*' },
      'NotPrincipal',
      'NotPrincipal admits everyone but those it names.',
    ],
    [
      'a provider',
      { Principal: { Federated: 'graph.facebook.com' } },
      'Principal',
      'Principal Federated is "graph.facebook.com", and users of an identity provider are not fixed.',
    ],
    [
      'a limit',
      when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'),
      'Condition',
      'IpAddress limits "aws:SourceIp" to fixed values, whoever the principal.',
    ],
    [
      'a broad range',
      when('IpAddress', 'aws:SourceIp', '0.0.0.0/1'),
      'Principal',
      'Principal is "*", which is everyone, and its conditions do not limit that: ' +
        '"aws:SourceIp" may be "0.0.0.0/1", which is broader than /8.',
    ],
    [
      'a key that may be missing',
      when('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1'),
      'Principal',
      'Principal is "*", which is everyone, and its conditions do not limit that: ' +
        'StringEqualsIfExists is also met by a request without "aws:SourceVpc".',
    ],
  ])('%s', (_, fields, element, why) => {
    expect(grant(fields)).toMatchObject({ element, why });
  });

  test('stay short for hostile statements', () => {
    const keys = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key-${i}-${'x'.repeat(500)}`, 'v']));
    const { why } = grant({ Principal: { AWS: `*${'y'.repeat(9000)}` }, Condition: { StringLike: keys } });
    expect(why.length).toBeLessThan(600);
    expect(why).toMatch(/and 497 more\.$/);
  });
});

describe('any policy', () => {
  const value = fc.constantFrom('*', 'vpc-1', 'vpc-*', '111122223333', '0.0.0.0/0', '10.0.0.0/8', '${aws:userid}');
  const values = fc.oneof(value, fc.array(value, { maxLength: 3 }));
  const named = fc.record(
    { AWS: fc.array(value, { minLength: 1, maxLength: 2 }), Service: fc.constant('a.amazonaws.com'), Federated: value },
    { requiredKeys: ['AWS'] },
  );
  const principal = fc.oneof(fc.constant('*' as const), named);
  const condition = fc.dictionary(
    fc.constantFrom('StringEquals', 'StringLikeIfExists', 'IpAddress', 'ForAllValues:StringEquals', 'StringNotLike'),
    fc.dictionary(fc.constantFrom('aws:SourceVpc', 'aws:SourceIp', 'aws:SecureTransport', 'aws:userid'), values),
    { maxKeys: 3 },
  );
  const statement = (effect: fc.Arbitrary<string>) =>
    fc.record({
      Effect: effect,
      Principal: principal,
      Action: fc.constant('s3:*'),
      Resource: fc.constant('*'),
      Condition: condition,
    });
  const statements = fc.array(statement(fc.constantFrom('Allow', 'Deny')), { minLength: 1, maxLength: 4 });

  test('is as public with a Deny more as without it', () => {
    const property = fc.property(statements, statement(fc.constant('Deny')), fc.nat(4), (list, deny, at) => {
      expect(isPublic([...list.slice(0, at), deny, ...list.slice(at)])).toBe(isPublic(list));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('is as public as its most public statement', () => {
    const property = fc.property(statements, statement(fc.constant('Allow')), (list, more) => {
      expect(isPublic([...list, more])).toBe(isPublic(list) || isPublic([more]));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('gets one grant per Allow, each explained in one sentence', () => {
    const property = fc.property(statements, (list) => {
      const judged = grants(...list);
      const allows = list.flatMap(({ Effect }, index) => (Effect === 'Allow' ? [index] : []));
      expect(judged.map(({ index }) => index)).toEqual(allows);
      for (const { why } of judged) expect(why).toMatch(/^[A-Z][^\n]*\.$/);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe('key policies', () => {
  const keyGrant = (fields: object) => {
    const statement = { ...allow, Action: 'kms:*', ...fields };
    const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }));
    if (isParseFailure(parsed)) throw new Error(parsed.reason);
    return publicKeyStatements(parsed)[0]?.public;
  };

  test.each<[string, object, boolean]>([
    ['everyone', {}, true],
    ['one calling account', when('StringEquals', 'kms:CallerAccount', '111122223333'), false],
    ['any calling account', when('StringLike', 'kms:CallerAccount', '*'), true],
    ['one calling account, if any', when('StringEqualsIfExists', 'kms:CallerAccount', '111122223333'), true],
    ['all but one calling account', when('StringNotEquals', 'kms:CallerAccount', '111122223333'), true],
    ['one service', when('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'), true],
    ['grants for services', when('Bool', 'kms:GrantIsForAWSResource', true), true],
    ['one organization', when('StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'), false],
  ])('%s', (_, fields, expected) => expect(keyGrant(fields)).toBe(expected));

  test('the calling account of KMS limits nothing in a bucket policy', () => {
    expect(grant(when('StringEquals', 'kms:CallerAccount', '111122223333')).public).toBe(true);
  });
});
