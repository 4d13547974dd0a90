import { expect, test } from 'vitest';
import check from '../../../checks/iam/role-service-confused-deputy.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { policy } from '../../policy/statement.js';

const trust = (Service: string, Condition?: object) =>
  policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service }, ...(Condition && { Condition }) });
const bound = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

const rows: readonly { name: string; trust: unknown; path?: string; status: string; says?: string }[] = [
  { name: 'open', trust: trust('scheduler.amazonaws.com'), status: 'fail', says: 'scheduler may act for any account' },
  { name: 'bound', trust: trust('scheduler.amazonaws.com', bound), status: 'pass', says: 'scheduler' },
  { name: 'a service that states no source', trust: trust('ec2.amazonaws.com'), status: 'not-applicable' },
  {
    name: 'a service-linked role',
    trust: trust('scheduler.amazonaws.com'),
    path: '/aws-service-role/scheduler.amazonaws.com/',
    status: 'not-applicable',
    says: 'owns the trust policy',
  },
  { name: 'a trust policy that cannot be judged', trust: testGap('malformed'), status: 'unknown' },
];

test.each(rows)('$name is $status', ({ trust: fact, path = '/', status, says }) => {
  const finding = evaluateCheck(check, { resource: { data: { path } }, facts: { trust: fact } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
