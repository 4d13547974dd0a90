import { z } from 'zod';

/** Version of a stored record's shape. */
export const recordVersion = 1;

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One file of a record, as it was written. */
const file = z.strictObject({ bytes: count, sha256, lines: count.optional() });

const byStatus = z.strictObject({ pass: count, fail: count, 'not-applicable': count, unknown: count });

/** What stands in `manifest.json`. It is written last: a record without one was never finished. */
export const manifestSchema = z.strictObject({
  recordVersion: z.literal(recordVersion),
  scanId: z.string(),
  account: z.string(),
  partition: z.string(),
  /** ARN of the caller; null when it could not be read. */
  caller: z.string().nullable(),
  tool: z.strictObject({ name: z.literal('lintel'), version: z.string() }),
  /** The checks that ran; built-in ones are of the tool's version. */
  checks: z.array(z.string()),
  /** The instant that verdicts were judged at. */
  now: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  replayed: z.boolean(),
  /** Why the scan was cut short; null when it was not. */
  partial: z.string().nullable(),
  scopes: z.strictObject({
    /** Regions that were scanned. */
    scanned: z.array(z.string()),
    /** Regions that were not, with the reason. */
    notScanned: z.array(z.strictObject({ region: z.string(), state: z.string(), reason: z.string().optional() })),
    /** Listings that did not come to their end, as `check region`. */
    incomplete: z.array(z.string()),
  }),
  findings: byStatus,
  files: z.record(z.string(), file),
});

/** A record's manifest. */
export type Manifest = z.infer<typeof manifestSchema>;
