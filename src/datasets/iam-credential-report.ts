/** The IAM credential report: its rows, and which of its slots is which access key. */
import { parse as parseCsv } from 'csv-parse/sync';

/** When a credential was last used; `never` where AWS has no record of it. */
export type LastUse = Date | 'never';

/** One of the two access key slots of a credential report row that holds a key. */
export interface KeySlot {
  readonly active: boolean;
  /** When the key was created or last changed: never before its creation. */
  readonly lastRotated: Date;
  readonly lastUsed: LastUse;
}

/** The credential report: one row a user, up to 4 hours old. */
export interface CredentialReport {
  readonly generatedAt: Date;
  /** Access keys by user ARN. */
  readonly keys: ReadonlyMap<string, readonly KeySlot[]>;
}

/** Reads the report's CSV. `broken` is called, and must throw, where a row cannot be judged. */
export function readReport(content: Uint8Array, broken: (what: string) => never): Map<string, readonly KeySlot[]> {
  let rows: Partial<Record<string, string>>[];
  try {
    rows = parseCsv(Buffer.from(content), { columns: true });
  } catch {
    return broken('the report is not valid CSV');
  }
  return new Map(
    rows.map((row) => {
      const cell = (column: string): string => row[column] ?? broken(`a row has no ${column}`);
      const instant = (column: string): Date => {
        const date = new Date(cell(column));
        return Number.isNaN(date.getTime()) ? broken(`${column} is not a date`) : date;
      };
      const slots = [1, 2].flatMap((slot): KeySlot[] => {
        const active = flag(cell(`access_key_${slot}_active`), broken);
        // A slot that never held a key has no date.
        if (!active && cell(`access_key_${slot}_last_rotated`) === 'N/A') return [];
        const used = `access_key_${slot}_last_used_date`;
        const never = cell(used) === 'N/A' || cell(used) === 'no_information';
        return [
          {
            active,
            lastRotated: instant(`access_key_${slot}_last_rotated`),
            lastUsed: never ? 'never' : instant(used),
          },
        ];
      });
      return [cell('arn'), slots];
    }),
  );
}

function flag(text: string, broken: (what: string) => never): boolean {
  const lower = text.toLowerCase();
  return lower === 'true' || (lower === 'false' ? false : broken('a flag is neither true nor false'));
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
