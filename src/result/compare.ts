/** Comparing a scan with an earlier one of the same account. */
import { severities } from '../core/check.js';
import { type Change, compareFindings, type Finding, type PastFinding, type Status } from '../core/finding.js';
import type { Header, ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';

/** What the comparison keeps of a finding of the baseline. */
type Known = Pick<Finding, 'status' | 'severity'>;

/**
 * A result with the changes of its findings since the baseline, and the fails and unknowns that only the baseline has.
 * What the baseline no longer observed itself is known to it still: it is unchanged when it is back.
 * @throws UserError where the two are of different accounts.
 */
export async function compareResults(result: ScanResult, baseline: ScanResult): Promise<ScanResult> {
  const { header } = result;
  const { account, partition } = baseline.header;
  if (account !== header.account || partition !== header.partition) {
    throw new UserError(
      `The baseline is of account ${account} (${partition}) and this scan of ${header.account} (${header.partition}). Compare scans of one account.`,
    );
  }
  const known = new Map<string, Known>();
  for await (const { fingerprint, status, severity } of openFindings(baseline))
    known.set(fingerprint, { status, severity });
  for await (const { fingerprint, status, severity } of baseline.findings) {
    if (status !== 'fail' && status !== 'unknown') known.set(fingerprint, { status, severity });
  }
  const covered = coverageOf(header);
  const changes: Record<Change, number> = { new: 0, worse: 0, changed: 0, resolved: 0, unchanged: 0 };
  const here = new Set<string>();
  for await (const finding of result.findings) {
    const change = changeOf(finding, known.get(finding.fingerprint));
    if (change !== undefined) changes[change] += 1;
    here.add(finding.fingerprint);
  }
  const past = {
    async *[Symbol.asyncIterator](): AsyncGenerator<PastFinding> {
      for await (const finding of openFindings(baseline)) {
        if (here.has(finding.fingerprint)) continue;
        yield { ...finding, past: covered(finding) ? 'resolved' : 'no-longer-observed' };
      }
    },
  };
  const counts: Record<PastFinding['past'], number> = { resolved: 0, 'no-longer-observed': 0 };
  for await (const finding of past) counts[finding.past] += 1;
  return {
    ...result,
    header: { ...header, baseline: { now: baseline.header.now, changes, past: counts } },
    findings: {
      async *[Symbol.asyncIterator]() {
        for await (const finding of result.findings) {
          const change = changeOf(finding, known.get(finding.fingerprint));
          yield change === undefined ? finding : { ...finding, change };
        }
      },
    },
    past,
  };
}

/**
 * The fails and unknowns that a result knows of, in order: its own, and those it no longer observed. What it tells of
 * suppression and change was said on its own day and is left out.
 */
async function* openFindings({ findings, past }: ScanResult): AsyncGenerator<Finding> {
  const missing = past[Symbol.asyncIterator]();
  const nextMissing = async (): Promise<PastFinding | undefined> => {
    for (let next = await missing.next(); next.done !== true; next = await missing.next()) {
      if (next.value.past === 'no-longer-observed') return next.value;
    }
    return undefined;
  };
  let lost = await nextMissing();
  for await (const { suppression: _, change: __, ...finding } of findings) {
    if (finding.status !== 'fail' && finding.status !== 'unknown') continue;
    for (; lost !== undefined && compareFindings(lost, finding) < 0; lost = await nextMissing()) yield plain(lost);
    yield finding;
  }
  for (; lost !== undefined; lost = await nextMissing()) yield plain(lost);
}

function plain({ past: _, suppression: __, change: ___, ...finding }: PastFinding): Finding {
  return finding;
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
