import type { Policy } from './policy.js';
import type { Lookup } from './request.js';

/** Where a policy's text is read: the version of its language, and the request that gives variables their values. */
export interface Reading {
  readonly version: Policy['version'];
  readonly lookup: Lookup;
}

/** A text with its variables replaced. */
export interface Expanded {
  /** For `matchesWildcard`. A variable whose value is not known has become `*`: what that fails, every value fails. */
  readonly pattern: ArrayLike<string>;
  /** What is not known of its variables. */
  readonly unknown: readonly string[];
}

/**
 * Replaces the policy variables of a resource or of a value that a string or ARN operator compares; undefined when
 * a variable without a default has no value: such a text matches nothing. A value replaced is plain text even
 * where it holds wildcards; so is the whole text when it is not read with `wildcards`. Version 2008-10-17
 * has no variables. A key with several values is no variable.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expand(text: string, wildcards: boolean, { version, lookup }: Reading): Expanded | undefined {
  const hasVariables = version === '2012-10-17' && text.includes('${');
  if (!hasVariables) return { pattern: wildcards ? text : plain(text), unknown: [] };
  const pattern: string[] = [];
  const unknown: string[] = [];
  for (const part of text.split(/(\$\{[^}]*\})/)) {
    const variable = /^\$\{([^}]*)\}$/.exec(part)?.[1];
    if (variable === undefined) pattern.push(...(wildcards ? characters(part) : plain(part)));
    else if (variable === '*' || variable === '?' || variable === '$') pattern.push(part);
    else {
      const [, key = variable, fallback] = /^(.*?)\s*,\s*'(.*)'$/.exec(variable) ?? [];
      const found = lookup(key.trim());
      if ('unknown' in found) {
        pattern.push('*');
        unknown.push(...found.unknown);
        continue;
      }
      const value = found.length === 0 ? fallback : found.length === 1 ? found[0] : undefined;
      if (value === undefined) return undefined;
      pattern.push(...plain(value));
    }
  }
  return { pattern, unknown };
}

// By code units, as texts are compared.
const characters = (text: string): string[] => text.split('');

const plain = (text: string): string[] =>
  characters(text).map((one) => (one === '*' || one === '?' ? `\${${one}}` : one));
