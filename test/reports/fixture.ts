/**
 * Results for tests of reports: every status and severity, gaps of several kinds, hostile names,
 * regions of every state. Counts and coverage are folded from the findings, so they always agree.
 */
import { type Check, severities, type Severity } from '../../src/core/check.js';
import type { GapReason } from '../../src/core/fact.js';
import {
  type Change,
  compareFindings,
  compareText,
  fingerprint,
  type Finding,
  type PastFinding,
  type Source,
  type Status,
  type Suppression,
} from '../../src/core/finding.js';
import type { Framework } from '../../src/core/framework.js';
import { type CheckInfo, type Coverage, type Header, type ScanResult, schemaVersion } from '../../src/core/result.js';
import {
  calls,
  checks,
  findings as drafts,
  recommendations,
  regions,
  sources as fixtureSources,
} from './fixture-data.js';

/** The account of every fixture. */
const account = '123456789012';

/** What a test says of a finding; the rest is filled in from its check. */
export type Draft = Pick<Finding, 'checkId' | 'status' | 'resource' | 'region'> &
  Partial<Finding> & {
    /** True where the finding is about a scope that could not be listed, not about a listed resource. */
    readonly scope?: true;
  };

const statuses: readonly Status[] = ['pass', 'fail', 'not-applicable', 'unknown'];

function record<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}

function findingOf({ scope: _, ...draft }: Draft, check: CheckInfo): Finding {
  const { checkId, region, resource } = draft;
  const subject = { type: resource.type, key: resource.key, name: resource.name, region };
  return {
    fingerprint: fingerprint({ id: checkId, aliases: [] } as unknown as Check, 'aws', account, subject),
    severity: check.severity,
    recommendation: check.recommendation,
    account,
    message: `${checkId} is ${draft.status}`,
    evidence: {},
    gaps: [],
    sources: [],
    ...draft,
  };
}

function reasonsOf(findings: readonly Finding[]): Coverage['reasons'] {
  const reasons = new Map<string, GapReason & { readonly findings: number }>();
  for (const gap of findings.flatMap((finding) => finding.gaps)) {
    const key = JSON.stringify(gap);
    reasons.set(key, { ...gap, findings: (reasons.get(key)?.findings ?? 0) + 1 });
  }
  return [...reasons.values()];
}

function coverageOf(checkId: string, region: string, drafts: readonly Draft[], findings: readonly Finding[]): Coverage {
  const mine = <T extends Draft | Finding>(all: readonly T[]): T[] =>
    all.filter((one) => one.checkId === checkId && one.region === region);
  return {
    checkId,
    region,
    listed: mine(drafts).filter(({ scope }) => scope === undefined).length,
    findings: record(statuses, (status) => mine(findings).filter((finding) => finding.status === status).length),
    gone: 0,
    notSelected: 0,
    foreign: 0,
    complete: mine(drafts).every(({ scope }) => scope === undefined),
    reasons: reasonsOf(mine(findings)),
  };
}

/** Any order of items as something that can be iterated more than once. */
export function iterable<T>(items: readonly T[]): AsyncIterable<T> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* items;
    },
  };
}

/** A result of these findings, in order, with counts and coverage that agree with them. */
export function resultOf(
  drafts: readonly Draft[],
  header: Partial<Header> = {},
  sources: readonly Source[] = [],
): ScanResult {
  const selected = header.checks ?? checks;
  const known = new Map(selected.map((check) => [check.id, check]));
  const findings = drafts
    .map((draft) => {
      const check = known.get(draft.checkId);
      if (check === undefined) throw new Error(`the fixture has no check ${draft.checkId}`);
      return findingOf(draft, check);
    })
    .sort(compareFindings);
  const scopes = new Set(drafts.map(({ checkId, region }) => JSON.stringify([checkId, region])));
  for (const { id } of selected)
    if (!drafts.some(({ checkId }) => checkId === id)) scopes.add(JSON.stringify([id, 'us-east-1']));
  const count = (status: Status, severity: Severity): number =>
    findings.filter((finding) => finding.status === status && finding.severity === severity).length;
  return {
    header: {
      schemaVersion,
      tool: { name: 'lintel', version: '0.1.0' },
      partition: 'aws',
      account,
      caller: `arn:aws:sts::${account}:assumed-role/lintel/audit`,
      now: '2026-11-20T02:00:00.000Z',
      startedAt: '2026-11-20T02:00:00.000Z',
      endedAt: '2026-11-20T02:01:15.250Z',
      replayed: false,
      partial: null,
      options: { 'iam-user-unused': { days: 45, grace: null } },
      checks: selected,
      recommendations,
      frameworks: [],
      selectedFrameworks: [],
      assessedBy: {
        'rotate-kms-keys': ['kms-key-rotation'],
        'require-root-mfa': ['iam-root-mfa', 'iam-root-hardware-mfa'],
      },
      regions,
      regionsUnread: null,
      coverage: [...scopes].sort(compareText).map((scope) => {
        const [checkId, region] = JSON.parse(scope) as [string, string];
        return coverageOf(checkId, region, drafts, findings);
      }),
      calls,
      counts: record(statuses, (status) => record(severities, (severity) => count(status, severity))),
      baseline: null,
      ...header,
    },
    findings: iterable(findings),
    sources: iterable(sources),
    past: iterable([]),
  };
}

/** Two controls, one assessed and one left to people. */
export const framework: Framework = {
  id: 'toy-1.0',
  title: 'Toy Standard 1.0',
  url: 'https://example.org/toy',
  controls: [
    { id: '1.1', title: 'The root user has MFA', level: 1, assessment: 'automated', checks: ['iam-root-mfa'] },
    {
      id: '1.2',
      title: 'Keys rotate',
      level: 2,
      assessment: 'automated',
      checks: ['kms-key-rotation'],
      beyond: 'other keys',
    },
    { id: '1.3', title: 'People are trained', assessment: 'manual', checks: [] },
    { id: '1.4', title: 'Something else holds', assessment: 'automated', checks: [] },
  ],
};

/**
 * The whole scan as it stands after a gate: compared with a baseline, some findings suppressed (one with hostile
 * words), one of each change, and findings that only the baseline has.
 */
export function annotatedResult(): ScanResult {
  const changes = ['new', 'worse', 'changed', 'resolved', 'unchanged'] as const;
  const accepted = { owner: 'platform@example.org', expires: '2027-01-31' };
  const findings = drafts.map((draft, index): Draft => {
    const hostile = draft.resource.name.startsWith('=cmd');
    const suppression: Suppression | undefined =
      draft.resource.name === 'key-02'
        ? { ...accepted, reason: 'Rotated by hand every quarter', ticket: 'SEC-12' }
        : hostile
          ? { ...accepted, reason: '=1+1 <b>| a reason\nof two lines', owner: '@all "quoted", \u202Eowner' }
          : undefined;
    return {
      ...draft,
      change: changes[index % changes.length] as Change,
      ...(suppression && { suppression }),
      ...(draft.resource.type === 'AWS::IAM::User' && {
        resource: { ...draft.resource, tags: { owner: 'crew', '<team>': '=sum(1)' } },
      }),
    };
  });
  const past = (name: string, state: PastFinding['past']): PastFinding => ({
    ...findingOf(
      {
        checkId: 'kms-key-rotation',
        status: 'fail',
        region: 'us-east-1',
        resource: { type: 'AWS::KMS::Key', key: `arn:aws:kms:us-east-1:123456789012:key/${name}`, name },
      },
      checks.find(({ id }) => id === 'kms-key-rotation') as CheckInfo,
    ),
    past: state,
  });
  const count = (change: Change): number => findings.filter((finding) => finding.change === change).length;
  const baseline = {
    now: '2026-11-13T02:00:00.000Z',
    changes: record(changes, count),
    past: { resolved: 1, 'no-longer-observed': 1 },
  };
  const header = { baseline, frameworks: [framework], selectedFrameworks: [framework.id] };
  return {
    ...resultOf(findings, header, fixtureSources),
    past: iterable([past('gone-01', 'resolved'), past('unseen-01', 'no-longer-observed')]),
  };
}

/** A whole scan: every status, every severity, hostile names, gaps and regions of every kind. */
export function fixtureResult(): ScanResult {
  return resultOf(drafts, {}, fixtureSources);
}

/** The same scan cut short, with a list of regions that could not be read. */
export function partialResult(): ScanResult {
  return resultOf(
    drafts,
    {
      partial: 'the credentials expired after 75 seconds and could not be refreshed',
      regionsUnread: 'ec2:DescribeRegions and account:ListRegions were refused (UnauthorizedOperation)',
    },
    fixtureSources,
  );
}

/** A scan of no checks in a recorded account. */
export function emptyResult(): ScanResult {
  return resultOf([], { checks: [], recommendations: [], assessedBy: {}, options: {}, calls: [], replayed: true });
}
