/** Answers of IAM about users and their access keys. */
import { type Replies } from './bench.js';

export const generatedAt = new Date('2026-01-01T12:00:00Z');

/** What a credential report says of one user's keys; a slot without `rotated` never held one. */
export interface Row {
  readonly user: string;
  readonly arn?: string;
  readonly keys?: readonly { readonly active: string; readonly rotated: string; readonly used: string }[];
}

const none = { active: 'false', rotated: 'N/A', used: 'N/A' };
const columns = [
  'user,arn,user_creation_time,password_enabled,password_last_used,mfa_active',
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region',
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region',
].join(',');

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const arnOf = (user: string): string => `arn:aws:iam::111122223333:user/${user}`;

/** The CSV of a credential report, with the root user's row as AWS writes it. */
export function csv(...rows: readonly Row[]): Uint8Array {
  const root =
    '<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,no_information,true';
  const lines = rows.map(({ user, arn = arnOf(user), keys = [] }) => {
    const slots = [keys[0] ?? none, keys[1] ?? none].map(({ active, rotated, used }) => [active, rotated, used, 'N/A']);
    return [user, arn, '2020-01-01T00:00:00+00:00', 'false', 'N/A', 'false', ...slots.flat()].map(cell).join(',');
  });
  return Buffer.from([columns, `${root},false,N/A,N/A,N/A,false,N/A,N/A,N/A`, ...lines].join('\n'));
}

/** The listing of users, by name. */
export function users(...names: readonly string[]): { readonly UserDetailList: readonly object[] } {
  return { UserDetailList: names.map((name) => ({ Arn: arnOf(name), UserName: name })) };
}

/** An account of users with a finished report. */
export function account(rows: readonly Row[], names: readonly string[] = rows.map(({ user }) => user)): Replies {
  return {
    'iam:GetAccountAuthorizationDetails': users(...names),
    'iam:GenerateCredentialReport': { State: 'COMPLETE' },
    'iam:GetCredentialReport': { Content: csv(...rows), GeneratedTime: generatedAt },
  };
}
