import { withBody } from './answer.js';
import { credentialReportDifference } from './differences-iam-report.js';
import type { Difference, Upstream } from './differences.js';
import { isoSeconds, type Facts } from './facts.js';

const reference = 'https://docs.aws.amazon.com/IAM/latest/APIReference';

/** Puts an entry into GetAccountSummary's map, over one that is there. */
function withEntry(xml: string, key: string, value: boolean): string {
  const rest = xml.replace(new RegExp(`<entry><key>${key}</key><value>\\d+</value></entry>`), '');
  return rest.replace('</SummaryMap>', `<entry><key>${key}</key><value>${value ? 1 : 0}</value></entry></SummaryMap>`);
}

/** Dates what an answer tells of: users and roles by their facts, all else by the one date for what has none. */
function dated(xml: string, facts: Facts): string {
  let made = facts.created;
  return xml.replaceAll(
    /<(User|Role|Group|Policy)Name>([^<]*)<|<(CreateDate|UpdateDate|EnableDate)>[^<]*</g,
    (text: string, kind: string | undefined, name = '', date = '') => {
      if (kind === undefined) return `<${date}>${isoSeconds(made)}<`;
      made = { User: facts.users[name], Role: facts.roles[name] }[kind]?.created ?? facts.created;
      return text;
    },
  );
}

/** Says of every role when it was last used, as far as it was. */
function withLastUse(xml: string, facts: Facts): string {
  let role = '';
  return xml.replaceAll(/<RoleName>([^<]*)<|<RoleLastUsed(?:\/>|>[^]*?<\/RoleLastUsed>)/g, (text, name?: string) => {
    if (name !== undefined) {
      role = name;
      return text;
    }
    const used = facts.roles[role]?.used;
    const members =
      used === undefined ? '' : `<LastUsedDate>${isoSeconds(used)}</LastUsedDate><Region>eu-west-1</Region>`;
    return `<RoleLastUsed>${members}</RoleLastUsed>`;
  });
}

/** Says of every policy its name, and of how many users and roles it is the permissions boundary. */
async function withPolicyDetails(xml: string, { ask }: Upstream): Promise<string> {
  if (!xml.includes('<AttachmentCount>')) return xml;
  const body = 'Action=GetAccountAuthorizationDetails&Version=2010-05-08&Filter.member.1=User&Filter.member.2=Role';
  const { body: entities } = await ask({ body });
  const boundaries = [...entities.matchAll(/<PermissionsBoundaryArn>([^<]*)</g)].map(([, arn]) => arn);
  let policy = '';
  return xml.replaceAll(/<Arn>([^<]*)<|<\/AttachmentCount>/g, (text, arn?: string) => {
    if (arn !== undefined) {
      policy = arn;
      return text;
    }
    const uses = boundaries.filter((one) => one === policy).length;
    const name = `<PolicyName>${policy.split('/').at(-1)}</PolicyName>`;
    return `${text}<PermissionsBoundaryUsageCount>${uses}</PermissionsBoundaryUsageCount>${name}`;
  });
}

/** The root user's virtual device, in the form in which IAM lists it. */
function rootDevice({ created }: Facts): string {
  const user = `<UserId>123456789012</UserId><Arn>arn:aws:iam::123456789012:root</Arn><CreateDate>${isoSeconds(created)}</CreateDate>`;
  const serial = '<SerialNumber>arn:aws:iam::123456789012:mfa/root-account-mfa-device</SerialNumber>';
  return `<member>${serial}<EnableDate>${isoSeconds(created)}</EnableDate><User>${user}</User></member>`;
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
  credentialReportDifference,
  {
    service: 'iam',
    operation: 'GetAccountAuthorizationDetails',
    moto: 'takes its own time for the use of roles, and gives no names of policies and no uses of one as permissions boundary',
    page: `${reference}/API_ManagedPolicyDetail.html`,
    async answer(_, upstream) {
      const answer = await upstream.next();
      return withBody(answer, await withPolicyDetails(withLastUse(answer.body, upstream.facts), upstream));
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
      const made = (): string => `<CreateDate>${isoSeconds(keys[slot++]?.created ?? facts.created)}</CreateDate>`;
      return withBody(answer, answer.body.replaceAll(/<CreateDate>[^<]*<\/CreateDate>/g, made));
    },
  },
  {
    service: 'iam',
    operation: 'ListVirtualMFADevices',
    moto: 'lacks the device of root and gives the seeds of all others',
    page: `${reference}/API_ListVirtualMFADevices.html`,
    async answer(_, { facts, next }) {
      const answer = await next();
      const secrets = /<(Base32StringSeed|QRCodePNG)>[^<]*<\/\1>/g;
      const devices = facts.root.virtualMfa ? rootDevice(facts) : '';
      return withBody(
        answer,
        answer.body.replaceAll(secrets, '').replace('<VirtualMFADevices>', `<VirtualMFADevices>${devices}`),
      );
    },
  },
  {
    service: 'iam',
    operation: 'ListServerCertificates',
    moto: 'lets every certificate end in 2012',
    page: `${reference}/API_ServerCertificateMetadata.html`,
    async answer(_, { facts, next }) {
      const answer = await next();
      const pattern = /(<ServerCertificateName>([^<]*)<(?:(?!<\/member>)[^])*<Expiration>)[^<]*</g;
      const ending = (_all: string, head: string, name: string): string =>
        `${head}${isoSeconds(facts.certificates[name] ?? facts.now)}<`;
      return withBody(answer, answer.body.replaceAll(pattern, ending));
    },
  },
  {
    service: 'iam',
    operation: 'GetSAMLProvider',
    moto: 'lets every provider end in 2032',
    page: `${reference}/API_GetSAMLProvider.html`,
    async answer(call, { facts, next }) {
      const answer = await next();
      const name = String(call.input['SAMLProviderArn']).split('/').at(-1) ?? '';
      const end = isoSeconds(facts.samlProviders[name] ?? facts.now);
      return withBody(answer, answer.body.replace(/<ValidUntil>[^<]*</, `<ValidUntil>${end}<`));
    },
  },
  {
    service: 'iam',
    operation: '*',
    moto: 'dates everything today',
    page: `${reference}/API_UserDetail.html`,
    async answer(_, { facts, next }) {
      const answer = await next();
      return withBody(answer, dated(answer.body, facts));
    },
  },
];
