import { expect, test } from 'vitest';
import check from '../../../checks/kms/key-rotation.js';
import { absent } from '../../../src/core/fact.js';
import type { KeyMetadata } from '../../../src/datasets/kms.js';
import { evaluateCheck } from '../../../src/testing.js';

const symmetric: KeyMetadata = {
  manager: 'CUSTOMER',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  state: 'Enabled',
  multiRegion: 'NONE',
  created: new Date('2025-01-01T00:00:00Z'),
};
const on = { enabled: true, periodDays: 365 };
const off = { enabled: false };

interface Row {
  readonly name: string;
  readonly metadata?: Partial<KeyMetadata>;
  readonly rotation?: object;
  readonly status: string;
  readonly says?: string;
  readonly maxPeriodDays?: number;
}

const rows: readonly Row[] = [
  { name: 'rotation on', rotation: on, status: 'pass', says: 'every 365 days' },
  { name: 'rotation off', rotation: off, status: 'fail' },
  { name: 'a custom period', rotation: { enabled: true, periodDays: 2560 }, status: 'pass', says: 'every 2560 days' },
  {
    name: 'a custom period over the bound',
    rotation: { enabled: true, periodDays: 2560 },
    maxPeriodDays: 365,
    status: 'fail',
    says: 'more than the 365 allowed',
  },
  { name: 'the primary of a multi-Region key', metadata: { multiRegion: 'PRIMARY' }, rotation: off, status: 'fail' },
  { name: 'a replica', metadata: { multiRegion: 'REPLICA' }, status: 'not-applicable', says: 'primary' },
  { name: 'an AWS managed key', metadata: { manager: 'AWS' }, status: 'not-applicable', says: 'AWS manages' },
  { name: 'an asymmetric key', metadata: { spec: 'RSA_2048' }, status: 'not-applicable', says: 'asymmetric' },
  {
    name: 'an HMAC key',
    metadata: { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' },
    status: 'not-applicable',
    says: 'HMAC',
  },
  { name: 'imported material', metadata: { origin: 'EXTERNAL' }, status: 'not-applicable', says: 'imported' },
  { name: 'a CloudHSM key', metadata: { origin: 'AWS_CLOUDHSM' }, status: 'not-applicable', says: 'custom key store' },
  { name: 'an external key store', metadata: { origin: 'EXTERNAL_KEY_STORE' }, status: 'not-applicable' },
  ...['Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable', 'Creating'].map((state) => ({
    name: `state ${state}`,
    metadata: { state },
    status: 'not-applicable',
    says: state,
  })),
];

test.each(rows)('$name is $status', ({ metadata, rotation = absent, status, says, maxPeriodDays }) => {
  const facts = { metadata: { ...symmetric, ...metadata }, rotation };
  const options = maxPeriodDays === undefined ? {} : { maxPeriodDays };
  const finding = evaluateCheck(check, { facts, options });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
