/**
 * The fewest calls that can answer a check, worked out from the account's shape alone.
 * Nothing here knows how lintel plans a scan: a call it sends beyond these is one too many.
 */
import type { AccountShape } from './account.js';
import { cloudtrail } from './minimum/cloudtrail.js';
import type { Formulas } from './minimum/formula.js';
import { governance } from './minimum/governance.js';
import { iam } from './minimum/iam.js';
import { kms } from './minimum/kms.js';
import { s3 } from './minimum/s3.js';

/** Calls by `service:Operation`. */
export type Calls = ReadonlyMap<string, number>;

function everyScan(): Record<string, number> {
  return { 'sts:GetCallerIdentity': 1, 'ec2:DescribeRegions': 1 };
}

const formulas: Formulas = { ...cloudtrail, ...governance, ...iam, ...kms, ...s3 };

/** The checks that have a formula. */
export const measuredChecks: readonly string[] = Object.keys(formulas);

/**
 * The fewest calls for a scan with these checks. Two checks that make one call make it
 * about the same things, so the larger number holds both.
 * @throws TypeError for a check without a formula.
 */
export function minimumCalls(checks: readonly string[], account: AccountShape): Calls {
  const calls = new Map(Object.entries(everyScan()));
  for (const check of checks) {
    const formula = formulas[check];
    if (formula === undefined) throw new TypeError(`no formula for the check ${check}`);
    for (const [call, count] of Object.entries(formula(account))) {
      if (count > 0) calls.set(call, Math.max(count, calls.get(call) ?? 0));
    }
  }
  const byOperation = new Map<string, number>();
  for (const [call, count] of calls) {
    const [operation = call] = call.split(' ');
    byOperation.set(operation, (byOperation.get(operation) ?? 0) + count);
  }
  return byOperation;
}

/** All calls of a map together. */
export function total(calls: Calls): number {
  let sum = 0;
  for (const count of calls.values()) sum += count;
  return sum;
}
