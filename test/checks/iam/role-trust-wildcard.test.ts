import { expect, test } from 'vitest';
import check from '../../../checks/iam/role-trust-wildcard.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { policy } from '../../policy/statement.js';

const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };
const ofOrg = { ...assume, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } };

test.each([
  {
    name: 'everyone',
    trust: policy({ ...assume, Sid: 'All' }),
    status: 'fail',
    says: 'statement All, Principal AWS is "*"',
  },
  { name: 'an organization', trust: policy(ofOrg), status: 'pass', says: 'without saying who' },
  { name: 'an organization, and everyone', trust: policy(ofOrg, assume), status: 'fail', says: 'statement 2' },
  { name: 'a service', trust: policy({ ...assume, Principal: { Service: 'ec2.amazonaws.com' } }), status: 'pass' },
  { name: 'a trust policy that cannot be judged', trust: testGap('malformed'), status: 'unknown' },
])('$name is $status', ({ trust, status, says }) => {
  const finding = evaluateCheck(check, { facts: { trust } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
