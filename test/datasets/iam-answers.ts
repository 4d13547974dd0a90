/** Answers of IAM about users and their access keys. */
import { type Replies } from './bench.js';

export const generatedAt = new Date('2026-01-01T12:00:00Z');

/** What a credential report says of one user, in its own words; a slot without `rotated` never held a key. */
export interface Row {
  readonly user: string;
  readonly arn?: string;
  readonly created?: string;
  readonly password?: { readonly enabled: string; readonly used: string; readonly changed: string };
  readonly mfa?: string;
  readonly keys?: readonly {
    readonly active: string;
    readonly rotated: string;
    readonly used: string;
    readonly region?: string;
    readonly service?: string;
  }[];
}

const noPassword = { enabled: 'false', used: 'N/A', changed: 'N/A' };
const noKey: NonNullable<Row['keys']>[number] = { active: 'false', rotated: 'N/A', used: 'N/A' };
const columns = [
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active',
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service',
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service',
].join(',');

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const arnOf = (user: string): string => `arn:aws:iam::111122223333:user/${user}`;

/** The root user's row, as AWS writes it where there is nothing to tell. */
export const root: Row = {
  user: '<root_account>',
  arn: 'arn:aws:iam::111122223333:root',
  password: { enabled: 'not_supported', used: 'no_information', changed: 'not_supported' },
  mfa: 'true',
};

/** The CSV of a credential report. */
export function csvOf(...rows: readonly Row[]): Uint8Array {
  const lines = rows.map(
    ({
      user,
      arn = arnOf(user),
      created = '2020-01-01T00:00:00+00:00',
      password = noPassword,
      mfa = 'false',
      keys = [],
    }) => {
      const slots = [keys[0] ?? noKey, keys[1] ?? noKey].flatMap(
        ({ active, rotated, used, region = 'N/A', service = 'N/A' }) => [active, rotated, used, region, service],
      );
      const { enabled, used, changed } = password;
      return [user, arn, created, enabled, used, changed, mfa, ...slots].map(cell).join(',');
    },
  );
  return Buffer.from([columns, ...lines].join('\n'));
}

/** The CSV of a credential report with the root user's row. */
export function csv(...rows: readonly Row[]): Uint8Array {
  return csvOf(root, ...rows);
}

/** The listing of users without groups and policies, by name. */
export function users(...names: readonly string[]): { readonly UserDetailList: readonly object[] } {
  const plain = { Path: '/', CreateDate: new Date('2020-01-01T00:00:00Z'), GroupList: [], AttachedManagedPolicies: [] };
  return { UserDetailList: names.map((name) => ({ ...plain, Arn: arnOf(name), UserName: name })) };
}

/** An account of users with a finished report. */
export function account(rows: readonly Row[], names: readonly string[] = rows.map(({ user }) => user)): Replies {
  return {
    'iam:GetAccountAuthorizationDetails': users(...names),
    'iam:GenerateCredentialReport': { State: 'COMPLETE' },
    'iam:GetCredentialReport': { Content: csv(...rows), GeneratedTime: generatedAt },
  };
}
