import { expect, test } from 'vitest';
import check from '../../../checks/iam/inline-policy-full-admin.js';
import { parsePolicy } from '../../../src/policy/parse.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const inline = (name: string, rest: object = {}) => ({
  name,
  policy: parsePolicy(JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', ...rest } })),
});
const admin = inline('admin');
const narrow = inline('narrow', { Action: 's3:GetObject' });
const unread = { name: 'unread', policy: testGap('malformed') };

const rows: readonly {
  readonly name: string;
  readonly policies: readonly object[];
  readonly status: string;
  readonly says?: string;
}[] = [
  { name: 'no inline policies', policies: [], status: 'pass' },
  { name: 'a narrow one', policies: [narrow], status: 'pass' },
  {
    name: 'one under a condition',
    policies: [inline('a', { Condition: { Bool: { 'aws:ViaAWSService': 'true' } } })],
    status: 'pass',
  },
  { name: 'a full one', policies: [admin], status: 'fail', says: 'statement 1 of inline policy admin' },
  { name: 'a full one after a narrow one', policies: [narrow, admin], status: 'fail', says: 'admin' },
  { name: 'one that could not be read', policies: [narrow, unread], status: 'unknown' },
  { name: 'one that could not be read beside a full one', policies: [unread, admin], status: 'fail', says: 'admin' },
];

test.each(rows)('$name is $status', ({ policies, status, says }) => {
  const finding = evaluateCheck(check, { facts: { policies } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
