import { expect, test } from 'vitest';
import check from '../../../checks/iam/federated-trust-conditions.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { policy } from '../../policy/statement.js';

const issuer = 'token.actions.githubusercontent.com';
const trust = (Condition: object) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
  Condition,
});
const aud = { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } };
const sub = (value: string) => ({ StringLike: { [`${issuer}:sub`]: value } });
const service = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };

const rows: readonly { name: string; trust: unknown; status: string; severity?: string; says?: string }[] = [
  { name: 'bound', trust: policy(trust({ ...aud, ...sub('repo:acme/app:*') })), status: 'pass' },
  { name: 'no subject', trust: policy(trust(aud)), status: 'fail', severity: 'high', says: 'the subject' },
  { name: 'any repository', trust: policy(trust({ ...aud, ...sub('repo:*') })), status: 'fail', says: '"repo:*"' },
  {
    name: 'no audience',
    trust: policy(trust(sub('repo:acme/app:*'))),
    status: 'fail',
    severity: 'low',
    says: 'client ids limit the audience',
  },
  {
    name: 'no audience in one statement and no subject in another',
    trust: policy(trust(sub('repo:acme/app:*')), trust(aud)),
    status: 'fail',
    severity: 'high',
  },
  { name: 'no provider', trust: policy(service), status: 'not-applicable' },
  { name: 'a trust policy that cannot be judged', trust: testGap('malformed'), status: 'unknown' },
];

test.each(rows)('$name is $status', ({ trust: fact, status, severity, says }) => {
  const finding = evaluateCheck(check, { facts: { trust: fact } });
  expect(finding.status).toBe(status);
  expect(finding.severity).toBe(severity ?? 'high');
  expect(finding.message).toContain(says ?? '');
});
