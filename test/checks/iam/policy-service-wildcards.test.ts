import { expect, test } from 'vitest';
import check from '../../../checks/iam/policy-service-wildcards.js';
import type { Gap } from '../../../src/core/fact.js';
import { parsePolicy } from '../../../src/policy/parse.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const allow = (rest: object) => ({ Effect: 'Allow', Resource: '*', ...rest });
const policy = (...Statement: readonly object[]) => parsePolicy(JSON.stringify({ Statement }));
const wide = policy(allow({ Action: 's3:*' }));

interface Row {
  readonly name: string;
  readonly attachments?: number;
  readonly boundaryUses?: number;
  readonly policy: ReturnType<typeof policy> | Gap;
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'one action', policy: policy(allow({ Action: 's3:GetObject' })), status: 'pass' },
  { name: 'a prefix', policy: policy(allow({ Action: 'ec2:Describe*' })), status: 'pass' },
  { name: 'a suffix', policy: policy(allow({ Action: ['s3:*Object', 's3:G*t'] })), status: 'pass' },
  { name: 'a whole service', policy: wide, status: 'fail', says: 'statement 1 allows s3:*' },
  {
    name: 'a whole service in a list',
    policy: policy(allow({ Action: 's3:Get*' }), allow({ Sid: 'Two', Action: ['s3:Get*', 'sqs:*'] })),
    status: 'fail',
    says: 'statement Two allows sqs:*',
  },
  {
    name: 'a whole service on one resource',
    policy: policy(allow({ Action: 's3:*', Resource: 'arn:aws:s3:::x' })),
    status: 'fail',
  },
  { name: 'every service', policy: policy(allow({ Action: '*' })), status: 'fail', says: 'allows *' },
  {
    name: 'a whole service spelled oddly',
    policy: policy(allow({ Action: ['s3:?*'] })),
    status: 'fail',
    says: 's3:?*',
  },
  {
    name: 'NotAction',
    policy: policy(allow({ NotAction: 'iam:*' })),
    status: 'fail',
    says: 'statement 1 allows all but a list of actions',
  },
  { name: 'NotAction in a deny', policy: policy(allow({ Effect: 'Deny', NotAction: 'iam:*' })), status: 'pass' },
  { name: 'a denied service', policy: policy(allow({ Effect: 'Deny', Action: 's3:*' })), status: 'pass' },
  { name: 'not attached', attachments: 0, policy: wide, status: 'fail' },
  { name: 'a boundary only', attachments: 0, boundaryUses: 1, policy: wide, status: 'not-applicable' },
  {
    name: 'a boundary only, not read',
    attachments: 0,
    boundaryUses: 1,
    policy: testGap('malformed'),
    status: 'not-applicable',
  },
  { name: 'attached, and a boundary too', boundaryUses: 1, policy: wide, status: 'fail' },
  { name: 'a policy that could not be read', policy: testGap('malformed'), status: 'unknown' },
];

test.each(rows)('$name is $status', ({ attachments = 1, boundaryUses = 0, policy: parsed, status, says }) => {
  const data = { attachments, boundaryUses, document: '' };
  const finding = evaluateCheck(check, { resource: { data }, facts: { policy: parsed } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
