import { BlockList, isIP } from 'node:net';
import { type Held, unknown } from './held.js';
import { matchesWildcard } from './match.js';
import type { Operator } from './policy.js';
import { quoted } from './text.js';
import { expand, type Reading } from './variables.js';

/** Whether one value of a request meets one value of a policy. */
export type Comparison = (wanted: string, value: string, reading: Reading) => Held;

/** How an operator compares; `negated` ones hold when none of the policy's values is met. */
export interface Comparing {
  readonly negated: boolean;
  readonly compare: Comparison;
}

/**
 * How an operator compares two values. Values that are not of the operator's kind (a word where a number is asked)
 * make it unknown: AWS does not say what it does with them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function comparing(operator: Exclude<Operator, 'Null'>): Comparing {
  return comparisons[operator];
}

const is = (compare: Comparison): Comparing => ({ negated: false, compare });
const isNot = (compare: Comparison): Comparing => ({ negated: true, compare });

function texts(wildcards: boolean, fold: (text: string) => string = (text) => text): Comparison {
  return (wanted, value, reading) => {
    const expanded = expand(wanted, wildcards, reading);
    if (expanded === undefined || !matchesWildcard(Array.from(expanded.pattern, fold), fold(value))) return false;
    return expanded.unknown.length === 0 || { unknown: expanded.unknown };
  };
}

/** Each of the six parts of an ARN by itself: a wildcard does not reach over a colon, but for those in the last part. */
function arns(wanted: string, value: string, reading: Reading): Held {
  const expanded = expand(wanted, true, reading);
  if (expanded === undefined) return false;
  const open: Held = expanded.unknown.length === 0 || { unknown: expanded.unknown };
  const parts = arnParts(Array.from(expanded.pattern));
  if (parts === undefined) return open === true ? unknown(`${quoted(wanted)} is not an ARN`) : open;
  const own = arnParts(value.split(''));
  if (own === undefined) return unknown(`${quoted(value)} is not an ARN`);
  return parts.every((part, index) => matchesWildcard(part, own[index] ?? [])) && open;
}

function arnParts(characters: readonly string[]): readonly (readonly string[])[] | undefined {
  const parts: (readonly string[])[] = [];
  let from = 0;
  while (parts.length < 5) {
    const colon = characters.indexOf(':', from);
    if (colon < 0) return undefined;
    parts.push(characters.slice(from, colon));
    from = colon + 1;
  }
  return [...parts, characters.slice(from)];
}

type Order = (value: number, wanted: number) => boolean;

const orders = {
  equal: (value: number, wanted: number) => value === wanted,
  less: (value: number, wanted: number) => value < wanted,
  lessOrEqual: (value: number, wanted: number) => value <= wanted,
  greater: (value: number, wanted: number) => value > wanted,
  greaterOrEqual: (value: number, wanted: number) => value >= wanted,
};

function measured(kind: string, read: (text: string) => number | undefined, order: Order): Comparison {
  return (wanted, value) => {
    const [left, right] = [read(value), read(wanted)];
    if (left === undefined) return unknown(`${quoted(value)} is not a ${kind}`);
    return right === undefined ? unknown(`${quoted(wanted)} is not a ${kind}`) : order(left, right);
  };
}

const numbers = (order: Order): Comparison =>
  measured('number', (text) => (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined), order);

const dates = (order: Order): Comparison => measured('date', instant, order);

/** ISO 8601 from the month on, or seconds since 1970. Four digits may be either, a year or seconds: they are neither. */
function instant(text: string): number | undefined {
  if (/^\d{5,}$/.test(text)) return Number(text) * 1000;
  const iso = /^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?$/;
  const parsed = iso.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function truths(wanted: string, value: string): Held {
  const kind = /^(true|false)$/i;
  const odd = [value, wanted].find((text) => !kind.test(text));
  return odd === undefined ? wanted.toLowerCase() === value.toLowerCase() : unknown(`${quoted(odd)} is not a boolean`);
}

function addresses(wanted: string, value: string): Held {
  const [network = '', prefix] = wanted.split('/', 2);
  const family = isIP(network);
  const bits = family === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix);
  if (family === 0 || !/^(\/\d{1,3})?$/.test(wanted.slice(network.length)) || length > bits || network.includes('%')) {
    return unknown(`${quoted(wanted)} is not an address range`);
  }
  if (isIP(value) === 0 || value.includes('%')) return unknown(`${quoted(value)} is not an address`);
  if (isIP(value) !== family) return false;
  const range = new BlockList();
  range.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6');
  return range.check(value, family === 4 ? 'ipv4' : 'ipv6');
}

const lower = (text: string): string => text.toLowerCase();

const comparisons: Readonly<Record<Exclude<Operator, 'Null'>, Comparing>> = {
  StringEquals: is(texts(false)),
  StringNotEquals: isNot(texts(false)),
  StringEqualsIgnoreCase: is(texts(false, lower)),
  StringNotEqualsIgnoreCase: isNot(texts(false, lower)),
  StringLike: is(texts(true)),
  StringNotLike: isNot(texts(true)),
  NumericEquals: is(numbers(orders.equal)),
  NumericNotEquals: isNot(numbers(orders.equal)),
  NumericLessThan: is(numbers(orders.less)),
  NumericLessThanEquals: is(numbers(orders.lessOrEqual)),
  NumericGreaterThan: is(numbers(orders.greater)),
  NumericGreaterThanEquals: is(numbers(orders.greaterOrEqual)),
  DateEquals: is(dates(orders.equal)),
  DateNotEquals: isNot(dates(orders.equal)),
  DateLessThan: is(dates(orders.less)),
  DateLessThanEquals: is(dates(orders.lessOrEqual)),
  DateGreaterThan: is(dates(orders.greater)),
  DateGreaterThanEquals: is(dates(orders.greaterOrEqual)),
  Bool: is(truths),
  BinaryEquals: is((wanted, value) => wanted === value),
  IpAddress: is(addresses),
  NotIpAddress: isNot(addresses),
  ArnEquals: is(arns),
  ArnLike: is(arns),
  ArnNotEquals: isNot(arns),
  ArnNotLike: isNot(arns),
};
