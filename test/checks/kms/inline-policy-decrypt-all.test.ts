import { expect, test } from 'vitest';
import check from '../../../checks/kms/inline-policy-decrypt-all.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { policy } from '../../policy/statement.js';

const gap = testGap('malformed');
const decrypt = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const wide = { name: 'wide', policy: policy(decrypt) };
const viaS3 = { ...decrypt, Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } } };
const limited = { name: 'limited', policy: policy(viaS3) };
const narrow = { name: 'narrow', policy: policy({ ...decrypt, Resource: 'arn:aws:kms:eu-west-1:*:key/*' }) };
const broken = { name: 'broken', policy: gap };

const rows: readonly { name: string; inline: unknown; status: string; severity?: string; says?: string }[] = [
  { name: 'all keys', inline: [narrow, wide], status: 'fail', says: 'wide, statement 1, kms:Decrypt and' },
  { name: 'named keys', inline: [narrow], status: 'pass' },
  { name: 'through one service', inline: [limited, narrow], status: 'fail', severity: 'low' },
  { name: 'through one service, and at all', inline: [limited, wide], status: 'fail', severity: 'medium' },
  { name: 'through one service, and one not judged', inline: [limited, broken], status: 'fail', severity: 'medium' },
  { name: 'none', inline: [], status: 'not-applicable' },
  { name: 'one that cannot be judged', inline: [narrow, broken], status: 'unknown' },
  { name: 'all denied', inline: gap, status: 'unknown' },
];

test.each(rows)('$name is $status', ({ inline, status, severity, says }) => {
  const finding = evaluateCheck(check, { facts: { inline } });
  expect(finding.status).toBe(status);
  expect(finding.severity).toBe(severity ?? 'medium');
  expect(finding.message).toContain(says ?? '');
});
