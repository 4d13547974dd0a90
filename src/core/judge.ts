import { type Check, type OptionsInForce, type OptionValue, severities, type Verdict } from './check.js';
import { createGap, type Gap, gapReasons, isGap, mergeGaps } from './fact.js';
import { fillCommand, type Finding, fingerprint, writeEvidence } from './finding.js';
import { describeDefect } from './limits.js';
import type { Resolved } from './holder.js';
import type { Resource, Subject } from './resource.js';
import { plural } from './words.js';

/** What judging needs besides the check, the resource and its facts. */
export interface Bench {
  readonly partition: string;
  readonly account: string;
  readonly now: Date;
  /** Options by check id, where they differ from the check's defaults. */
  readonly options: OptionsInForce;
}

/** The options in force for a check. */
export function optionsOf(check: Check, set: OptionsInForce): Record<string, OptionValue> {
  const defaults = Object.entries(check.options).map(([name, option]) => [name, option.default] as const);
  return { ...Object.fromEntries(defaults), ...set[check.id] };
}

/** Judges one resource by one check. A gap in a plain need, or a check that throws, gives `unknown`. */
export function judge(check: Check, resource: Resource, resolved: Resolved, bench: Bench): Finding {
  const [first, ...rest] = resolved.gaps;
  if (first !== undefined) return unknownFinding(check, resource, mergeGaps([first, ...rest]), resolved.sources, bench);
  try {
    const verdict = check.evaluate(resource, resolved.facts, {
      now: bench.now,
      options: optionsOf(check, bench.options),
      account: bench.account,
    });
    return toFinding(check, resource, verdict, resolved.sources, bench);
  } catch (error) {
    const gap = createGap({
      kind: 'defect',
      region: resource.region,
      message: `Check ${check.id} failed: ${describeDefect(error)}.`,
    });
    return unknownFinding(check, resource, gap, resolved.sources, bench);
  }
}

/** The finding of a check that could not judge. */
export function unknownFinding(
  check: Check,
  subject: Subject,
  gap: Gap,
  sources: readonly string[],
  bench: Bench,
): Finding {
  const reasons = gapReasons(gap);
  const more = reasons.length > 1 ? ` (and ${plural(reasons.length - 1, 'more reason')})` : '';
  return {
    ...identity(check, subject, bench),
    status: 'unknown',
    severity: check.severity,
    message: `Not known: ${reasons[0].message}${more}`,
    evidence: {},
    gaps: reasons,
    sources,
  };
}

function toFinding(
  check: Check,
  resource: Resource,
  verdict: Verdict,
  sources: readonly string[],
  bench: Bench,
): Finding {
  assertVerdict(verdict);
  const severity = verdict.severity ?? check.severity;
  if (severities.indexOf(severity) < severities.indexOf(check.severity)) {
    throw new TypeError('a verdict raised the severity of its check');
  }
  const evidence = writeEvidence(verdict.evidence);
  if (verdict.status !== 'unknown' && Object.keys(evidence).length === 0) throw new TypeError('no evidence');
  const command =
    verdict.status === 'fail' && check.remediation.cli !== undefined
      ? fillCommand(check.remediation.cli, {
          name: resource.name,
          arn: resource.arn,
          owner: resource.owner,
          region: resource.region,
          account: bench.account,
        })
      : undefined;
  return {
    ...identity(check, resource, bench),
    status: verdict.status,
    severity,
    message: verdict.message,
    evidence,
    gaps: verdict.gap === undefined ? [] : gapReasons(verdict.gap),
    ...(command !== undefined && { command }),
    sources,
  };
}

/** Refuses what a check that no compiler saw may return instead of a verdict. */
function assertVerdict(verdict: unknown): void {
  if (verdict instanceof Promise) {
    // Its failure must not end the process.
    verdict.catch(() => {});
    throw new TypeError('evaluate returned a promise; checks are synchronous');
  }
  const { status, gap } = verdict as Partial<Verdict>;
  if (status === 'unknown' ? !isGap(gap) : status !== 'pass' && status !== 'fail' && status !== 'not-applicable') {
    throw new TypeError(status === 'unknown' ? 'an unknown verdict without a gap' : 'a verdict of no known status');
  }
}

function identity(check: Check, subject: Subject, { partition, account }: Bench) {
  return {
    fingerprint: fingerprint(check, partition, account, subject),
    checkId: check.id,
    recommendation: check.recommendation,
    resource: {
      type: subject.type,
      key: subject.key,
      ...(subject.arn !== undefined && { arn: subject.arn }),
      name: subject.name,
      ...(subject.tags !== undefined && { tags: subject.tags }),
    },
    account,
    region: subject.region,
  };
}
