import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-mfa-delete.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const on = { versioning: { status: 'Enabled', mfaDelete: true } };
const facts = { versioning: { status: 'Enabled', mfaDelete: false }, lifecycle: absent, objectLock: absent };
const locked = (mode: string) => ({ objectLock: { enabled: true, defaultRetention: { mode, days: 30 } } });

const rows: readonly {
  readonly name: string;
  readonly facts: object;
  readonly status: string;
  readonly severity?: string;
  readonly says?: string;
}[] = [
  { name: 'MFA delete on', facts: on, status: 'pass' },
  { name: 'MFA delete on, the rest denied', facts: { ...on, lifecycle: gap, objectLock: gap }, status: 'pass' },
  { name: 'versioned without MFA delete', facts: {}, status: 'fail', says: 'can be deleted without MFA' },
  {
    name: 'MFA delete on, versioning suspended',
    facts: { versioning: { status: 'Suspended', mfaDelete: true } },
    status: 'fail',
    says: 'Versioning is suspended',
  },
  {
    name: 'never versioned',
    facts: { versioning: { status: 'never', mfaDelete: false } },
    status: 'fail',
    says: 'Versioning is off',
  },
  {
    name: 'a lifecycle configuration',
    facts: { lifecycle: [] },
    status: 'not-applicable',
    says: 'rules MFA delete out',
  },
  { name: 'lifecycle denied', facts: { lifecycle: gap }, status: 'unknown' },
  {
    name: 'Object Lock in compliance mode',
    facts: locked('COMPLIANCE'),
    status: 'fail',
    severity: 'informational',
    says: 'compliance mode',
  },
  { name: 'Object Lock in governance mode', facts: locked('GOVERNANCE'), status: 'fail' },
  { name: 'Object Lock without retention', facts: { objectLock: { enabled: true } }, status: 'fail' },
  { name: 'Object Lock denied', facts: { objectLock: gap }, status: 'fail' },
  { name: 'versioning denied', facts: { versioning: gap }, status: 'unknown' },
];

test.each(rows)('$name is $status', ({ facts: given, status, severity = 'low', says = '' }) => {
  const finding = evaluateCheck(check, { facts: { ...facts, ...given } });
  expect(finding).toMatchObject({ status, severity });
  expect(finding.message).toContain(says);
});
