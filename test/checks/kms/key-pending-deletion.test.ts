import { expect, test } from 'vitest';
import check from '../../../checks/kms/key-pending-deletion.js';
import { evaluateCheck } from '../../../src/testing.js';

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1';
const deletion = new Date('2026-02-01T00:00:00Z');

interface Row {
  readonly name: string;
  readonly metadata: object;
  readonly approved?: readonly string[];
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  { name: 'enabled', metadata: { state: 'Enabled' }, status: 'pass', says: 'in state Enabled' },
  { name: 'disabled', metadata: { state: 'Disabled' }, status: 'pass', says: 'in state Disabled' },
  {
    name: 'scheduled',
    metadata: { state: 'PendingDeletion', deletion },
    status: 'fail',
    says: 'KMS deletes the key on 2026-02-01T00:00:00.000Z',
  },
  {
    name: 'scheduled, its replicas first',
    metadata: { state: 'PendingReplicaDeletion' },
    status: 'fail',
    says: 'once its replicas',
  },
  {
    name: 'approved by its id',
    metadata: { state: 'PendingDeletion', deletion },
    approved: ['1'],
    status: 'pass',
    says: 'approved',
  },
  {
    name: 'approved by its ARN',
    metadata: { state: 'PendingDeletion', deletion },
    approved: [arn],
    status: 'pass',
    says: 'approved',
  },
  {
    name: 'another is approved',
    metadata: { state: 'PendingDeletion', deletion },
    approved: ['12'],
    status: 'fail',
    says: 'deletes',
  },
  {
    name: 'of AWS',
    metadata: { manager: 'AWS', state: 'PendingDeletion' },
    status: 'not-applicable',
    says: 'AWS manages',
  },
];

test.each(rows)('a key $name is $status', ({ metadata, approved = [], status, says }) => {
  const finding = evaluateCheck(check, {
    resource: { key: arn, arn, name: '1' },
    facts: { metadata: { manager: 'CUSTOMER', ...metadata } },
    options: { approved },
  });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
