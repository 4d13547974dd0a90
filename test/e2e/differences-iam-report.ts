import { withBody } from './answer.js';
import type { Difference } from './differences.js';
import { isoSeconds, type Facts, type KeyFacts, type UserFacts } from './facts.js';

/** The way the report writes instants. */
function reportTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}+00:00`;
}

function keyColumns(active: string, key: KeyFacts | undefined): string[] {
  if (key === undefined) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const used = key.used === undefined ? 'N/A' : reportTime(key.used.date);
  return [active, reportTime(key.changed ?? key.created), used, key.used?.region ?? 'N/A', key.used?.service ?? 'N/A'];
}

/** Whether there is a password, when it was used and set, and when it must be changed. */
function passwordColumns(password: UserFacts['password']): string[] {
  if (password === undefined) return ['false', 'N/A', 'N/A', 'N/A'];
  const used = password.used === undefined ? 'no_information' : reportTime(password.used);
  return ['true', used, reportTime(password.changed), 'N/A'];
}

/** A user's row as AWS writes it: moto cannot backdate, and writes `not_supported` where AWS writes N/A. */
function userRow(columns: readonly string[], user: UserFacts): string {
  const [name = '', arn = '', , , , , , mfa = '', active1 = ''] = columns;
  const active2 = columns[13] ?? '';
  return [
    ...[name, arn, reportTime(user.created), ...passwordColumns(user.password), mfa],
    ...keyColumns(active1, user.keys[0]),
    ...keyColumns(active2, user.keys[1]),
    ...['false', 'N/A', 'false', 'N/A'],
  ].join(',');
}

function rootRow({ root, created }: Facts): string {
  const used = root.used === undefined ? 'no_information' : reportTime(root.used);
  const password = root.password
    ? ['true', used, reportTime(created), 'not_supported']
    : ['false', 'N/A', 'N/A', 'not_supported'];
  const key = root.accessKeys ? { created } : undefined;
  return [
    ...['<root_account>', 'arn:aws:iam::123456789012:root', reportTime(created), ...password, String(root.mfa)],
    ...keyColumns('true', key),
    ...keyColumns('false', undefined),
    ...[String(root.signingCertificates), 'N/A', 'false', 'N/A'],
  ].join(',');
}

function report(csv: string, facts: Facts): string {
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const users = rows.flatMap((row) => {
    const columns = row.split(',');
    const user = facts.users[columns[0] ?? ''];
    if (user === undefined) return [row];
    return user.inReport ? [userRow(columns, user)] : [];
  });
  return [header, rootRow(facts), ...users].join('\n');
}

export const credentialReportDifference: Difference = {
  service: 'iam',
  operation: 'GetCredentialReport',
  moto: 'has no row for root, dates everything today, says it was generated in 2015',
  page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html',
  async answer(_, { facts, next }) {
    const answer = await next();
    const body = answer.body
      .replace(/<Content>([^<]*)<\/Content>/, (_all, content: string) => {
        const csv = report(Buffer.from(content, 'base64').toString('utf8'), facts);
        return `<Content>${Buffer.from(csv).toString('base64')}</Content>`;
      })
      .replace(/<GeneratedTime>[^<]*</, `<GeneratedTime>${isoSeconds(new Date(facts.now.getTime() - 600_000))}<`);
    return withBody(answer, body);
  },
};
