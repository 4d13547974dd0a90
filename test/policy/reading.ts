import type { NamedPolicy } from '../../src/policy/evaluate.js';
import { isParseFailure, parsePolicy } from '../../src/policy/parse.js';
import type { Policy } from '../../src/policy/policy.js';

/** The policy of a document that is one. */
export function policyOf(document: object): Policy {
  const parsed = parsePolicy(JSON.stringify(document));
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  return parsed;
}

/** A policy in version 2012-10-17 of these statements; each allows `s3:GetObject` on everything but where it says otherwise. */
export function named(name: string, ...statements: readonly object[]): NamedPolicy {
  const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const Statement = statements.map((fields) => ({ ...allow, ...fields }));
  return { name, policy: policyOf({ Version: '2012-10-17', Statement }) };
}
