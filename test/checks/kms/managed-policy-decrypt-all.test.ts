import { expect, test } from 'vitest';
import check from '../../../checks/kms/managed-policy-decrypt-all.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { policy } from '../../policy/statement.js';

const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const viaS3 = { ...decrypt, Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } } };

const rows: readonly {
  name: string;
  policy: unknown;
  attachments?: number;
  boundaryUses?: number;
  status: string;
  severity?: string;
  says?: string;
}[] = [
  { name: 'all keys', policy: policy(decrypt), status: 'fail', says: 'statement 1, kms:Decrypt on *' },
  {
    name: 'keys of a Region',
    policy: policy({ ...decrypt, Resource: 'arn:aws:kms:eu-west-1:*:key/*' }),
    status: 'pass',
  },
  { name: 'everything', policy: policy({ ...decrypt, Action: '*' }), status: 'fail' },
  { name: 'through one service', policy: policy(viaS3), status: 'fail', severity: 'low', says: 'a condition limits' },
  { name: 'through one service and at all', policy: policy(viaS3, decrypt), status: 'fail', severity: 'medium' },
  { name: 'attached to nothing', policy: policy(decrypt), attachments: 0, status: 'fail', severity: 'low' },
  { name: 'a boundary', policy: policy(decrypt), attachments: 0, boundaryUses: 1, status: 'not-applicable' },
  { name: 'a boundary that is attached too', policy: policy(decrypt), boundaryUses: 1, status: 'fail' },
  { name: 'a policy that cannot be judged', policy: testGap('malformed'), status: 'unknown' },
];

test.each(rows)('$name is $status', ({ policy: fact, attachments = 1, boundaryUses = 0, status, severity, says }) => {
  const resource = { data: { attachments, boundaryUses } };
  const finding = evaluateCheck(check, { resource, facts: { policy: fact } });
  expect(finding.status).toBe(status);
  expect(finding.severity).toBe(severity ?? 'medium');
  expect(finding.message).toContain(says ?? '');
});
