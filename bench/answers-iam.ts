import { type AccountShape, accountId, indexIn, indices, reportPolls, userArn, userKeys, userName } from './account.js';
import { detailsPage, rolesPage } from './answers-iam-entities.js';
import type { Answer } from './answers.js';
import { failure, queryResult } from './wire.js';

const created = '2025-01-01T00:00:00+00:00';

/** A user's two keys are told apart in the credential report by when they were made. */
const keyCreated = ['2025-01-02T00:00:00+00:00', '2025-01-03T00:00:00+00:00'] as const;

const reportColumns = [
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active',
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service',
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service',
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
].join(',');

/** IAM. The credential report is complete after the documented number of polls. */
export function iamAnswers(account: AccountShape): Readonly<Record<string, Answer>> {
  let reportRequests = 0;
  return {
    'iam:GetAccountSummary': (call) => queryResult(call, `<SummaryMap>${summary}</SummaryMap>`),
    'iam:GetAccountPasswordPolicy': (call) =>
      queryResult(
        call,
        '<PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength><RequireSymbols>true</RequireSymbols>' +
          '<RequireNumbers>true</RequireNumbers><RequireUppercaseCharacters>true</RequireUppercaseCharacters>' +
          '<RequireLowercaseCharacters>true</RequireLowercaseCharacters><ExpirePasswords>false</ExpirePasswords>' +
          '<PasswordReusePrevention>24</PasswordReusePrevention></PasswordPolicy>',
      ),
    'iam:ListOrganizationsFeatures': (call) =>
      queryResult(
        call,
        '<OrganizationId>o-bench</OrganizationId>' +
          '<EnabledFeatures><member>RootCredentialsManagement</member></EnabledFeatures>',
      ),
    'iam:ListSAMLProviders': (call) => queryResult(call, '<SAMLProviderList/>'),
    'iam:ListServerCertificates': (call) =>
      queryResult(call, '<ServerCertificateMetadataList/><IsTruncated>false</IsTruncated>'),
    'iam:ListVirtualMFADevices': (call) => queryResult(call, '<VirtualMFADevices/><IsTruncated>false</IsTruncated>'),
    'iam:GetAccountAuthorizationDetails': (call) => queryResult(call, detailsPage(account, call)),
    'iam:ListRoles': (call) => queryResult(call, rolesPage(account, call)),
    'iam:GenerateCredentialReport': (call) => {
      reportRequests += 1;
      return queryResult(call, `<State>${reportRequests > reportPolls ? 'COMPLETE' : 'STARTED'}</State>`);
    },
    'iam:GetCredentialReport': (call) => {
      if (reportRequests === 0) return failure(call, 'ReportNotPresent', 410);
      if (reportRequests <= reportPolls) return failure(call, 'ReportInProgress', 404);
      const generated = new Date().toISOString();
      return queryResult(
        call,
        `<Content>${report(account)}</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>${generated}</GeneratedTime>`,
      );
    },
    'iam:ListAccessKeys': (call) => {
      const user = new URLSearchParams(call.input).get('UserName') ?? '';
      return queryResult(
        call,
        `<AccessKeyMetadata>${accessKeys(user)}</AccessKeyMetadata><IsTruncated>false</IsTruncated>`,
      );
    },
  };
}

const summary = Object.entries({
  AccountMFAEnabled: 1,
  AccountPasswordPresent: 1,
  AccountAccessKeysPresent: 0,
  AccountSigningCertificatesPresent: 0,
})
  .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
  .join('');

function accessKeys(user: string): string {
  const index = indexIn(user);
  return userKeys(index)
    .map((state, slot) => ({ state, slot }))
    .filter(({ state }) => state !== 'none')
    .map(
      ({ state, slot }) =>
        `<member><UserName>${user}</UserName><AccessKeyId>AKIABENCH${slot}${String(index).padStart(10, '0')}</AccessKeyId>` +
        `<Status>${state === 'active' ? 'Active' : 'Inactive'}</Status><CreateDate>${keyCreated[slot]}</CreateDate></member>`,
    )
    .join('');
}

function report(account: AccountShape): string {
  const root = `<root_account>,arn:aws:iam::${accountId}:root,${created},TRUE,no_information,N/A,N/A,true,${noKey},${noKey},${noCertificates}`;
  const rows = indices(account.users).map((index) => {
    const slots = userKeys(index).map((state, slot) =>
      state === 'none' ? noKey : keyColumns(state === 'active', slot),
    );
    return `${userName(index)},${userArn(index)},${created},false,N/A,N/A,N/A,false,${slots.join(',')},${noCertificates}`;
  });
  return Buffer.from([reportColumns, root, ...rows].join('\n')).toString('base64');
}

const noKey = 'false,N/A,N/A,N/A,N/A';
const noCertificates = 'false,N/A,false,N/A';

function keyColumns(active: boolean, slot: number): string {
  return `${active},${keyCreated[slot]},2025-02-01T00:00:00+00:00,us-east-1,s3`;
}
