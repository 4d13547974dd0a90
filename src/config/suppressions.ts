/** Suppressions: findings that people have accepted, with reason, owner and expiry, in a reviewed file. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { atLeast, severities } from '../core/check.js';
import type { Finding, Suppression } from '../core/finding.js';
import { UserError } from '../core/user-error.js';
import { matchesInPartition, matchesWildcard } from '../policy/match.js';
import { type DataPath, parseYaml, readYamlFile, type YamlFile } from './yaml-file.js';

/** The name under which suppressions are looked for. */
export const suppressionsName = 'lintel.suppressions.yaml';

const text = z
  .string({ error: takes('text, in quotation marks where YAML reads a number') })
  .trim()
  .min(1, 'must not be empty');
const date = z.iso.date({ error: takes('a date such as 2027-01-31') });

function takes(what: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => (input === undefined ? 'is missing' : `takes ${what}`);
}

const entrySchema = z
  .strictObject({
    fingerprint: pattern(/^v1:[0-9a-f]{64}$/, 'takes a fingerprint, v1: and 64 hexadecimal digits').optional(),
    check: text.optional(),
    resource: text.optional(),
    account: pattern(/^\d{12}$/, 'takes an account id of 12 digits, in quotation marks').optional(),
    region: text.optional(),
    tags: z
      .record(text, z.string())
      .refine((tags) => Object.keys(tags).length > 0, 'names no tag')
      .optional(),
    status: z.enum(['fail', 'unknown'], 'takes fail or unknown').optional(),
    severity: z.enum(severities, `takes one of ${severities.join(', ')}`).optional(),
    evidence: pattern(/^[0-9a-f]{64}$/, 'takes a SHA-256 in hexadecimal digits, in quotation marks').optional(),
    reason: text,
    owner: text,
    expires: date,
    ticket: text.optional(),
  })
  .refine(
    ({ check, fingerprint }) => check !== undefined || fingerprint !== undefined,
    'names neither check nor fingerprint',
  );

const fileSchema = z.strictObject({ suppressions: z.array(entrySchema).nullish() });

function pattern(regex: RegExp, takes: string) {
  return z.string(takes).regex(regex, takes);
}

/** An entry as it stands in the file. What it leaves out it does not ask for; globs are anchored, `*` is any text and `?` one character. */
export type WrittenEntry = z.infer<typeof entrySchema>;

/** One entry of a file. */
export interface Entry extends WrittenEntry {
  /** `file:line`. */
  readonly at: string;
}

/** What reading suppressions is held to. */
export interface SuppressionRules {
  /** The day on which expiry is judged, as `YYYY-MM-DD`. */
  readonly today: string;
  readonly maxDays: number;
  /** Whether an entry may accept everything. */
  readonly allowBroad: boolean;
}

/**
 * Reads a file of suppressions.
 * @throws UserError that names file, line and what is wrong: an unknown key, a missing reason, owner or expiry, an
 * expiry too far away, an entry that would accept everything.
 */
export async function readSuppressions(path: string, rules: SuppressionRules): Promise<Entry[]> {
  return suppressionsOf(await readYamlFile(path), rules);
}

/**
 * The suppressions of a file that was read, in order.
 * @throws UserError as {@link readSuppressions}.
 */
export function suppressionsOf(file: YamlFile, rules: SuppressionRules): Entry[] {
  const { suppressions } = parseYaml(file, fileSchema);
  return (suppressions ?? []).map((entry, index) => {
    const at = (...part: DataPath): string => `${file.name}:${file.lineOf(['suppressions', index, ...part])}`;
    if (entry.expires > addDays(rules.today, rules.maxDays)) {
      throw new UserError(
        `${at('expires')}: a suppression lasts at most ${rules.maxDays} days from today; ${entry.expires} is later.`,
      );
    }
    if (!rules.allowBroad && isBroad(entry)) {
      throw new UserError(
        `${at('check')}: this entry would accept every finding. Name a check, a resource, a region or tags, or allow it with --allow-broad.`,
      );
    }
    return { ...entry, at: at() };
  });
}

/** True for an entry that any finding of an account would match. */
function isBroad({ fingerprint, check = '*', resource = '*', region = '*', tags }: WrittenEntry): boolean {
  // A glob without a letter or digit of its own (`*`, `*-*`) leaves nothing out that is worth naming.
  const all = (glob: string): boolean => glob.includes('*') && !/[\p{L}\p{N}]/u.test(glob);
  return (
    fingerprint === undefined &&
    tags === undefined &&
    all(check) &&
    all(region) &&
    (all(resource) || matchesInPartition(resource, [likeness(resource)]))
  );
}

/** An ARN that has nothing in common with a glob but what the ARNs of an account share: how they begin, and the account. */
function likeness(glob: string): string {
  const [account = '0'.repeat(12)] = /\d{12}/.exec(glob) ?? [];
  return `arn:aws:ø:øø-ø-ø:${account}:ø`;
}

/** Whether an entry is about a finding, and if so whether it covers it. */
export type Match = 'covers' | 'expired' | 'worse' | undefined;

/**
 * How an entry stands to a finding: `worse` where the finding is more severe than what was accepted, or its evidence
 * is not the one that was; undefined where it is about something else, or the finding needs no acceptance.
 */
export function matchSuppression(entry: Entry, finding: Finding, today: string): Match {
  const { status, severity, resource } = finding;
  if (status !== 'fail' && status !== 'unknown') return undefined;
  const glob = (pattern: string | undefined, value: string): boolean =>
    pattern === undefined || matchesWildcard(pattern, value);
  const about =
    (entry.fingerprint ?? finding.fingerprint) === finding.fingerprint &&
    (entry.status ?? status) === status &&
    (entry.account ?? finding.account) === finding.account &&
    glob(entry.check, finding.checkId) &&
    glob(entry.resource, resource.arn ?? resource.key) &&
    glob(entry.region, finding.region) &&
    Object.entries(entry.tags ?? {}).every(([name, value]) => resource.tags?.[name] === value);
  if (!about) return undefined;
  if (entry.expires < today) return 'expired';
  if (entry.severity !== undefined && severity !== entry.severity && atLeast(severity, entry.severity)) return 'worse';
  if (entry.evidence !== undefined && entry.evidence !== evidenceHash(finding)) return 'worse';
  return 'covers';
}

/** What stands beside a finding that an entry covers. */
export function suppressionOf({ reason, owner, expires, ticket }: Entry): Suppression {
  return { reason, owner, expires, ...(ticket !== undefined && { ticket }) };
}

/** SHA-256 of a finding's evidence, by which an entry can pin what was accepted. */
export function evidenceHash({ evidence }: Finding): string {
  return createHash('sha256').update(JSON.stringify(evidence)).digest('hex');
}

/** The day so many days after another, both as `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
