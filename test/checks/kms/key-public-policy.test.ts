import { expect, test } from 'vitest';
import check from '../../../checks/kms/key-public-policy.js';
import { absent } from '../../../src/core/fact.js';
import { isParseFailure, parsePolicy } from '../../../src/policy/parse.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const kind = { manager: 'CUSTOMER', state: 'Enabled' };
const root = { AWS: 'arn:aws:iam::111122223333:root' };
const allow = (Principal: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Principal,
  Action: 'kms:*',
  Resource: '*',
  ...(Condition && { Condition }),
});
const policy = (...statements: object[]) => {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  return parsed;
};
const account = { StringEquals: { 'kms:CallerAccount': '111122223333' } };
const service = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };

interface Row {
  readonly name: string;
  readonly metadata?: object;
  readonly policy: unknown;
  readonly status: string;
  readonly says: string;
  readonly severity?: string;
}

const rows: readonly Row[] = [
  { name: 'the account alone', policy: policy(allow(root)), status: 'pass', says: 'None of 1 statement admits' },
  { name: 'everyone', policy: policy(allow('*')), status: 'fail', says: 'statement 1', severity: 'critical' },
  {
    name: 'everyone beside the account',
    policy: policy(allow(root), { ...allow({ AWS: ['*'] }), Sid: 'open' }, allow('*')),
    status: 'fail',
    says: 'through statement open, statement 3',
  },
  { name: 'everyone of an account', policy: policy(allow('*', account)), status: 'pass', says: 'None' },
  { name: 'everyone by a service', policy: policy(allow('*', service)), status: 'fail', says: 'statement 1' },
  {
    name: 'everyone of an account by a service',
    policy: policy(allow('*', { StringEquals: { ...account.StringEquals, ...service.StringEquals } })),
    status: 'pass',
    says: 'None',
  },
  {
    name: 'any account',
    policy: policy(allow('*', { StringLike: { 'kms:CallerAccount': '*' } })),
    status: 'fail',
    says: 'statement 1',
  },
  {
    name: 'everyone but some',
    policy: policy({ ...allow(undefined), NotPrincipal: root }),
    status: 'fail',
    says: 'statement 1',
  },
  {
    name: 'everyone denied',
    policy: policy(allow(root), { ...allow('*'), Effect: 'Deny' }),
    status: 'pass',
    says: 'None',
  },
  ...['PendingDeletion', 'PendingReplicaDeletion'].map((state) => ({
    name: `everyone, in state ${state}`,
    metadata: { state },
    policy: policy(allow('*')),
    status: 'fail',
    says: `in state ${state}`,
    severity: 'low',
  })),
  {
    name: 'everyone, disabled',
    metadata: { state: 'Disabled' },
    policy: policy(allow('*')),
    status: 'fail',
    says: 'Open to everyone',
    severity: 'critical',
  },
  { name: 'a key of AWS', metadata: { manager: 'AWS' }, policy: absent, status: 'not-applicable', says: 'AWS manages' },
  { name: 'a policy that could not be read', policy: testGap(), status: 'unknown', says: 'Not known' },
];

test.each(rows)('$name is $status', ({ metadata, policy: read, status, says, severity = 'critical' }) => {
  const finding = evaluateCheck(check, { facts: { metadata: { ...kind, ...metadata }, policy: read } });
  expect(finding).toMatchObject({ status, severity });
  expect(finding.message).toContain(says);
});

test('evidence shows the public statements', () => {
  const facts = { metadata: kind, policy: policy(allow(root), allow('*', service)) };
  const { evidence } = evaluateCheck(check, { facts });
  expect(evidence['publicStatements']).toEqual([expect.stringContaining('"Principal":"*"')]);
  expect(evidence['why']).toEqual([expect.stringContaining('kms:ViaService')]);
});
