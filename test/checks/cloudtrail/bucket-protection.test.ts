import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/bucket-protection.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const resource = { name: 'logs', data: { trails: ['main'], prefixes: ['AWSLogs/'] } };
const lock = { enabled: true, defaultRetention: { mode: 'COMPLIANCE', days: 365 } };
const versioned = { status: 'Enabled', mfaDelete: false };
const mfa = { status: 'Enabled', mfaDelete: true };
const expiring = (expirationDays: number) => [{ enabled: true, filtered: false, transitions: false, expirationDays }];

interface Row {
  readonly name: string;
  readonly versioning?: unknown;
  readonly objectLock?: unknown;
  readonly lifecycle?: unknown;
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  { name: 'Object Lock', objectLock: lock, status: 'pass', says: 'Object Lock keeps' },
  { name: 'MFA delete', versioning: mfa, status: 'pass', says: 'takes MFA' },
  { name: 'neither', status: 'fail', says: 'Has neither Object Lock' },
  { name: 'Object Lock without a default', objectLock: { enabled: true }, status: 'fail', says: 'Has neither' },
  { name: 'versioning suspended', versioning: { ...mfa, status: 'Suspended' }, status: 'fail', says: 'Has neither' },
  {
    name: 'logs that expire',
    objectLock: lock,
    lifecycle: expiring(90),
    status: 'fail',
    says: 'A lifecycle rule expires log files before 365 days',
  },
  { name: 'logs that expire late', objectLock: lock, lifecycle: expiring(400), status: 'pass', says: 'Object Lock' },
  { name: 'neither, and expiring', lifecycle: expiring(1), status: 'fail', says: 'MFA delete; a lifecycle rule' },
  { name: 'Object Lock denied, MFA delete', objectLock: gap, versioning: mfa, status: 'pass', says: 'takes MFA' },
  { name: 'Object Lock denied', objectLock: gap, status: 'unknown', says: 'could not be settled' },
  { name: 'versioning denied', versioning: gap, status: 'unknown', says: 'could not be settled' },
  { name: 'lifecycle denied', objectLock: lock, lifecycle: gap, status: 'unknown', says: 'could not be settled' },
  { name: 'neither, lifecycle denied', lifecycle: gap, status: 'fail', says: 'Has neither' },
  {
    name: 'expiring, Object Lock denied',
    objectLock: gap,
    lifecycle: expiring(90),
    status: 'fail',
    says: 'A lifecycle rule',
  },
];

test.each(rows)(
  '$name is $status',
  ({ versioning = versioned, objectLock = absent, lifecycle = absent, status, says }) => {
    const finding = evaluateCheck(check, { resource, facts: { protection: { versioning, objectLock, lifecycle } } });
    expect(finding.status).toBe(status);
    expect(finding.message).toContain(says);
  },
);

test('the retention is an option', () => {
  const facts = { protection: { versioning: versioned, objectLock: lock, lifecycle: expiring(90) } };
  expect(evaluateCheck(check, { resource, facts, options: { minRetentionDays: 90 } }).status).toBe('pass');
});
