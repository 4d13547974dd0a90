/** A result of any size for the bench of the HTML report: lintel's own checks, resources as accounts name them. */
import { createHash } from 'node:crypto';
import { checks } from '../checks/index.js';
import { frameworks } from '../checks/frameworks/index.js';
import { recommendations } from '../checks/recommendations.js';
import { type Check, serviceOf, severities } from '../src/core/check.js';
import type { Finding, Source, Status } from '../src/core/finding.js';
import { type Coverage, type Header, type ScanResult, schemaVersion } from '../src/core/result.js';

const account = '210987654321';
const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2', 'ap-southeast-2'];
const teams = ['billing', 'checkout', 'data', 'identity', 'logistics', 'mobile', 'platform', 'search'];
const things = ['archive', 'assets', 'backup', 'events', 'exports', 'invoices', 'logs', 'reports', 'uploads', 'worker'];
const statuses = ['pass', 'pass', 'pass', 'pass', 'fail', 'fail', 'fail', 'unknown', 'pass', 'not-applicable'] as const;
const from = Date.parse('2026-11-01T00:00:00Z');

/** Numbers below 1 that are the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A result of so many findings, ordered as a scan orders them, each made when it is asked for. */
export function syntheticResult(count: number, selected: readonly Check[] = checks): ScanResult {
  const sorted = [...selected].sort((a, b) => (a.id < b.id ? -1 : 1));
  const findings = {
    async *[Symbol.asyncIterator](): AsyncGenerator<Finding> {
      const random = chance(7);
      for (let index = 0; index < count; index += 1) {
        const check = sorted[Math.floor((index / count) * sorted.length)];
        if (check !== undefined) yield findingOf(check, index, random);
      }
    },
  };
  const sources = {
    async *[Symbol.asyncIterator](): AsyncGenerator<Source> {
      for (let index = 0; index < count; index += 1) yield sourceOf(index);
    },
  };
  return { header: headerOf(sorted, count), findings, sources, past: none };
}

const none = {
  async *[Symbol.asyncIterator](): AsyncGenerator<never> {},
};

function sourceOf(index: number): Source {
  const time = new Date(from + index * 10).toISOString();
  const id = sha256(String(index)).slice(0, 16).toUpperCase();
  return {
    key: `s3:GetBucketPolicy eu-west-1 ${index}`,
    operation: 's3:GetBucketPolicy',
    region: 'eu-west-1',
    time,
    requestIds: [id],
    calls: 1,
  };
}

function findingOf(check: Check, index: number, random: () => number): Finding {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const service = serviceOf(check);
  const isGlobal = service === 'iam';
  const region = isGlobal ? 'global' : pick(regions);
  const plain = `${pick(teams)}-${pick(things)}-${pick(['dev', 'prod', 'test'])}-${index.toString(36)}`;
  const hex = sha256(String(index));
  const name =
    service === 'kms'
      ? `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
      : plain;
  const arn =
    {
      s3: `arn:aws:s3:::${name}`,
      iam: `arn:aws:iam::${account}:user/${name}`,
      kms: `arn:aws:kms:${region}:${account}:key/${name}`,
    }[service] ?? `arn:aws:${service}:${region}:${account}:thing/${name}`;
  const status: Status = pick(statuses);
  const created = new Date(from - Math.floor(random() * 3e11)).toISOString();
  const message = {
    pass: 'Set as it should be',
    fail: `Off for the resource and the account: blockPublicPolicy, restrictPublicBuckets`,
    unknown: `Not known: AWS denied ${service}:GetPolicy in ${region} by an identity-based policy (AccessDenied).`,
    'not-applicable': `${name} is managed by AWS`,
  }[status];
  return {
    fingerprint: `v1:${sha256(JSON.stringify([check.aliases[0] ?? check.id, 'aws', account, region, arn]))}`,
    checkId: check.id,
    status,
    severity: check.severity,
    recommendation: check.recommendation,
    resource: {
      type: `AWS::${service.toUpperCase()}::Thing`,
      key: arn,
      arn,
      name,
      tags: { owner: pick(teams), env: pick(['dev', 'prod']) },
    },
    account,
    region,
    message,
    evidence:
      status === 'unknown'
        ? {}
        : {
            enabled: status === 'pass',
            created,
            principals: [`arn:aws:iam::${account}:role/${pick(teams)}`],
            of: name,
          },
    gaps:
      status === 'unknown'
        ? [
            {
              kind: 'denied',
              by: 'identity',
              operation: `${service}:GetPolicy`,
              actions: [`${service}:GetPolicy`],
              code: 'AccessDenied',
              region,
              message: `AWS denied ${service}:GetPolicy in ${region} by an identity-based policy (AccessDenied).`,
            },
          ]
        : [],
    ...(status === 'fail' && { command: `aws ${service} put-policy --name ${name} --region ${region}` }),
    sources: [`${service}:ListThings ${region}`, `${service}:GetPolicy ${region} Name=${name}`],
  };
}

function headerOf(selected: readonly Check[], count: number): Header {
  const each = Math.round(count / Math.max(1, selected.length) / regions.length);
  const coverage = selected.flatMap(({ id }) =>
    regions.map((region): Coverage => {
      const share = (part: number): number => Math.round(each * part);
      return {
        checkId: id,
        region,
        listed: each,
        findings: { pass: share(0.5), fail: share(0.3), unknown: share(0.1), 'not-applicable': share(0.1) },
        gone: 0,
        notSelected: 0,
        foreign: 0,
        complete: true,
        reasons: [],
      };
    }),
  );
  const bySeverity = (part: number): Record<(typeof severities)[number], number> =>
    Object.fromEntries(
      severities.map((severity) => [
        severity,
        Math.round(
          (count * part * selected.filter((one) => one.severity === severity).length) / Math.max(1, selected.length),
        ),
      ]),
    ) as Record<(typeof severities)[number], number>;
  return {
    schemaVersion,
    tool: { name: 'lintel', version: '0.1.0' },
    partition: 'aws',
    account,
    caller: `arn:aws:sts::${account}:assumed-role/lintel/audit`,
    now: '2026-11-20T02:00:00.000Z',
    startedAt: '2026-11-20T02:00:00.000Z',
    endedAt: '2026-11-20T02:14:00.000Z',
    replayed: false,
    partial: null,
    options: {},
    checks: selected.map(({ id, title, severity, recommendation, rationale, remediation }) => ({
      id,
      title,
      service: id.slice(0, id.indexOf('-')),
      severity,
      recommendation,
      rationale,
      remediation,
    })),
    recommendations,
    assessedBy: {},
    frameworks,
    selectedFrameworks: [],
    regions: regions.map((name) => ({ name, state: 'scanned' })),
    regionsUnread: null,
    coverage,
    calls: regions.map((region) => ({
      operation: 's3:ListBuckets',
      region,
      calls: 1,
      retries: 0,
      throttles: 0,
      errors: 0,
    })),
    counts: {
      pass: bySeverity(0.5),
      fail: bySeverity(0.3),
      unknown: bySeverity(0.1),
      'not-applicable': bySeverity(0.1),
    },
    baseline: null,
  };
}
