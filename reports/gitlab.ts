import type { Severity } from '../src/core/check.js';
import type { Finding } from '../src/core/finding.js';
import type { ScanResult } from '../src/core/result.js';
import { visible } from '../src/core/visible.js';
import { pathOf, sentenceOf, subjectOf } from './finding.js';

const severities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  informational: 'info',
};

/**
 * Fails as a GitLab Code Quality report, an array whatever the number of results. The format has no notion of a
 * suppression, an unknown or a scan cut short: findings that someone accepted are left out, and the rest is for
 * lintel's exit code and other reports to tell. See https://docs.gitlab.com/ci/testing/code_quality/.
 */
export async function* renderGitlab(results: readonly ScanResult[]): AsyncGenerator<string> {
  yield '[';
  let none = true;
  for (const { findings } of results) {
    for await (const finding of findings) {
      if (finding.status !== 'fail' || finding.suppression !== undefined) continue;
      yield `${none ? '' : ','}\n  ${JSON.stringify(issueOf(finding))}`;
      none = false;
    }
  }
  yield none ? ']\n' : '\n]\n';
}

function issueOf(finding: Finding): object {
  return {
    description: visible(`${subjectOf(finding)}: ${sentenceOf(finding)}`),
    check_name: finding.checkId,
    fingerprint: finding.fingerprint.replace(/^v\d+:/, ''),
    severity: severities[finding.severity],
    location: { path: pathOf(finding), lines: { begin: 1 } },
  };
}
