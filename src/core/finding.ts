import { createHash } from 'node:crypto';
import { toUSVString } from 'node:util';
import type { Check, Evidence, Severity } from './check.js';
import { type GapReason, gapReasons, isAbsent, isGap } from './fact.js';
import type { Subject } from './resource.js';

/** What lintel knows of one resource by one check. */
export type Status = 'pass' | 'fail' | 'not-applicable' | 'unknown';

/** Evidence as it is written: JSON values, cut to size. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** Check x resource x verdict. Byte-equal in two scans of one state with one `now`. */
export interface Finding {
  /** `v1:` and a SHA-256 over the check's first id, partition, account, region and resource key. */
  readonly fingerprint: string;
  readonly checkId: string;
  readonly status: Status;
  /** The check's severity, or the lower one that the verdict named. */
  readonly severity: Severity;
  readonly recommendation: string;
  readonly resource: {
    readonly type: string;
    readonly key: string;
    readonly arn?: string;
    readonly name: string;
    /** Its tags, where listing it told them. */
    readonly tags?: Readonly<Record<string, string>>;
  };
  readonly account: string;
  /** Where the resource lives, or `global`. */
  readonly region: string;
  readonly message: string;
  /** The values that decided; empty only where nothing could be read. */
  readonly evidence: Readonly<Record<string, JsonValue>>;
  /** Why a value is not known; empty unless the status is `unknown`. */
  readonly gaps: readonly GapReason[];
  /** What to run about a fail, with the resource's own names, each quoted for a POSIX shell. */
  readonly command?: string;
  /** Keys of the {@link Source}s that were read for this finding. */
  readonly sources: readonly string[];
  /** Set where a person has accepted the finding. The status stays what it is. */
  readonly suppression?: Suppression;
  /** True where an acceptance of it holds no longer: it expired, or the finding became worse. It counts again. */
  readonly lapsed?: true;
  /** How it stands to the baseline, where there is one and the finding fails or is unknown here or there. */
  readonly change?: Change;
}

/** A person's recorded acceptance of a finding. */
export interface Suppression {
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, as `YYYY-MM-DD`. */
  readonly expires: string;
  readonly ticket?: string;
}

/**
 * How a finding stands to the baseline: `new` is not in it; `worse` failed less, or less severely, then;
 * `resolved` failed or was unknown then and passes or does not apply now; `changed` is any other change of
 * status or severity (a fail that is unknown now is not resolved).
 */
export type Change = 'new' | 'worse' | 'changed' | 'resolved' | 'unchanged';

/**
 * A fail or unknown of the baseline that this scan does not have: `resolved` where the scan covered its scope,
 * else `no-longer-observed`.
 */
export interface PastFinding extends Finding {
  readonly past: 'resolved' | 'no-longer-observed';
}

/** Where facts came from. Everything here may differ between two scans of one state. */
export interface Source {
  /** `service:Operation region input`; the same in two scans. */
  readonly key: string;
  readonly operation: string;
  readonly region: string;
  /** When the (last) answer came. */
  readonly time: string;
  /** One for each page. */
  readonly requestIds: readonly string[];
  readonly calls: number;
}

/** Most values that one finding's evidence holds. */
export const maxEvidenceValues = 20;
/** Most bytes of JSON that one finding's evidence holds. */
export const maxEvidenceBytes = 4096;

const longestString = 512;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Identity of a finding over scans: the check's first id and where and what the resource is. */
export function fingerprint(check: Check, partition: string, account: string, subject: Subject): string {
  const firstId = check.aliases[0] ?? check.id;
  return `v1:${sha256(JSON.stringify([firstId, partition, account, subject.region, subject.key]))}`;
}

/** A value as text, cut to `length` characters with its full length and SHA-256 where it is longer. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // A character outside the basic plane is two code units: neither half stands alone.
  const head = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  return `${head}… (${text.length} characters, sha256 ${sha256(text)})`;
}

function toJson(value: unknown, longest: number): JsonValue {
  if (isGap(value)) return `unknown: ${gapReasons(value)[0].message}`;
  if (isAbsent(value)) return 'absent';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (Array.isArray(value)) return value.map((part) => toJson(part, longest));
  switch (typeof value) {
    case 'string':
      return cut(toUSVString(value), longest);
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toJson(part, longest)]));
    default:
      throw new TypeError(`evidence of type ${typeof value}`);
  }
}

/**
 * Evidence as it is written: at most {@link maxEvidenceValues} values and {@link maxEvidenceBytes},
 * the longest cut first, each cut value with its length and SHA-256.
 * @throws TypeError when a check gives no evidence or more values than allowed: a defect of the check.
 */
export function writeEvidence(evidence: Evidence): Record<string, JsonValue> {
  const names = Object.keys(evidence);
  if (names.length > maxEvidenceValues) {
    throw new TypeError(`${names.length} evidence values, at most ${maxEvidenceValues} are allowed`);
  }
  const written: Record<string, JsonValue> = {};
  for (const name of names) written[name] = toJson(evidence[name], longestString);
  const bytes = (value: JsonValue): number => Buffer.byteLength(JSON.stringify(value));
  const bySize = [...names].sort((a, b) => bytes(written[b] as JsonValue) - bytes(written[a] as JsonValue));
  for (const length of [64, 0]) {
    for (const name of bySize) {
      if (bytes(written) <= maxEvidenceBytes) return written;
      const whole = toJson(evidence[name], Infinity);
      const shorter = cut(typeof whole === 'string' ? whole : JSON.stringify(whole), length);
      if (bytes(shorter) < bytes(written[name] as JsonValue)) written[name] = shorter;
    }
  }
  return written;
}

/** One argument of a POSIX shell, whatever it holds. */
export function shellQuote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/** Fills the placeholders of a remediation command; undefined where one has no value. */
export function fillCommand(template: string, names: Readonly<Record<string, string | undefined>>): string | undefined {
  const placeholder = /\{(name|arn|owner|region|account)\}/g;
  const used = [...template.matchAll(placeholder)].map(([, name = '']) => name);
  if (used.some((name) => names[name] === undefined)) return undefined;
  return template.replaceAll(placeholder, (_, name: string) => shellQuote(names[name] ?? ''));
}

/** Order of findings in a result: check, account, region, key. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.checkId, b.checkId) ||
    compareText(a.account, b.account) ||
    compareText(a.region, b.region) ||
    compareText(a.resource.key, b.resource.key)
  );
}

/** Order by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
