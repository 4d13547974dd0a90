import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-versioned-lifecycle.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const rule = (members: object = {}) => ({ enabled: true, filtered: false, transitions: false, ...members });
const versioned = { status: 'Enabled', mfaDelete: false };

const rows: readonly {
  readonly name: string;
  readonly versioning?: unknown;
  readonly lifecycle: unknown;
  readonly status: string;
  readonly says?: string;
}[] = [
  {
    name: 'rules for versions and uploads',
    lifecycle: [rule({ noncurrentDays: 30 }), rule({ abortUploadDays: 7 })],
    status: 'pass',
    says: 'Versioned, with lifecycle rules in force',
  },
  {
    name: 'a rule for neither',
    lifecycle: [rule({ expirationDays: 90 })],
    status: 'pass',
    says: '; none expires noncurrent versions or ends incomplete uploads',
  },
  {
    name: 'a rule for versions',
    lifecycle: [rule({ noncurrentDays: 30 })],
    status: 'pass',
    says: '; none ends incomplete uploads',
  },
  {
    name: 'a disabled rule for versions beside another',
    lifecycle: [rule({ noncurrentDays: 30, enabled: false }), rule({ abortUploadDays: 7 })],
    status: 'pass',
    says: '; none expires noncurrent versions',
  },
  { name: 'disabled rules', lifecycle: [rule({ enabled: false })], status: 'fail', says: 'disabled' },
  { name: 'no configuration', lifecycle: absent, status: 'fail', says: 'without a lifecycle configuration' },
  { name: 'lifecycle denied', lifecycle: gap, status: 'unknown' },
  { name: 'versioning denied', versioning: gap, lifecycle: absent, status: 'unknown' },
  {
    name: 'never versioned',
    versioning: { status: 'never', mfaDelete: false },
    lifecycle: gap,
    status: 'not-applicable',
  },
  {
    name: 'suspended',
    versioning: { status: 'Suspended', mfaDelete: false },
    lifecycle: absent,
    status: 'not-applicable',
    says: 'suspended',
  },
];

test.each(rows)('$name is $status', ({ versioning = versioned, lifecycle, status, says = '' }) => {
  const finding = evaluateCheck(check, { facts: { versioning, lifecycle } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});

test('nothing is missing where rules cover both', () => {
  const lifecycle = [rule({ noncurrentDays: 30, abortUploadDays: 7 })];
  const { message } = evaluateCheck(check, { facts: { versioning: versioned, lifecycle } });
  expect(message).toBe('Versioned, with lifecycle rules in force');
});
