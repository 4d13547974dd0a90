/** Comparing a scan with an earlier one of the same account. */
import { severities } from '../core/check.js';
import { type Change, compareFindings, type Finding, type PastFinding, type Status } from '../core/finding.js';
import type { Header, ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { Spool } from './spool.js';

/** What the comparison keeps of a finding of the baseline. */
type Known = Pick<Finding, 'status' | 'severity'>;

/** A result that was compared; it may hold files in a temporary directory until it is closed. */
export interface ComparedResult extends ScanResult {
  close(): Promise<void>;
}

/**
 * A result with the changes of its findings since the baseline, and the fails and unknowns that only the baseline has.
 * What the baseline no longer observed itself is known to it still: it is unchanged when it is back. The baseline is
 * read to its end before this returns, since its file may be the one that a report replaces.
 * @throws UserError where the two are of different accounts.
 */
export async function compareResults(result: ScanResult, baseline: ScanResult): Promise<ComparedResult> {
  const { header } = result;
  const { account, partition } = baseline.header;
  if (account !== header.account || partition !== header.partition) {
    throw new UserError(
      `The baseline is of account ${account} (${partition}) and this scan of ${header.account} (${header.partition}). Compare scans of one account.`,
    );
  }
  const known = new Map<string, Known>();
  for await (const { fingerprint, status, severity } of allFindings(baseline)) {
    known.set(fingerprint, { status, severity });
  }
  const findings: AsyncIterable<Finding> = {
    async *[Symbol.asyncIterator]() {
      // A change that the result tells already is one since another baseline.
      for await (const { change: _, ...finding } of result.findings) {
        const change = changeOf(finding, known.get(finding.fingerprint));
        yield change === undefined ? finding : { ...finding, change };
      }
    },
  };
  const changes: Record<Change, number> = { new: 0, worse: 0, changed: 0, resolved: 0, unchanged: 0 };
  const here = new Set<string>();
  for await (const { fingerprint, change } of findings) {
    if (change !== undefined) changes[change] += 1;
    here.add(fingerprint);
  }
  const covered = coverageOf(header);
  const counts: Record<PastFinding['past'], number> = { resolved: 0, 'no-longer-observed': 0 };
  const past = new Spool<PastFinding>(compareFindings);
  for await (const finding of allFindings(baseline)) {
    if (badness[finding.status] === 0 || here.has(finding.fingerprint)) continue;
    const state = covered(finding) ? 'resolved' : 'no-longer-observed';
    counts[state] += 1;
    past.add({ ...finding, past: state });
  }
  return {
    ...result,
    header: { ...header, baseline: { now: baseline.header.now, changes, past: counts } },
    findings,
    past,
    close: async () => past.close(),
  };
}

/**
 * What a result knows of: its own findings, and those that it no longer observed. What it tells of suppression and
 * change was said on its own day and is left out.
 */
async function* allFindings({ findings, past }: ScanResult): AsyncGenerator<Finding> {
  for await (const { suppression: _, lapsed: __, change: ___, ...finding } of findings) yield finding;
  for await (const { past: state, suppression: _, lapsed: __, change: ___, ...finding } of past) {
    if (state === 'no-longer-observed') yield finding;
  }
}

/** How bad a status is: what is not known is worse than what passes, and better than what fails. */
const badness: Readonly<Record<Status, number>> = { pass: 0, 'not-applicable': 0, unknown: 1, fail: 2 };

/** Undefined for what neither fails or is unknown nor did. */
function changeOf({ status, severity }: Finding, before: Known | undefined): Change | undefined {
  const bad = badness[status];
  if (before === undefined) return bad === 0 ? undefined : 'new';
  const more = bad - badness[before.status];
  if (more > 0) return 'worse';
  if (more < 0) return bad === 0 ? 'resolved' : 'changed';
  if (bad === 0) return undefined;
  if (severity === before.severity) return 'unchanged';
  return severities.indexOf(severity) < severities.indexOf(before.severity) ? 'worse' : 'changed';
}

/**
 * Whether a scan covered the scope of an earlier finding, so that its absence says that it is resolved: its check ran,
 * its region was scanned, and all that the check listed there was listed to the end.
 */
function coverageOf({ partial, checks, regions, coverage }: Header): (finding: Finding) => boolean {
  const ran = new Set(checks.map(({ id }) => id));
  const scanned = new Set(regions.filter(({ state }) => state === 'scanned').map(({ name }) => name));
  const broken = new Set(
    coverage.filter(({ complete }) => !complete).map(({ checkId, region }) => `${checkId} ${region}`),
  );
  const open = new Set(coverage.map(({ checkId, region }) => `${checkId} ${region}`));
  return ({ checkId, region }) => {
    if (partial !== null || !ran.has(checkId)) return false;
    if (region !== 'global' && !scanned.has(region)) return false;
    const scopes = [`${checkId} ${region}`, `${checkId} global`];
    return scopes.some((scope) => open.has(scope)) && !scopes.some((scope) => broken.has(scope));
  };
}
