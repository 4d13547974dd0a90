/**
 * What reading a dataset can give: a value, {@link Absent}, or a {@link Gap}.
 * The two markers share no property with data, so a check cannot read through
 * one by accident: `fact.enabled` does not compile until both are ruled out.
 */

const absentMark: unique symbol = Symbol('absent');

/** AWS answered that the thing is not there (declared per call, for example `NoSuchBucketPolicy`). */
export interface Absent {
  readonly [absentMark]: true;
}

/** The one {@link Absent} value. */
export const absent: Absent = Object.freeze({ [absentMark]: true as const });

/** True when AWS answered that there is no such thing. */
export function isAbsent(fact: unknown): fact is Absent {
  return fact === absent;
}

/** Why a value is not known. */
export type GapKind =
  | 'denied'
  | 'throttled'
  | 'timeout'
  | 'unreachable'
  | 'unsupported'
  | 'malformed'
  | 'stale'
  | 'foreign'
  | 'not-recorded'
  | 'cancelled'
  | 'credentials'
  | 'defect';

/** Which kind of policy refused a call, as far as the wording of the refusal tells. */
export type DeniedBy = 'identity' | 'scp' | 'rcp' | 'boundary' | 'session' | 'resource' | 'endpoint' | 'unstated';

/** One reason why a value is not known. Holds nothing that changes between two scans of one state. */
export interface GapReason {
  readonly kind: GapKind;
  /** Set for `denied` only. */
  readonly by?: DeniedBy;
  /** The API operation, as `service:Operation`. */
  readonly operation?: string;
  /** The IAM actions that the operation needs. */
  readonly actions?: readonly string[];
  /** The error code as AWS spelled it. */
  readonly code?: string;
  /** The region asked, or `global`. */
  readonly region: string;
  /** One sentence in our own words. */
  readonly message: string;
}

const gapMark: unique symbol = Symbol('gap');

/**
 * A value that could not be read, with every reason for it. Only the engine and
 * datasets create one ({@link createGap} is not part of what checks may import);
 * a check can hand one on and cannot make one up.
 */
export interface Gap {
  readonly [gapMark]: readonly [GapReason, ...GapReason[]];
}

/** Creates a gap. For the engine and datasets only; the architecture test keeps checks from it. */
export function createGap(...reasons: readonly [GapReason, ...GapReason[]]): Gap {
  return Object.freeze({ [gapMark]: Object.freeze(reasons) });
}

/** True when the value could not be read. */
export function isGap(fact: unknown): fact is Gap {
  return typeof fact === 'object' && fact !== null && gapMark in fact;
}

/** The reasons of a gap, first cause first. */
export function gapReasons(gap: Gap): readonly [GapReason, ...GapReason[]] {
  return gap[gapMark];
}

/** One gap that carries the reasons of all, each stated once. */
export function mergeGaps(gaps: readonly [Gap, ...Gap[]]): Gap {
  const [first, ...rest] = gaps;
  if (rest.length === 0) return first;
  const reasons = new Map<string, GapReason>();
  for (const gap of gaps) for (const reason of gap[gapMark]) reasons.set(JSON.stringify(reason), reason);
  return createGap(...([...reasons.values()] as [GapReason, ...GapReason[]]));
}

/** A list that may be incomplete: what was read, and why the rest was not. */
export interface List<T> {
  readonly items: readonly T[];
  readonly gaps: readonly Gap[];
}
