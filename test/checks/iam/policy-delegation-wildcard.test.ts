import { expect, test } from 'vitest';
import check from '../../../checks/iam/policy-delegation-wildcard.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { policy } from '../../policy/statement.js';

const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };

const rows: readonly { name: string; policy: unknown; attachments?: number; status: string; says?: string }[] = [
  { name: 'all roles', policy: policy(pass), status: 'fail', says: 'statement 1, iam:PassRole on *' },
  { name: 'one role', policy: policy({ ...pass, Resource: 'arn:aws:iam::111122223333:role/a' }), status: 'pass' },
  { name: 'all roles, attached to nothing', policy: policy(pass), attachments: 0, status: 'not-applicable' },
  {
    name: 'everything',
    policy: policy({ ...pass, Action: '*' }),
    status: 'not-applicable',
    says: 'a check of its own',
  },
  { name: 'everything in IAM', policy: policy({ ...pass, Action: 'iam:*' }), status: 'fail' },
  { name: 'a policy that cannot be judged', policy: testGap('malformed'), status: 'unknown' },
];

test.each(rows)('$name is $status', ({ policy: fact, attachments = 1, status, says }) => {
  const finding = evaluateCheck(check, { resource: { data: { attachments } }, facts: { policy: fact } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
