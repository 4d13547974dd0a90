/** The IAM credential report: its rows, and which of its slots is which access key. */
import { parse as parseCsv } from 'csv-parse/sync';
import { type Absent, absent, isAbsent } from '../core/fact.js';

/** When a credential was last used; `never` where AWS has no record of it. */
export type LastUse = Date | 'never';

/** One of the two access key slots of a credential report row that holds a key. */
export interface KeySlot {
  readonly active: boolean;
  /** When the key was created or last changed: never before its creation. */
  readonly lastRotated: Date;
  readonly lastUsed: LastUse;
  /** Region of the last use; absent where there was none, or in a service that has no regions. */
  readonly lastUsedRegion: string | Absent;
  /** Service of the last use by its namespace, such as `s3`; absent where there was none. */
  readonly lastUsedService: string | Absent;
}

/** A console password. */
export interface Password {
  readonly lastUsed: LastUse;
  readonly lastChanged: Date;
}

/** The columns that decide. */
const columns = [
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
] as const;

type Column = (typeof columns)[number];

/** A row as AWS wrote it. It is read where it is needed, so that one odd row leaves the others known. */
export type ReportRow = Readonly<Record<Column, string>>;

/** Called where a report or a row cannot be judged; must throw. */
type Broken = (what: string) => never;

/** The report's rows by ARN, the root user's too. `broken` is called where it is no CSV or lacks a column. */
export function readReport(content: Uint8Array, broken: Broken): ReadonlyMap<string, ReportRow> {
  const rows = new Map<string, ReportRow>();
  let header: readonly string[] = [];
  try {
    parseCsv(Buffer.from(content), {
      columns: (names: string[]) => {
        header = names;
        return names.map((name) => (columns.some((column) => column === name) ? name : false));
      },
      // Kept here, and by the parser no more.
      on_record: (row: ReportRow) => {
        rows.set(row.arn, row);
        return undefined;
      },
    });
  } catch {
    return broken('the report is not valid CSV');
  }
  const missing = columns.find((column) => !header.includes(column));
  return missing === undefined ? rows : broken(`the report has no column ${missing}`);
}

/** The access keys of a row, active or not. */
export function keysIn(row: ReportRow, broken: Broken): KeySlot[] {
  return ([1, 2] as const).flatMap((slot): KeySlot[] => {
    const active = flag(row, `access_key_${slot}_active`, broken);
    // A slot that holds no key has no date.
    if (!active && row[`access_key_${slot}_last_rotated`] === 'N/A') return [];
    return [
      {
        active,
        lastRotated: instant(row, `access_key_${slot}_last_rotated`, broken),
        lastUsed: lastUse(row, `access_key_${slot}_last_used_date`, broken),
        lastUsedRegion: orAbsent(row[`access_key_${slot}_last_used_region`]),
        lastUsedService: orAbsent(row[`access_key_${slot}_last_used_service`]),
      },
    ];
  });
}

/** What a user's row says. */
export interface RowCredentials {
  readonly created: Date;
  /** Absent where the user has no console password. */
  readonly password: Password | Absent;
  /** Whether the user has an MFA device. */
  readonly mfa: boolean;
  readonly keys: readonly KeySlot[];
}

/** What a user's row says. */
export function credentialsIn(row: ReportRow, broken: Broken): RowCredentials {
  return {
    created: instant(row, 'user_creation_time', broken),
    password: flag(row, 'password_enabled', broken)
      ? {
          lastUsed: lastUse(row, 'password_last_used', broken),
          lastChanged: instant(row, 'password_last_changed', broken),
        }
      : absent,
    mfa: flag(row, 'mfa_active', broken),
    keys: keysIn(row, broken),
  };
}

/** When each of the root user's credentials was last used, whether it still exists or not. */
export interface RootUse {
  readonly password: LastUse;
  readonly accessKey1: LastUse;
  readonly accessKey2: LastUse;
}

/** What the root user's row says of use; `password_enabled` says nothing where AWS writes `not_supported`. */
export function rootUseIn(row: ReportRow, broken: Broken): RootUse {
  return {
    password: lastUse(row, 'password_last_used', broken),
    accessKey1: lastUse(row, 'access_key_1_last_used_date', broken),
    accessKey2: lastUse(row, 'access_key_2_last_used_date', broken),
  };
}

function orAbsent(text: string): string | Absent {
  return text === 'N/A' || text === 'no_information' ? absent : text;
}

function instant(row: ReportRow, column: Column, broken: Broken): Date {
  const date = new Date(row[column]);
  return Number.isNaN(date.getTime()) ? broken(`${column} is not a date`) : date;
}

/** `N/A` and `no_information` both stand for no use since AWS began to record it (IAM user guide, credential reports). */
function lastUse(row: ReportRow, column: Column, broken: Broken): LastUse {
  return isAbsent(orAbsent(row[column])) ? 'never' : instant(row, column, broken);
}

/** AWS writes flags in either case. */
function flag(row: ReportRow, column: Column, broken: Broken): boolean {
  const text = row[column].toLowerCase();
  return text === 'true' || (text === 'false' ? false : broken(`${column} is neither true nor false`));
}

/** An access key as ListAccessKeys shows it. */
export interface ListedKey {
  readonly id: string;
  readonly active: boolean;
  readonly created: Date;
}

/** Milliseconds by which the two APIs, which both give whole seconds, may state one creation apart. */
const sameInstant = 1_000;

/**
 * The last use of one of a user's keys, from the report's slot that is its own; undefined where the report does
 * not tell. It names no key ids: a slot with a key's creation and state is that key's, and what is left over
 * belongs to the other key, if it can (a slot's date is never before its key's creation).
 */
export function lastUseOf(
  key: ListedKey,
  keys: readonly ListedKey[],
  slots: readonly KeySlot[],
  reportGeneratedAt: Date,
): LastUse | undefined {
  if (key.created > reportGeneratedAt) return 'never';
  // Scripts that rotate keys make one and deactivate the other in the same second.
  const isOf = (slot: KeySlot, { created, active }: ListedKey): boolean =>
    slot.active === active && Math.abs(slot.lastRotated.getTime() - created.getTime()) <= sameInstant;
  const others = keys.filter((other) => other !== key);
  const exact = slots.filter((slot) => isOf(slot, key));
  const left = slots.filter(
    (slot) =>
      slot.lastRotated.getTime() >= key.created.getTime() - sameInstant && !others.some((other) => isOf(slot, other)),
  );
  const own = exact.length > 0 ? exact : left;
  return own.length === 1 ? own[0]?.lastUsed : undefined;
}
