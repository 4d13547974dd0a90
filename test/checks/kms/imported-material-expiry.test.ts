import { expect, test } from 'vitest';
import check from '../../../checks/kms/imported-material-expiry.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck } from '../../../src/testing.js';

const now = new Date('2026-01-01T00:00:00Z');
const inDays = (days: number) => ({ present: true, validTo: new Date(now.getTime() + days * 86_400_000) });

interface Row {
  readonly name: string;
  readonly metadata?: object;
  readonly imported: unknown;
  readonly minDays?: number;
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  { name: 'expires in a year', imported: inDays(365), status: 'pass', says: 'expires on 2027-01-01' },
  { name: 'expires in 31 days', imported: inDays(31), status: 'pass', says: 'expires on' },
  { name: 'expires in 30 days', imported: inDays(30), status: 'fail', says: 'expires on 2026-01-31' },
  { name: 'expired', imported: inDays(-1), status: 'fail', says: 'expires on 2025-12-31' },
  { name: 'expires in 31 days of 60', imported: inDays(31), minDays: 60, status: 'fail', says: 'expires on' },
  { name: 'never expires', imported: { present: true, validTo: absent }, status: 'pass', says: 'never expires' },
  {
    name: 'is missing',
    metadata: { state: 'PendingImport' },
    imported: { present: false },
    status: 'fail',
    says: 'no key material',
  },
  {
    name: 'is KMS’s own',
    metadata: { origin: 'AWS_KMS' },
    imported: absent,
    status: 'not-applicable',
    says: 'AWS_KMS',
  },
  {
    name: 'of a key that will be deleted',
    metadata: { state: 'PendingDeletion' },
    imported: absent,
    status: 'not-applicable',
    says: 'PendingDeletion',
  },
];

test.each(rows)('material that $name is $status', ({ metadata, imported, minDays, status, says }) => {
  const finding = evaluateCheck(check, {
    facts: { metadata: { origin: 'EXTERNAL', state: 'Enabled', ...metadata }, imported },
    now,
    ...(minDays !== undefined && { options: { minDays } }),
  });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
