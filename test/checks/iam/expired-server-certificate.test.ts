import { expect, test } from 'vitest';
import check from '../../../checks/iam/expired-server-certificate.js';
import { evaluateCheck } from '../../../src/testing.js';

const now = new Date('2026-01-01T12:00:00Z');

const rows: readonly { readonly name: string; readonly expires: string; readonly status: string }[] = [
  { name: 'one that expired a second ago', expires: '2026-01-01T11:59:59Z', status: 'fail' },
  { name: 'one that expires now', expires: '2026-01-01T12:00:00Z', status: 'fail' },
  { name: 'one that expires in a second', expires: '2026-01-01T12:00:01Z', status: 'pass' },
];

test.each(rows)('$name is $status', ({ expires, status }) => {
  const resource = { name: 'web', data: { expires: new Date(expires) } };
  const finding = evaluateCheck(check, { resource, facts: {}, now });
  expect(finding).toMatchObject({ status, evidence: { expires: expires.replace('Z', '.000Z') } });
  expect(finding.command).toBe(
    status === 'fail' ? 'aws iam delete-server-certificate --server-certificate-name web' : undefined,
  );
});
