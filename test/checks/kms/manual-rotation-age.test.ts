import { expect, test } from 'vitest';
import check from '../../../checks/kms/manual-rotation-age.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const now = new Date('2026-01-01T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const old = daysAgo(731);
const imported = {
  manager: 'CUSTOMER',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'EXTERNAL',
  state: 'Enabled',
  multiRegion: 'NONE',
  created: old,
};

interface Row {
  readonly name: string;
  readonly metadata?: object;
  readonly lastRotation?: unknown;
  readonly aliases?: unknown;
  readonly status: string;
  readonly says: string;
  readonly severity?: string;
}

const rows: readonly Row[] = [
  { name: 'too old', status: 'fail', says: 'Made 731 days ago, more than the 730 days allowed' },
  { name: 'just young enough', metadata: { created: daysAgo(730) }, status: 'pass', says: 'Made 730 days ago' },
  { name: 'rotated lately', lastRotation: { at: daysAgo(3) }, status: 'pass', says: 'Last rotated 3 days ago' },
  { name: 'rotated long ago', lastRotation: { at: old }, status: 'fail', says: 'Last rotated 731 days ago' },
  { name: 'too old, rotations denied', lastRotation: gap, status: 'unknown', says: 'could not be read' },
  {
    name: 'young, rotations denied',
    metadata: { created: daysAgo(3) },
    lastRotation: gap,
    status: 'pass',
    says: 'Made 3 days ago',
  },
  {
    name: 'too old and without an alias',
    aliases: [],
    status: 'fail',
    says: 'may be one that was replaced',
    severity: 'informational',
  },
  { name: 'too old, aliases denied', aliases: gap, status: 'fail', says: 'more than the 730 days' },
  { name: 'asymmetric', metadata: { spec: 'RSA_2048', origin: 'AWS_KMS' }, status: 'fail', says: 'Made 731' },
  {
    name: 'HMAC',
    metadata: { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC', origin: 'AWS_KMS' },
    status: 'fail',
    says: 'Made 731',
  },
  { name: 'in a custom key store', metadata: { origin: 'AWS_CLOUDHSM' }, status: 'fail', says: 'Made 731' },
  { name: 'rotated by KMS', metadata: { origin: 'AWS_KMS' }, status: 'not-applicable', says: 'automatically' },
  { name: 'a replica', metadata: { multiRegion: 'REPLICA' }, status: 'not-applicable', says: 'primary' },
  { name: 'a primary', metadata: { multiRegion: 'PRIMARY' }, status: 'fail', says: 'Made 731' },
  { name: 'disabled', metadata: { state: 'Disabled' }, status: 'not-applicable', says: 'Disabled' },
  {
    name: 'managed by AWS',
    metadata: { manager: 'AWS' },
    aliases: absent,
    status: 'not-applicable',
    says: 'AWS manages',
  },
];

test.each(rows)(
  'a key that is $name is $status',
  ({ metadata, lastRotation = absent, aliases = ['alias/data'], status, says, severity = 'low' }) => {
    const facts = { metadata: { ...imported, ...metadata }, lastRotation, aliases };
    const finding = evaluateCheck(check, { facts, now });
    expect(finding).toMatchObject({ status, severity });
    expect(finding.message).toContain(says);
  },
);

test('the age is an option', () => {
  const facts = { metadata: imported, lastRotation: absent, aliases: [] };
  expect(evaluateCheck(check, { facts, now, options: { maxAgeDays: 1000 } }).status).toBe('pass');
});
