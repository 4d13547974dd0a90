/**
 * The shape of a result file. A test holds it equal to the types in core, in both directions.
 * Members that are not named here are let through, so that another tool may add its own.
 */
import { z } from 'zod';
import { severities } from '../core/check.js';
import type { GapReason } from '../core/fact.js';
import type { Finding, PastFinding, Source } from '../core/finding.js';
import { type Header, schemaVersion } from '../core/result.js';

const text = z.string();
const texts = z.array(text);
const count = z.int().nonnegative();
const instant = z.iso.datetime();
const severity = z.enum(severities);
const status = z.enum(['pass', 'fail', 'not-applicable', 'unknown']);

/** An object with one value for each status. */
function byStatus<T extends z.ZodType>(value: T) {
  return z.object({ pass: value, fail: value, 'not-applicable': value, unknown: value });
}

/** An object with one value for each severity. */
function bySeverity<T extends z.ZodType>(value: T) {
  return z.object({ critical: value, high: value, medium: value, low: value, informational: value });
}

const gapReason = z.object({
  kind: z.enum([
    'denied',
    'throttled',
    'timeout',
    'unreachable',
    'unsupported',
    'malformed',
    'stale',
    'foreign',
    'not-recorded',
    'cancelled',
    'credentials',
    'defect',
  ]),
  by: z.enum(['identity', 'scp', 'rcp', 'boundary', 'session', 'resource', 'endpoint', 'unstated']).exactOptional(),
  operation: text.exactOptional(),
  actions: texts.exactOptional(),
  code: text.exactOptional(),
  region: text,
  message: text,
}) satisfies z.ZodType<GapReason>;

/** One finding. */
export const findingSchema = z
  .object({
    fingerprint: text.regex(/^v1:[0-9a-f]{64}$/),
    checkId: text,
    status,
    severity,
    recommendation: text,
    resource: z.object({
      type: text,
      key: text,
      arn: text.exactOptional(),
      name: text,
      tags: z.record(text, text).exactOptional(),
    }),
    account: text,
    region: text,
    message: text,
    evidence: z.record(text, z.json()),
    gaps: z.array(gapReason),
    command: text.exactOptional(),
    sources: texts,
    suppression: z.object({ reason: text, owner: text, expires: text, ticket: text.exactOptional() }).exactOptional(),
    lapsed: z.literal(true).exactOptional(),
    change: z.enum(['new', 'worse', 'changed', 'resolved', 'unchanged']).exactOptional(),
  })
  .meta({ id: 'Finding' }) satisfies z.ZodType<Finding>;

/** One finding that only the baseline has. */
export const pastFindingSchema = z
  .object({ ...findingSchema.shape, past: z.enum(['resolved', 'no-longer-observed']) })
  .meta({ id: 'PastFinding' }) satisfies z.ZodType<PastFinding>;

/** One source. */
export const sourceSchema = z
  .object({
    key: text,
    operation: text,
    region: text,
    time: text,
    requestIds: texts,
    calls: count,
  })
  .meta({ id: 'Source' }) satisfies z.ZodType<Source>;

const check = z.object({
  id: text,
  title: text,
  service: text,
  severity,
  recommendation: text,
  rationale: text,
  remediation: z.object({ text, cli: text.exactOptional(), url: text }),
  tuned: z.literal(true).exactOptional(),
});

const recommendation = z.object({
  id: text,
  statement: text,
  why: text,
  responsibility: z.enum(['customer', 'aws', 'shared']),
  assessable: z.enum(['automated', 'partial', 'manual']),
  services: texts,
  sources: z.array(z.object({ note: text, section: text })),
});

const framework = z.object({
  id: text,
  title: text,
  url: text,
  controls: z.array(
    z.object({
      id: text,
      title: text,
      level: z.union([z.literal(1), z.literal(2)]).exactOptional(),
      assessment: z.enum(['automated', 'manual']),
      checks: texts,
      beyond: text.exactOptional(),
    }),
  ),
});

const coverage = z.object({
  checkId: text,
  region: text,
  listed: count,
  findings: byStatus(count),
  gone: count,
  notSelected: count,
  foreign: count,
  complete: z.boolean(),
  reasons: z.array(z.object({ ...gapReason.shape, findings: count })),
});

/** Everything of a result but its findings and sources. */
export const headerSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  tool: z.object({ name: z.literal('lintel'), version: text }),
  partition: text,
  account: text,
  caller: text.nullable(),
  now: instant,
  startedAt: instant,
  endedAt: instant,
  replayed: z.boolean(),
  partial: text.nullable(),
  options: z.record(text, z.record(text, z.union([z.number(), z.null(), z.array(text).readonly()]))),
  checks: z.array(check),
  recommendations: z.array(recommendation),
  assessedBy: z.record(text, texts),
  frameworks: z.array(framework),
  selectedFrameworks: texts,
  regions: z.array(
    z.object({
      name: text,
      state: z.enum(['scanned', 'not-selected', 'not-enabled', 'unread']),
      reason: text.exactOptional(),
    }),
  ),
  regionsUnread: text.nullable(),
  coverage: z.array(coverage),
  calls: z.array(
    z.object({ operation: text, region: text, calls: count, retries: count, throttles: count, errors: count }),
  ),
  counts: byStatus(bySeverity(count)),
  baseline: z
    .object({
      now: instant,
      changes: z.object({ new: count, worse: count, changed: count, resolved: count, unchanged: count }),
      past: z.object({ resolved: count, 'no-longer-observed': count }),
    })
    .nullable(),
}) satisfies z.ZodType<Header>;

const resultSchema = z
  .object({
    ...headerSchema.shape,
    findings: z.array(findingSchema),
    sources: z.array(sourceSchema),
    past: z.array(pastFindingSchema),
  })
  .meta({ id: 'Result', description: 'One account at one time.' });

/** The JSON Schema (draft 2020-12) of a result file: one result, or an array of several. */
export function resultJsonSchema(): object {
  const file = z.union([resultSchema, z.array(resultSchema).min(1)]).meta({ title: 'Result of a lintel scan' });
  return {
    $id: `urn:lintel:result:${schemaVersion}`,
    ...z.toJSONSchema(file, { target: 'draft-2020-12', io: 'input' }),
  };
}
