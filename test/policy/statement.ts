import { isParseFailure, parsePolicy } from '../../src/policy/parse.js';
import type { Policy } from '../../src/policy/policy.js';

/** A policy of these statements. */
export function policy(...statements: readonly object[]): Policy {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  return parsed;
}
