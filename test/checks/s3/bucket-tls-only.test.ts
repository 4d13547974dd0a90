import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-tls-only.js';
import { absent } from '../../../src/core/fact.js';
import { parsePolicy } from '../../../src/policy/parse.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const bucket = 'arn:aws:s3:::logs';
const objects = 'arn:aws:s3:::logs/*';
const withoutTls = { Bool: { 'aws:SecureTransport': 'false' } };
const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucket, objects], Condition: withoutTls };
const not = 'Requests without TLS are not all refused: statement 1';

interface Row {
  readonly name: string;
  readonly statements: readonly object[];
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'both parts in one statement', statements: [deny], status: 'pass', says: 'refused by statement 1' },
  { name: 'its name', statements: [{ ...deny, Sid: 'Tls' }], status: 'pass', says: 'refused by statement Tls' },
  {
    name: 'a statement each',
    statements: [
      { ...deny, Resource: objects },
      { ...deny, Sid: 'Bucket', Resource: bucket },
    ],
    status: 'pass',
    says: 'refused by statement Bucket and statement 1',
  },
  {
    name: 'a boolean',
    statements: [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': false } } }],
    status: 'pass',
  },
  {
    name: 'BoolIfExists',
    statements: [{ ...deny, Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } }],
    status: 'pass',
  },
  {
    name: 'the key in another case',
    statements: [{ ...deny, Condition: { Bool: { 'AWS:securetransport': 'false' } } }],
    status: 'pass',
  },
  { name: 'every action', statements: [{ ...deny, Action: '*' }], status: 'pass' },
  { name: 'every resource', statements: [{ ...deny, Resource: '*' }], status: 'pass' },
  { name: '{"AWS": "*"}', statements: [{ ...deny, Principal: { AWS: ['*'] } }], status: 'pass' },
  {
    name: 'TLS 1.2 asked for beside it',
    statements: [{ ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }, deny],
    status: 'pass',
    says: 'refused by statement 2',
  },

  {
    name: 'no statement about TLS',
    statements: [{ ...deny, Effect: 'Allow', Condition: undefined }],
    status: 'fail',
    says: 'No statement',
  },
  {
    name: 'an Allow with TLS alone',
    statements: [{ ...deny, Effect: 'Allow', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    status: 'fail',
    says: 'No statement',
  },
  { name: 'an Allow without TLS', statements: [{ ...deny, Effect: 'Allow' }], status: 'fail', says: 'No statement' },
  {
    name: 'objects alone',
    statements: [{ ...deny, Resource: objects }],
    status: 'fail',
    says: `${not} does not cover ${bucket}`,
  },
  {
    name: 'the bucket alone',
    statements: [{ ...deny, Resource: bucket }],
    status: 'fail',
    says: `${not} does not cover ${objects}`,
  },
  {
    name: 'a prefix',
    statements: [{ ...deny, Resource: [bucket, `${bucket}/a/*`] }],
    status: 'fail',
    says: `${not} does not cover ${objects}`,
  },
  {
    name: 'another partition',
    statements: [{ ...deny, Resource: ['arn:aws-cn:s3:::logs', 'arn:aws-cn:s3:::logs/*'] }],
    status: 'fail',
    says: `${not} does not cover ${bucket}`,
  },
  { name: 'one action', statements: [{ ...deny, Action: 's3:GetObject' }], status: 'fail', says: 'the action s3:*' },
  { name: 'NotAction', statements: [{ ...deny, Action: undefined, NotAction: 's3:GetObject' }], status: 'fail' },
  {
    name: 'one account',
    statements: [{ ...deny, Principal: { AWS: '111122223333' } }],
    status: 'fail',
    says: `${not} does not name every principal`,
  },
  {
    name: 'NotPrincipal',
    statements: [{ ...deny, Principal: undefined, NotPrincipal: { AWS: '111122223333' } }],
    status: 'fail',
    says: 'does not name every principal',
  },
  {
    name: 'a further condition',
    statements: [{ ...deny, Condition: { ...withoutTls, StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }],
    status: 'fail',
    says: `${not} holds only under its condition on "aws:SourceVpc"`,
  },
  {
    name: 'one half under a further condition',
    statements: [
      { ...deny, Resource: bucket },
      { ...deny, Resource: objects, Condition: { ...withoutTls, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
    ],
    status: 'fail',
    says: `${not} does not cover ${objects}`,
  },
  {
    name: 'the wrong way round',
    statements: [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    status: 'fail',
    says: `${not} holds only under its condition on "aws:SecureTransport"`,
  },
  {
    name: 'whether the key is there',
    statements: [{ ...deny, Condition: { Null: { 'aws:SecureTransport': 'false' } } }],
    status: 'fail',
  },
  {
    name: 'the version of TLS alone',
    statements: [{ ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }],
    status: 'fail',
    says: 'No statement',
  },
  {
    name: 'plain HTTP with a version of TLS, which it never has',
    statements: [{ ...deny, Condition: { ...withoutTls, NumericLessThan: { 's3:TlsVersion': '1.2' } } }],
    status: 'fail',
    says: 'holds only under its condition on "s3:TlsVersion"',
  },
];

const judged = (policy: unknown) => evaluateCheck(check, { resource: { key: bucket }, facts: { policy } });

test.each(rows)('$name is $status', ({ statements, status, says = '' }) => {
  const finding = judged(parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements })));
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});

test('no policy at all fails', () => {
  expect(judged(absent)).toMatchObject({ status: 'fail', message: expect.stringContaining('no bucket policy') });
});

test('a policy that cannot be read, or parsed, is unknown', () => {
  expect(judged(testGap()).status).toBe('unknown');
  expect(judged(testGap('malformed')).status).toBe('unknown');
});
