import type { Severity } from '../src/core/check.js';
import type { Finding, Status } from '../src/core/finding.js';
import type { Framework } from '../src/core/framework.js';
import type { CheckInfo, Header, ScanResult } from '../src/core/result.js';
import type { OcsfFinding } from './ocsf/schema.js';
import { reasonWords } from './terminal/summary.js';

/** What the controls that a check assesses are called in a finding of it. */
type Compliance = Pick<OcsfFinding['compliance'], 'standards' | 'requirements'>;

/** What a header says of each check. */
interface Known {
  readonly header: Header;
  readonly checks: ReadonlyMap<string, CheckInfo>;
  readonly compliance: ReadonlyMap<string, Compliance>;
}

const severities = {
  critical: { severity_id: 5, severity: 'Critical' },
  high: { severity_id: 4, severity: 'High' },
  medium: { severity_id: 3, severity: 'Medium' },
  low: { severity_id: 2, severity: 'Low' },
  informational: { severity_id: 1, severity: 'Informational' },
} as const satisfies Record<Severity, Pick<OcsfFinding, 'severity_id' | 'severity'>>;

/** OCSF has no status for what does not apply; 99 (Other) takes the source's own word. */
const verdicts = {
  pass: { status_id: 1, status: 'Pass' },
  fail: { status_id: 3, status: 'Fail' },
  unknown: { status_id: 0, status: 'Unknown' },
  'not-applicable': { status_id: 99, status: 'Not Applicable' },
} as const satisfies Record<Status, Pick<OcsfFinding['compliance'], 'status_id' | 'status'>>;

/** Every finding as a Compliance Finding of OCSF 1.8.0, one JSON value a line. */
export async function* renderOcsf(results: readonly ScanResult[]): AsyncGenerator<string> {
  for (const { header, findings } of results) {
    const checks = new Map(header.checks.map((check) => [check.id, check]));
    const known = { header, checks, compliance: complianceOf(header.frameworks) };
    for await (const finding of findings) yield `${JSON.stringify(eventOf(finding, known))}\n`;
  }
}

function eventOf(finding: Finding, { header, checks, compliance }: Known): OcsfFinding {
  const { checkId, message, status, gaps, suppression, change, command, evidence } = finding;
  const check = checks.get(checkId);
  const title = check?.title ?? checkId;
  const time = Date.parse(header.now);
  // OCSF knows regions alone: what is global has none.
  const region = finding.region === 'global' ? undefined : finding.region;
  return {
    ...activityOf(finding),
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    time,
    message,
    ...severities[finding.severity],
    ...standingOf(finding),
    metadata: {
      version: '1.8.0',
      uid: `${finding.fingerprint}:${time}`,
      profiles: ['cloud'],
      product: { name: 'lintel', vendor_name: 'lintel', version: header.tool.version },
    },
    cloud: {
      provider: 'AWS',
      cloud_partition: header.partition,
      ...(region !== undefined && { region }),
      ...(finding.account !== 'unknown' && {
        account: { uid: finding.account, type_id: 10, type: 'AWS Account' },
      }),
    },
    finding_info: {
      uid: finding.fingerprint,
      title,
      desc: message,
      last_seen_time: time,
      analytic: { uid: checkId, name: title, ...(check && { desc: check.rationale }), type_id: 1, type: 'Rule' },
    },
    compliance: {
      control: checkId,
      ...(compliance.get(checkId) ?? { standards: [], requirements: [] }),
      ...verdicts[status],
      ...(gaps.length > 0 && { status_details: gaps.map((gap) => `${reasonWords(gap)}: ${gap.message}`) }),
    },
    ...(check && { remediation: { desc: check.remediation.text, references: [check.remediation.url] } }),
    resources: [resourceOf(finding, header.partition, region)],
    ...(Object.keys(evidence).length > 0 && { evidences: [{ data: { ...evidence } }] }),
    unmapped: {
      recommendation: finding.recommendation,
      ...(change && { change }),
      ...(command !== undefined && { command }),
      ...(gaps.length > 0 && { gaps }),
      ...(suppression && { suppression }),
    },
  };
}

/** A finding is closed when it is resolved, and updated where the baseline has it already. */
function activityOf({ change }: Finding): Pick<OcsfFinding, 'activity_id' | 'activity_name' | 'type_uid'> {
  if (change === undefined || change === 'new') return { activity_id: 1, activity_name: 'Create', type_uid: 200301 };
  if (change === 'resolved') return { activity_id: 3, activity_name: 'Close', type_uid: 200303 };
  return { activity_id: 2, activity_name: 'Update', type_uid: 200302 };
}

/** How far people are with a finding. `New` is "yet to be reviewed": lintel knows of no review but a suppression. */
function standingOf({ suppression, change }: Finding): Pick<OcsfFinding, 'status_id' | 'status' | 'status_detail'> {
  if (suppression !== undefined) return { status_id: 3, status: 'Suppressed', status_detail: suppression.reason };
  return change === 'resolved' ? { status_id: 4, status: 'Resolved' } : { status_id: 1, status: 'New' };
}

function resourceOf({ resource }: Finding, partition: string, region?: string): OcsfFinding['resources'][0] {
  const { arn, key, type, name, tags } = resource;
  return {
    uid: arn ?? key,
    type,
    name,
    ...(region !== undefined && { region }),
    cloud_partition: partition,
    role_id: 1,
    role: 'Target',
    ...(tags && { tags: Object.entries(tags).map(([tag, value]) => ({ name: tag, value })) }),
  };
}

/** The standards and their controls by the checks that assess them. */
function complianceOf(frameworks: readonly Framework[]): ReadonlyMap<string, Compliance> {
  const all = new Map<string, { standards: string[]; requirements: string[] }>();
  for (const { title, controls } of frameworks) {
    for (const control of controls) {
      for (const checkId of control.checks) {
        const of = all.get(checkId) ?? { standards: [], requirements: [] };
        all.set(checkId, of);
        if (!of.standards.includes(title)) of.standards.push(title);
        of.requirements.push(`${title} ${control.id}: ${control.title}`);
      }
    }
  }
  return all;
}
