/** The checks of the password policy, one statement each. */
import { describe, expect, test } from 'vitest';
import expiry from '../../../checks/iam/password-policy-expiry.js';
import length from '../../../checks/iam/password-policy-length.js';
import lowercase from '../../../checks/iam/password-policy-lowercase.js';
import numbers from '../../../checks/iam/password-policy-numbers.js';
import reuse from '../../../checks/iam/password-policy-reuse.js';
import symbols from '../../../checks/iam/password-policy-symbols.js';
import uppercase from '../../../checks/iam/password-policy-uppercase.js';
import type { Check } from '../../../src/core/check.js';
import { absent, type Absent } from '../../../src/core/fact.js';
import type { PasswordPolicy } from '../../../src/datasets/iam-account.js';
import { evaluateCheck } from '../../../src/testing.js';

const strong: PasswordPolicy = {
  minimumLength: 14,
  uppercase: true,
  lowercase: true,
  numbers: true,
  symbols: true,
  remembered: 24,
  maximumAgeDays: 'never',
};
const weak: PasswordPolicy = {
  minimumLength: 6,
  uppercase: false,
  lowercase: false,
  numbers: false,
  symbols: false,
  remembered: 0,
  maximumAgeDays: 'never',
};

describe.each<readonly [keyof PasswordPolicy, Check]>([
  ['uppercase', uppercase],
  ['lowercase', lowercase],
  ['numbers', numbers],
  ['symbols', symbols],
])('%s', (member, check) => {
  const rows: readonly (readonly [string, PasswordPolicy | Absent, string])[] = [
    ['required', { ...weak, [member]: true }, 'pass'],
    ['not required', { ...strong, [member]: false }, 'fail'],
    ['by the default policy', absent, 'fail'],
  ];
  test.each(rows)('%s', (_, policy, status) => {
    expect(evaluateCheck(check, { facts: { policy } }).status).toBe(status);
  });
});

interface Row {
  readonly policy: PasswordPolicy | Absent;
  readonly options?: Readonly<Record<string, number>>;
  readonly status: string;
  readonly says: string;
}

function table(check: Check, rows: readonly Row[]): void {
  test.each(rows)('$says', ({ policy, options = {}, status, says }) => {
    const finding = evaluateCheck(check, { facts: { policy }, options });
    expect(finding.status).toBe(status);
    expect(finding.message).toContain(says);
  });
}

describe('length', () => {
  table(length, [
    { policy: strong, status: 'pass', says: 'Passwords need 14 characters' },
    { policy: { ...strong, minimumLength: 13 }, status: 'fail', says: '13 characters, fewer than 14' },
    { policy: absent, status: 'fail', says: '8 characters, by the default of AWS, fewer than 14' },
    { policy: absent, options: { minLength: 8 }, status: 'pass', says: '8 characters, by the default of AWS' },
  ]);
});

describe('reuse', () => {
  table(reuse, [
    { policy: strong, status: 'pass', says: 'The last 24 passwords may not be used again' },
    { policy: { ...strong, remembered: 23 }, status: 'fail', says: 'The last 23 passwords' },
    { policy: weak, status: 'fail', says: 'Every earlier password may be used again' },
    { policy: absent, status: 'fail', says: 'No password policy is set' },
    {
      policy: { ...strong, remembered: 5 },
      options: { minRemembered: 5 },
      status: 'pass',
      says: 'The last 5 passwords',
    },
  ]);
});

describe('expiry', () => {
  const aged = { ...strong, maximumAgeDays: 91 };
  const options = { maxAgeDays: 90 };
  table(expiry, [
    { policy: strong, status: 'not-applicable', says: 'Passwords never expire; no age limit is configured' },
    { policy: aged, status: 'not-applicable', says: 'after 91 days; no age limit' },
    { policy: absent, status: 'not-applicable', says: 'never expire; no age limit' },
    { policy: aged, options, status: 'fail', says: 'Passwords expire after 91 days' },
    { policy: { ...aged, maximumAgeDays: 90 }, options, status: 'pass', says: 'Passwords expire after 90 days' },
    { policy: strong, options, status: 'fail', says: 'Passwords never expire' },
    { policy: absent, options: { maxAgeDays: 365 }, status: 'fail', says: 'never expire' },
  ]);
});
