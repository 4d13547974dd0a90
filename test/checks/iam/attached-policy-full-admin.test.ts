import { expect, test } from 'vitest';
import check from '../../../checks/iam/attached-policy-full-admin.js';
import type { Gap } from '../../../src/core/fact.js';
import { parsePolicy } from '../../../src/policy/parse.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const allow = (rest: object) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...rest });
const policy = (...Statement: readonly object[]) => parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
const admin = policy(allow({}));

interface Row {
  readonly name: string;
  readonly attachments?: number;
  readonly boundaryUses?: number;
  readonly policy: ReturnType<typeof policy> | Gap;
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'everything on everything', policy: admin, status: 'fail', says: 'statement 1' },
  {
    name: 'a named statement among others',
    policy: policy(allow({ Action: 's3:*' }), allow({ Sid: 'All' })),
    status: 'fail',
    says: 'statement All',
  },
  {
    name: 'under a condition',
    policy: policy(allow({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
    status: 'pass',
  },
  { name: 'a whole service', policy: policy(allow({ Action: 's3:*' })), status: 'pass' },
  { name: 'everything on one resource', policy: policy(allow({ Resource: 'arn:aws:s3:::x/*' })), status: 'pass' },
  { name: 'a deny', policy: policy(allow({ Effect: 'Deny' })), status: 'pass' },
  { name: 'a policy that could not be read', policy: testGap('malformed'), status: 'unknown' },
  { name: 'attached, and a boundary too', boundaryUses: 3, policy: admin, status: 'fail' },
  { name: 'not attached', attachments: 0, policy: admin, status: 'not-applicable', says: 'Not attached' },
  {
    name: 'a boundary only',
    attachments: 0,
    boundaryUses: 1,
    policy: admin,
    status: 'not-applicable',
    says: 'boundary',
  },
  { name: 'not attached and not read', attachments: 0, policy: testGap('malformed'), status: 'not-applicable' },
];

test.each(rows)('$name is $status', ({ attachments = 1, boundaryUses = 0, policy: parsed, status, says }) => {
  const data = { attachments, boundaryUses, document: '' };
  const finding = evaluateCheck(check, { resource: { data }, facts: { policy: parsed } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
  expect(finding.evidence).toMatchObject({ attachments, boundaryUses });
});
