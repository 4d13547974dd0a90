import { atLeast, type Severity } from './check.js';
import type { Finding } from './finding.js';
import type { Header, ScanResult } from './result.js';
import { plural } from './words.js';

/** The least severity of a fail that closes the gate; `none` lets every fail through. */
export type FailOn = Severity | 'none';

/**
 * What of the unknown keeps the gate from passing: `severity` reads unknowns as fails are read; `check` only checks
 * that could judge nothing; `any` every unknown; `off` none; a number the share of findings (0 to 1) that may be unknown.
 */
export type FailOnUnknown = 'severity' | 'check' | 'any' | 'off' | number;

/** What a gate lets through. */
export interface GatePolicy {
  readonly failOn: FailOn;
  readonly failOnUnknown: FailOnUnknown;
  /** True where only findings count that are new since the baseline, became worse, or are accepted no longer. */
  readonly newOnly: boolean;
}

/** What the gate decided. */
export interface Decision {
  /** 0 passed, 1 failed, 3 not known enough. */
  readonly exitCode: 0 | 1 | 3;
  /** Why, in words, one sentence for each reason. */
  readonly reasons: readonly string[];
}

/** Most checks that a reason names. */
const mostNamed = 8;

/** What a gate needs of a result: findings that no suppression covers, counted by how the policy reads them. */
interface Tally {
  readonly header: Header;
  findings: number;
  /** Fails at or above the threshold. */
  fails: number;
  /** Unknowns that the policy counts, of any severity. */
  unknowns: number;
  /** Unknowns at or above the threshold. */
  graveUnknowns: number;
  suppressed: number;
  /** Fails at or above the threshold that the baseline had already. */
  old: number;
  /** Checks that gave a verdict, and checks that left something unknown. */
  readonly judged: Set<string>;
  readonly left: Set<string>;
  readonly accepted: Set<string>;
}

/**
 * Decides whether results pass: 1 when a fail stands at or above the threshold that nobody has accepted; 3 when the
 * policy says that too little is known, or a scan was cut short. 1 wins over 3, and both are named.
 */
export async function gate(results: readonly ScanResult[], policy: GatePolicy): Promise<Decision> {
  const tallies = await Promise.all(results.map(async (result) => tally(result, policy)));
  const { failOn, newOnly } = policy;
  const sum = (count: (one: Tally) => number): number => tallies.reduce((total, one) => total + count(one), 0);
  const fails = sum((one) => one.fails);
  const closed = fails > 0 ? [`${plural(fails, finding(newOnly))} at or above ${failOn} failed`] : [];
  const open = [...unknownReasons(tallies, policy), ...tallies.flatMap(({ header }) => cutShort(header))];
  const aside = [
    ...counted(
      sum((one) => one.suppressed),
      'suppressed finding was',
      'suppressed findings were',
    ),
    ...counted(
      sum((one) => one.old),
      'fail that the baseline has was',
      'fails that the baseline has were',
    ),
  ].map((words) => `${words} left out`);
  if (closed.length > 0) return { exitCode: 1, reasons: [...closed, ...open, ...aside] };
  if (open.length > 0) return { exitCode: 3, reasons: [...open, ...aside] };
  return { exitCode: 0, reasons: [passed(policy), ...aside] };
}

async function tally({ header, findings }: ScanResult, policy: GatePolicy): Promise<Tally> {
  const of: Tally = {
    header,
    findings: 0,
    fails: 0,
    unknowns: 0,
    graveUnknowns: 0,
    suppressed: 0,
    old: 0,
    judged: new Set(),
    left: new Set(),
    accepted: new Set(),
  };
  for await (const finding of findings) count(of, finding, policy);
  return of;
}

function count(
  of: Tally,
  { checkId, status, severity, suppression, lapsed, change }: Finding,
  policy: GatePolicy,
): void {
  const { failOn, newOnly } = policy;
  of.findings += 1;
  if (status !== 'unknown') of.judged.add(checkId);
  if (status !== 'fail' && status !== 'unknown') return;
  if (suppression !== undefined) {
    of.suppressed += 1;
    of.accepted.add(checkId);
    return;
  }
  const grave = failOn !== 'none' && atLeast(severity, failOn);
  const counts = !newOnly || change === 'new' || change === 'worse' || lapsed === true;
  if (status === 'fail') {
    if (grave && counts) of.fails += 1;
    else if (grave) of.old += 1;
    return;
  }
  of.left.add(checkId);
  if (!counts) return;
  of.unknowns += 1;
  if (grave) of.graveUnknowns += 1;
}

function unknownReasons(tallies: readonly Tally[], { failOn, failOnUnknown, newOnly }: GatePolicy): string[] {
  if (failOnUnknown === 'off') return [];
  const sum = (number: (one: Tally) => number): number => tallies.reduce((total, one) => total + number(one), 0);
  const unknowns = sum((one) => one.unknowns);
  const blind = [...new Set(tallies.flatMap(blindChecks))];
  const more = blind.length > mostNamed ? ` and ${blind.length - mostNamed} more` : '';
  const named = `${blind.slice(0, mostNamed).join(', ')}${more}`;
  const reasons = counted(blind.length, 'check').map((words) => `${words} could judge nothing (${named})`);
  const left = (words: readonly string[]): string[] => words.map((counts) => `${counts} could not be judged`);
  if (failOnUnknown === 'any') return [...left(counted(unknowns, finding(newOnly))), ...reasons];
  if (failOnUnknown === 'severity') {
    const grave = counted(
      sum((one) => one.graveUnknowns),
      finding(newOnly),
    );
    return [...left(grave.map((words) => `${words} at or above ${failOn}`)), ...reasons];
  }
  if (failOnUnknown === 'check') return reasons;
  const all = sum((one) => one.findings);
  const over = unknowns > failOnUnknown * all;
  return [
    ...(over
      ? [
          `${unknowns}${newOnly ? ' new, worse or no longer accepted' : ''} of ${plural(all, 'finding')} could not be judged, more than ${percent(failOnUnknown)}`,
        ]
      : []),
    ...reasons,
  ];
}

/** Checks of which nothing is known: no verdict, and something unknown that nobody has accepted. */
function blindChecks({ header, judged, left, accepted }: Tally): string[] {
  return header.checks
    .map(({ id }) => id)
    .filter((id) => {
      if (judged.has(id)) return false;
      if (left.has(id)) return true;
      const rows = header.coverage.filter(({ checkId }) => checkId === id);
      // A check without a row had no scope to run in.
      return rows.length === 0 || (rows.some(({ complete }) => !complete) && !accepted.has(id));
    });
}

function cutShort({ partial }: Header): string[] {
  return partial === null ? [] : [`the scan was cut short (${partial})`];
}

function passed({ failOn, failOnUnknown, newOnly }: GatePolicy): string {
  if (failOn === 'none') return 'no threshold was set for fails';
  const what = failOnUnknown === 'severity' ? ' failed or is unknown' : ' failed';
  return `nothing${newOnly ? ' new or worse' : ''} at or above ${failOn}${what}`;
}

function finding(newOnly: boolean): string {
  return newOnly ? 'new, worse or no longer accepted finding' : 'finding';
}

function counted(number: number, one: string, many = `${one}s`): string[] {
  return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
