import { withBody } from './answer.js';
import type { Difference } from './differences.js';
import { isoSeconds, type Facts, type KeyFacts, type UserFacts } from './facts.js';

const reference = 'https://docs.aws.amazon.com/IAM/latest/APIReference';
const reportPage = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html';

/** Puts an entry into GetAccountSummary's map, over one that is there. */
function withEntry(xml: string, key: string, value: boolean): string {
  const rest = xml.replace(new RegExp(`<entry><key>${key}</key><value>\\d+</value></entry>`), '');
  return rest.replace('</SummaryMap>', `<entry><key>${key}</key><value>${value ? 1 : 0}</value></entry></SummaryMap>`);
}

/** The way the report writes instants. */
function reportTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}+00:00`;
}

function keyColumns(active: string, key: KeyFacts | undefined): string[] {
  if (key === undefined) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const used = key.used === undefined ? 'N/A' : reportTime(key.used.date);
  return [active, reportTime(key.changed ?? key.created), used, key.used?.region ?? 'N/A', key.used?.service ?? 'N/A'];
}

/** A user's row as AWS writes it: moto cannot backdate, and writes `not_supported` where AWS writes N/A. */
function userRow(columns: readonly string[], user: UserFacts): string {
  const [name = '', arn = '', , , , , , mfa = '', active1 = ''] = columns;
  const active2 = columns[13] ?? '';
  return [
    ...[name, arn, reportTime(user.created), 'false', 'N/A', 'N/A', 'N/A', mfa],
    ...keyColumns(active1, user.keys[0]),
    ...keyColumns(active2, user.keys[1]),
    ...['false', 'N/A', 'false', 'N/A'],
  ].join(',');
}

function rootRow(facts: Facts): string {
  const { root, created } = facts;
  const password = root.password
    ? ['true', 'no_information', reportTime(created), 'not_supported']
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

export const iamDifferences: readonly Difference[] = [
  {
    service: 'iam',
    operation: 'GetAccountSummary',
    moto: 'lacks AccountPasswordPresent and fixes the other facts about root at 0',
    page: `${reference}/API_GetAccountSummary.html`,
    async answer(_, { facts: { root }, next }) {
      const answer = await next();
      const entries = {
        AccountPasswordPresent: root.password,
        AccountAccessKeysPresent: root.accessKeys,
        AccountSigningCertificatesPresent: root.signingCertificates,
        AccountMFAEnabled: root.mfa,
      };
      const body = Object.entries(entries).reduce((xml, [key, value]) => withEntry(xml, key, value), answer.body);
      return withBody(answer, body);
    },
  },
  {
    service: 'iam',
    operation: 'GetCredentialReport',
    moto: 'has no row for root, dates everything today, says it was generated in 2015',
    page: reportPage,
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
  },
  {
    service: 'iam',
    operation: 'GetAccountAuthorizationDetails',
    moto: 'dates users today',
    page: `${reference}/API_UserDetail.html`,
    async answer(_, { facts, next }) {
      const answer = await next();
      const dated = (_all: string, head: string, name: string): string =>
        `${head}${isoSeconds(facts.users[name]?.created ?? facts.created)}</CreateDate>`;
      return withBody(
        answer,
        answer.body.replaceAll(
          /(<UserName>([^<]*)<\/UserName>(?:(?!<UserName>).)*?<CreateDate>)[^<]*<\/CreateDate>/gs,
          dated,
        ),
      );
    },
  },
  {
    service: 'iam',
    operation: 'ListAccessKeys',
    moto: 'dates access keys today',
    page: `${reference}/API_AccessKeyMetadata.html`,
    async answer(call, { facts, next }) {
      const answer = await next();
      const keys = facts.users[String(call.input['UserName'])]?.keys ?? [];
      let slot = 0;
      const dated = (): string => `<CreateDate>${isoSeconds(keys[slot++]?.created ?? facts.created)}</CreateDate>`;
      return withBody(answer, answer.body.replaceAll(/<CreateDate>[^<]*<\/CreateDate>/g, dated));
    },
  },
];
