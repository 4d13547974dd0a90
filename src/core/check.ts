import { sealed } from './contract.js';
import type { FactsOf, Needs, ResourceType, Within } from './dataset.js';
import type { Gap } from './fact.js';
import type { Reach, Resource } from './resource.js';

/** How bad a fail is. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'informational';

/** Severities, worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const satisfies readonly Severity[];

/** True when `severity` is as bad as `threshold` or worse. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}

/**
 * A value that decided a verdict: anything that JSON can hold, dates (written as instants; say instants,
 * never ages), and facts, whose gaps and absences are written as such.
 */
export type EvidenceValue = string | number | boolean | null | object;

/** The named values that decided a verdict. */
export type Evidence = Readonly<Record<string, EvidenceValue>>;

declare const verdictMark: unique symbol;

/** What a check says of a resource. Made by {@link pass}, {@link fail}, {@link notApplicable} or {@link undecided}. */
export interface Verdict {
  readonly [verdictMark]: true;
  readonly status: 'pass' | 'fail' | 'not-applicable' | 'unknown';
  readonly message: string;
  readonly evidence: Evidence;
  readonly severity?: Severity;
  readonly gap?: Gap;
}

function verdict(fields: Omit<Verdict, typeof verdictMark>): Verdict {
  return fields as Verdict;
}

/** The resource is as the check's title says. */
export function pass(message: string, evidence: Evidence): Verdict {
  return verdict({ status: 'pass', message, evidence });
}

/** The resource is not as the title says. `severity` may lower the check's own for a named case, never raise it. */
export function fail(message: string, evidence: Evidence, options: { readonly severity?: Severity } = {}): Verdict {
  return verdict({ status: 'fail', message, evidence, ...options });
}

/** The statement does not apply to this resource, for the reason in the message. */
export function notApplicable(message: string, evidence: Evidence): Verdict {
  return verdict({ status: 'not-applicable', message, evidence });
}

/** Hands a gap on where it leaves the verdict open. */
export function undecided(gap: Gap, message: string, evidence: Evidence = {}): Verdict {
  return verdict({ status: 'unknown', message, evidence, gap });
}

/** A threshold of a check, a number; a default of null leaves it unset. */
export interface NumberOption {
  readonly default: number | null;
  readonly minimum: number;
  readonly maximum: number;
  /** What it bounds, with its unit. */
  readonly description: string;
}

/** A list of names that a check compares with: tag keys, account ids, approved identities. */
export interface ListOption {
  readonly default: readonly string[];
  /** What the names are, and what naming one does. */
  readonly description: string;
}

/** What a check lets its user set. */
export type Option = NumberOption | ListOption;

/** True for an option that takes a list of names. */
export function isListOption(option: Option): option is ListOption {
  return Array.isArray(option.default);
}

/** What an option takes, and its default, in a few words. */
export function describeOption(option: Option): string {
  if (isListOption(option))
    return `a list; default ${option.default.length === 0 ? 'empty' : option.default.join(', ')}`;
  return `${option.minimum} to ${option.maximum}; default ${option.default ?? 'not set'}`;
}

/** The options of a check, by name. */
export type Options = Readonly<Record<string, Option>>;

/** The value of an option; null where a bound is not set. */
export type OptionValue = number | null | readonly string[];

/** The values of a check's options. */
export type OptionValues<O> = {
  readonly [K in keyof O]: O[K] extends { default: readonly string[] }
    ? readonly string[]
    : O[K] extends { default: number }
      ? number
      : number | null;
};

/** Values of options by check id and name. */
export type OptionsInForce = Readonly<Record<string, Readonly<Record<string, OptionValue>>>>;

/** What a check is handed besides resource and facts. */
export interface JudgeContext<Values> {
  /** The instant of the scan, or of the recording. */
  readonly now: Date;
  readonly options: Values;
  readonly account: string;
}

/** What to do about a fail. */
export interface Remediation {
  readonly text: string;
  /**
   * A shell command; `{name}`, `{arn}`, `{owner}`, `{region}` and `{account}` are filled in with the
   * resource's own, each quoted for a POSIX shell.
   */
  readonly cli?: string;
  /** The AWS documentation page. */
  readonly url: string;
}

/** One testable statement about one kind of resource. */
export interface Check {
  /** `<service>-<noun-phrase>`; the path of its file. */
  readonly id: string;
  /** Earlier ids; the first one keeps the fingerprint. */
  readonly aliases: readonly string[];
  /** The good state, as a sentence. */
  readonly title: string;
  readonly severity: Severity;
  /** Id of the recommendation it serves. */
  readonly recommendation: string;
  readonly rationale: string;
  readonly remediation: Remediation;
  readonly resource: ResourceType;
  readonly needs: Needs;
  readonly options: Options;
  evaluate(resource: Resource, facts: object, context: JudgeContext<OptionsInForce[string]>): Verdict;
}

/** What {@link defineCheck} takes. */
export interface CheckSpec<Name extends string, Data, R extends Reach, N extends Needs, O extends Options> {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly severity: Severity;
  readonly recommendation: string;
  readonly rationale: string;
  readonly remediation: Remediation;
  readonly resource: ResourceType<Name, Data, R>;
  readonly needs: N;
  readonly options?: O;
  readonly evaluate: (
    resource: Resource<Name, Data>,
    facts: FactsOf<N>,
    context: JudgeContext<OptionValues<O>>,
  ) => Verdict;
}

/** The part of an id before the first dash: the service that the check belongs to. */
export function serviceOf(check: { readonly id: string }): string {
  return check.id.slice(0, check.id.indexOf('-'));
}

/**
 * Declares a check.
 * @throws TypeError when the id, an option or a remediation placeholder is not of the documented form.
 */
export function defineCheck<
  Name extends string,
  Data,
  R extends Reach,
  const N extends Needs<Within<NoInfer<Name>, NoInfer<R>>>,
  const O extends Options = Record<never, never>,
>(spec: CheckSpec<Name, Data, R, N, O>): Check {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(spec.id)) {
    throw new TypeError(`check id '${spec.id}' is not of the form <service>-<noun-phrase> in kebab case`);
  }
  const placeholder = spec.remediation.cli?.match(/\{(?!(?:name|arn|owner|region|account)\})\w+\}/)?.[0];
  if (placeholder !== undefined) {
    throw new TypeError(`${spec.id}: remediation.cli has the unknown placeholder ${placeholder}`);
  }
  for (const [name, option] of Object.entries(spec.options ?? {})) {
    if (isListOption(option)) continue;
    if (option.default !== null && (option.default < option.minimum || option.default > option.maximum)) {
      throw new TypeError(`${spec.id}: the default of option '${name}' is outside its own bounds`);
    }
  }
  return sealed('check', { aliases: [], options: {}, ...spec });
}
