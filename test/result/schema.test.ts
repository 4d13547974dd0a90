import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Finding, Source } from '../../src/core/finding.js';
import type { Header } from '../../src/core/result.js';
import { findingSchema, type headerSchema, type sourceSchema } from '../../src/result/schema.js';

/** A type without `readonly`, its optional members marked, so that a missing optional member shows. */
type Plain<T> = [string | number | boolean | null | never[]] extends [T]
  ? 'any JSON value'
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? {
          -readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? { optional: Plain<T[K]> } : Plain<T[K]>;
        }
      : T;

type Same<A, B> = [Plain<A>] extends [Plain<B>] ? ([Plain<B>] extends [Plain<A>] ? true : false) : false;

test('the schema and the types in core are the same, in both directions (held by the compiler)', () => {
  const same: [
    Same<z.infer<typeof findingSchema>, Finding>,
    Same<z.infer<typeof sourceSchema>, Source>,
    Same<z.infer<typeof headerSchema>, Header>,
  ] = [true, true, true];
  const different: [
    Same<Omit<Finding, 'command'>, Finding>,
    Same<Omit<Source, 'calls'>, Source>,
    Same<Header & { readonly more: string }, Header>,
  ] = [false, false, false];
  expect([...same, ...different]).toHaveLength(6);
});

test('an optional member that is there must hold a value', () => {
  const finding: Finding = {
    fingerprint: `v1:${'0'.repeat(64)}`,
    checkId: 'a-b',
    status: 'pass',
    severity: 'low',
    recommendation: 'r',
    resource: { type: 't', key: 'k', name: 'n' },
    account: '1',
    region: 'global',
    message: 'm',
    evidence: { a: [1, null, { b: 'c' }] },
    gaps: [],
    sources: [],
  };
  expect(findingSchema.safeParse(finding).success).toBe(true);
  expect(findingSchema.safeParse({ ...finding, command: undefined }).success).toBe(false);
  expect(findingSchema.safeParse({ ...finding, evidence: { a: Number.NaN } }).success).toBe(false);
});
