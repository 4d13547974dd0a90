import { type Finding, type JsonValue, maxEvidenceValues, type PastFinding } from '../../src/core/finding.js';
import type { CheckInfo, Header } from '../../src/core/result.js';
import { resourceTypes } from './resource-type.js';
import { fields, fitting } from './text.js';

/** A finding as BatchImportFindings takes it; lists are not readonly because the SDK's are not. */
export interface AsffFinding {
  SchemaVersion: '2018-10-08';
  Id: string;
  ProductArn: string;
  ProductName: 'lintel';
  GeneratorId: string;
  AwsAccountId: string;
  CreatedAt: string;
  UpdatedAt: string;
  /** Severity and types stand here and not at the top, where they would overwrite what customers set. */
  FindingProviderFields: {
    Severity: { Label: 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'; Original: string };
    Types: string[];
  };
  Title: string;
  Description: string;
  Remediation?: { Recommendation: { Text: string; Url: string } };
  ProductFields: Record<string, string>;
  Resources: {
    Type: string;
    Id: string;
    Partition?: 'aws' | 'aws-cn' | 'aws-us-gov';
    Region?: string;
    Tags?: Record<string, string>;
  }[];
  Compliance: {
    Status: 'PASSED' | 'FAILED' | 'WARNING' | 'NOT_AVAILABLE';
    RelatedRequirements?: string[];
    StatusReasons?: { ReasonCode: string; Description: string }[];
  };
  RecordState: 'ACTIVE' | 'ARCHIVED';
}

/** What the findings of one result have in common. */
export interface Common {
  readonly header: Header;
  /** Where Security Hub is told. */
  readonly region: string;
  readonly checks: ReadonlyMap<string, CheckInfo>;
  /** Controls of the frameworks, by the checks that assess them. */
  readonly requirements: ReadonlyMap<string, readonly string[]>;
}

/** Folds a header to what its findings need of it. */
export function commonOf(header: Header, region: string): Common {
  const requirements = new Map<string, string[]>();
  for (const { title, controls } of header.frameworks) {
    for (const control of controls) {
      for (const check of control.checks) {
        const known = requirements.get(check) ?? [];
        // Security Hub takes 32.
        if (known.length < 32) requirements.set(check, [...known, fitting(`${title} ${control.id}`, 64)]);
      }
    }
  }
  return { header, region, checks: new Map(header.checks.map((check) => [check.id, check])), requirements };
}

const labels = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  informational: 'INFORMATIONAL',
} as const;

/**
 * What AWS says of the four: `WARNING` where a check cannot tell pass from fail, `NOT_AVAILABLE` where the resource
 * is gone or the check does not apply. So every unknown is a warning, and an outage is not read as "does not apply".
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/controls-overall-status.html
 */
const compliance = {
  pass: 'PASSED',
  fail: 'FAILED',
  unknown: 'WARNING',
  'not-applicable': 'NOT_AVAILABLE',
} as const;

/** Most reasons of an unknown that are told. */
const maxReasons = 10;

/**
 * One finding in the AWS Security Finding Format; undefined for what is not told: a finding that does not apply and
 * did not before, and one that was not observed again, of which nothing is known.
 *
 * Archived is what failed or was unknown in the baseline and no longer applies or is gone. What passes now stays
 * active as `PASSED`: the next scan would make it active again, and Security Hub then takes back what people
 * recorded in its workflow status.
 *
 * `CreatedAt` and `UpdatedAt` are the scan's instant. Security Hub ignores an import that is not later than the
 * finding it has, so sending a result twice changes nothing, and it keeps the `CreatedAt` of the last import.
 */
export function asffFinding(finding: Finding | PastFinding, common: Common): AsffFinding | undefined {
  const gone = 'past' in finding;
  const archived = gone || finding.status === 'not-applicable';
  if (archived && (gone ? finding.past : finding.change) !== 'resolved') return undefined;
  const { header, region, checks, requirements } = common;
  const { account } = header;
  const { checkId, status, severity } = finding;
  const check = checks.get(checkId);
  const related = requirements.get(checkId);
  return {
    SchemaVersion: '2018-10-08',
    Id: fitting(`lintel/${finding.fingerprint}`, 512),
    ProductArn: `arn:${header.partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'lintel',
    GeneratorId: fitting(`lintel/${checkId}`, 512),
    AwsAccountId: account,
    CreatedAt: header.now,
    UpdatedAt: header.now,
    FindingProviderFields: {
      Severity: { Label: status === 'pass' || archived ? 'INFORMATIONAL' : labels[severity], Original: severity },
      Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    },
    Title: fitting(check?.title ?? checkId, 256),
    Description: fitting([finding.message, check?.rationale ?? checkId].join(' ').trim(), 1024),
    ...(check !== undefined && { Remediation: { Recommendation: recommendation(check) } }),
    ProductFields: productFields(finding, header),
    Resources: [resource(finding, header)],
    Compliance: {
      Status: archived ? 'NOT_AVAILABLE' : compliance[status],
      ...(related !== undefined && { RelatedRequirements: [...related] }),
      ...(status === 'unknown' && !archived && { StatusReasons: reasons(finding) }),
    },
    RecordState: archived ? 'ARCHIVED' : 'ACTIVE',
  };
}

function recommendation({ remediation }: CheckInfo): { Text: string; Url: string } {
  return { Text: fitting(remediation.text, 512), Url: fitting(remediation.url, 2048) };
}

function reasons({ gaps }: Finding): { ReasonCode: string; Description: string }[] {
  return gaps.slice(0, maxReasons).map(({ kind, message }) => ({
    ReasonCode: `LINTEL_${kind.toUpperCase().replaceAll('-', '_')}`,
    Description: fitting(message, 1024),
  }));
}

function resource({ region, resource: { type, key, arn, tags } }: Finding, { partition, account }: Header) {
  const known = fields(Object.entries(tags ?? {}), { most: 50, key: 128, value: 256 });
  return {
    Type: resourceTypes.get(type) ?? 'Other',
    // Security Hub's own findings name the account so.
    Id: type === 'AWS::::Account' ? `AWS::::Account:${account}` : fitting(arn ?? key, 2048),
    ...((partition === 'aws' || partition === 'aws-cn' || partition === 'aws-us-gov') && { Partition: partition }),
    ...(region !== 'global' && { Region: fitting(region, 16) }),
    ...(Object.keys(known).length > 0 && { Tags: known }),
  } satisfies AsffFinding['Resources'][number];
}

/** What ASFF has no member for; the evidence last, so that it is what a limit cuts. */
function productFields(finding: Finding | PastFinding, { tool }: Header): Record<string, string> {
  const { change, suppression, evidence } = finding;
  const entries: [string, string | undefined][] = [
    ['lintel/version', tool.version],
    ['lintel/status', finding.status],
    ['lintel/recommendation', finding.recommendation],
    ['lintel/resource-type', finding.resource.type],
    ['lintel/resource-name', finding.resource.name],
    ['lintel/change', 'past' in finding ? finding.past : change],
    ['lintel/suppressed', suppression && 'true'],
    ['lintel/suppression-reason', suppression?.reason],
    ['lintel/suppression-owner', suppression?.owner],
    ['lintel/suppression-expires', suppression?.expires],
    ['lintel/suppression-ticket', suppression?.ticket],
    ['lintel/command', finding.command],
    ...Object.entries(evidence)
      .slice(0, maxEvidenceValues)
      .map(([name, value]): [string, string] => [`lintel/evidence/${name}`, asText(value)]),
  ];
  return fields(entries, { most: 50, key: 128, value: 2048 });
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
