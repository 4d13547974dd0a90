import { type Severity, severities } from '../../src/core/check.js';
import { compareText, type Finding } from '../../src/core/finding.js';
import type { CheckInfo, ScanResult } from '../../src/core/result.js';
import { code, prose } from './escape.js';

/** The fails of one check at one severity that nobody has accepted. */
export interface Failed {
  readonly checkId: string;
  readonly check: CheckInfo | undefined;
  readonly severity: Severity;
  count: number;
  /** Rows of the first {@link mostRows} of them. */
  readonly rows: (readonly string[])[];
}

/** What a comment tells of findings one by one, in memory bounded by the checks. */
export interface Survey {
  /** Worst first. */
  readonly failed: readonly Failed[];
  readonly suppressed: { count: number; readonly rows: (readonly string[])[] };
}

const mostRows = 10;
const mostSuppressed = 100;

/** Reads the findings once. */
export async function survey({ header, findings }: ScanResult): Promise<Survey> {
  const checks = new Map(header.checks.map((check) => [check.id, check]));
  const failed = new Map<string, Failed>();
  const suppressed: Survey['suppressed'] = { count: 0, rows: [] };
  for await (const finding of findings) {
    const { checkId, severity } = finding;
    if (finding.suppression !== undefined) {
      suppressed.count += 1;
      if (suppressed.rows.length < mostSuppressed) suppressed.rows.push(suppressedRow(finding));
    } else if (finding.status === 'fail') {
      const key = JSON.stringify([checkId, severity]);
      const group = failed.get(key) ?? { checkId, check: checks.get(checkId), severity, count: 0, rows: [] };
      failed.set(key, group);
      group.count += 1;
      if (group.rows.length < mostRows) group.rows.push(failedRow(finding));
    }
  }
  const worstFirst = (a: Failed, b: Failed): number =>
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    b.count - a.count ||
    compareText(a.checkId, b.checkId);
  return { failed: [...failed.values()].sort(worstFirst), suppressed };
}

function failedRow({ resource, region, message, change }: Finding): string[] {
  return [code(resource.name), prose(region), prose(message, 200), change ?? ''];
}

function suppressedRow({ checkId, status, resource, suppression }: Finding): string[] {
  const { reason = '', owner = '', expires = '', ticket = '' } = suppression ?? {};
  return [
    code(resource.name),
    code(checkId),
    status,
    prose(reason),
    prose(owner, 80),
    prose(expires),
    prose(ticket, 80),
  ];
}
