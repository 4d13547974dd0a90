/** Literal facts of the credential report, for the tests of the checks that judge them. */
import { absent } from '../../../src/core/fact.js';
import type { KeySlot } from '../../../src/datasets/iam-credential-report.js';
import type { UserCredentials } from '../../../src/datasets/iam-credentials.js';

export const now = new Date('2026-11-01T09:00:00Z');
export const reportGeneratedAt = new Date('2026-11-01T06:00:00Z');

export const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

/** A slot with an active key that was never used. */
export const slot = (fields: Partial<KeySlot> = {}): KeySlot => ({
  active: true,
  lastRotated: daysAgo(100),
  lastUsed: 'never',
  lastUsedRegion: absent,
  lastUsedService: absent,
  ...fields,
});

export const inactive = slot({ active: false });

/** A user without credentials. */
export const credentials = (fields: Partial<UserCredentials> = {}): UserCredentials => ({
  created: daysAgo(400),
  password: absent,
  mfa: false,
  keys: [],
  reportGeneratedAt,
  ...fields,
});

/** A password that was used yesterday. */
export const password = { lastUsed: daysAgo(1), lastChanged: daysAgo(200) };
