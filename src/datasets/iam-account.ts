/** What IAM knows of the account as a whole: its root user, its password policy, its server certificates. */
import { perAccount, resourceType } from '../core/dataset.js';
import { type Absent, absent, isAbsent } from '../core/fact.js';
import { iam } from './iam-client.js';
import { organization } from './organizations.js';
import { required, requiredFlag } from './require.js';

const paging = { input: 'Marker', output: 'Marker' };

/** What the account summary says of the root user. */
export interface RootCredentials {
  readonly mfa: boolean;
  readonly password: boolean;
  readonly accessKeys: boolean;
  readonly signingCertificates: boolean;
}

/** Whether the root user has credentials and MFA (GetAccountSummary, SummaryMap). */
export const rootCredentials = perAccount({
  name: 'iam.rootCredentials',
  operations: [iam.GetAccountSummary],
  async read({ send, region }): Promise<RootCredentials> {
    const at = { operation: iam.GetAccountSummary, region };
    const { SummaryMap } = await send(iam.GetAccountSummary, {});
    const summary: Partial<Record<string, number>> = required(SummaryMap, 'SummaryMap', at);
    const present = (member: string): boolean => required(summary[member], `SummaryMap.${member}`, at) > 0;
    return {
      mfa: present('AccountMFAEnabled'),
      password: present('AccountPasswordPresent'),
      accessKeys: present('AccountAccessKeysPresent'),
      signingCertificates: present('AccountSigningCertificatesPresent'),
    };
  },
});

/** True when there is something of the root user's to protect. */
export function hasRootCredentials({ password, accessKeys, signingCertificates }: RootCredentials): boolean {
  return password || accessKeys || signingCertificates;
}

/**
 * Serial numbers of the root user's virtual MFA devices; absent where it has no MFA or nothing to protect (then
 * nothing is asked). No API lists its other devices to another principal.
 */
export const rootVirtualDevices = perAccount({
  name: 'iam.rootVirtualDevices',
  operations: [iam.ListVirtualMFADevices],
  needs: { root: rootCredentials },
  async read({ pages, region }, { root }): Promise<readonly string[] | Absent> {
    if (!root.mfa || !hasRootCredentials(root)) return absent;
    const at = { operation: iam.ListVirtualMFADevices, region };
    const serials: string[] = [];
    const input = { AssignmentStatus: 'Assigned' as const, MaxItems: 1000 };
    for await (const { VirtualMFADevices } of pages(at.operation, input, paging)) {
      for (const { SerialNumber, User } of required(VirtualMFADevices, 'VirtualMFADevices', at)) {
        const owner = required(User?.Arn, 'User.Arn', at);
        const serial = required(SerialNumber, 'SerialNumber', at);
        if (owner.endsWith(':root')) serials.push(serial);
      }
    }
    return serials;
  },
});

/** No feature can be on: IAM lacks trusted access, or the organization is for consolidated billing only. */
const noFeatures = ['ServiceAccessNotEnabledException', 'OrganizationNotInAllFeaturesModeException'];

/**
 * The features of central root access that are on in the organization (`RootCredentialsManagement`, `RootSessions`).
 * Absent for an account that does not manage them: neither the management account nor the delegated administrator.
 */
export const centralRootFeatures = perAccount({
  name: 'iam.centralRootFeatures',
  operations: [iam.ListOrganizationsFeatures],
  needs: { organization },
  async read({ send, account, region }, { organization: of }): Promise<readonly string[] | Absent> {
    if (isAbsent(of)) return absent;
    const at = { operation: iam.ListOrganizationsFeatures, region };
    const member = of.managementAccount !== account;
    const answers = member ? ['AccountNotManagementOrDelegatedAdministratorException', ...noFeatures] : noFeatures;
    const answer = await send(at.operation, {}, { absent: answers });
    if (isAbsent(answer)) return member ? absent : [];
    return required(answer.EnabledFeatures, 'EnabledFeatures', at);
  },
});

/** What the account asks of the passwords of its users. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly uppercase: boolean;
  readonly lowercase: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
  /** Earlier passwords that may not be used again; 0 where there is no such rule. */
  readonly remembered: number;
  /** Days after which a password expires; `never` where it does not. */
  readonly maximumAgeDays: number | 'never';
}

/**
 * The length that AWS asks for where no policy is set. Its default asks for three of the four classes of characters
 * and for none in particular, lets every earlier password be used again, and lets none expire.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export const defaultMinimumLength = 8;

/** The password policy; absent where the account has none of its own, so that AWS's default policy holds. */
export const passwordPolicy = perAccount({
  name: 'iam.passwordPolicy',
  operations: [iam.GetAccountPasswordPolicy],
  async read({ send, region }): Promise<PasswordPolicy | Absent> {
    const at = { operation: iam.GetAccountPasswordPolicy, region };
    const answer = await send(at.operation, {}, { absent: ['NoSuchEntityException'] });
    if (isAbsent(answer)) return absent;
    const policy = required(answer.PasswordPolicy, 'PasswordPolicy', at);
    const expires = requiredFlag(policy.ExpirePasswords, 'ExpirePasswords', at);
    return {
      minimumLength: required(policy.MinimumPasswordLength, 'MinimumPasswordLength', at),
      uppercase: requiredFlag(policy.RequireUppercaseCharacters, 'RequireUppercaseCharacters', at),
      lowercase: requiredFlag(policy.RequireLowercaseCharacters, 'RequireLowercaseCharacters', at),
      numbers: requiredFlag(policy.RequireNumbers, 'RequireNumbers', at),
      symbols: requiredFlag(policy.RequireSymbols, 'RequireSymbols', at),
      // IAM leaves the member out where there is no rule.
      remembered:
        policy.PasswordReusePrevention === undefined
          ? 0
          : required(policy.PasswordReusePrevention, 'PasswordReusePrevention', at),
      maximumAgeDays: expires ? required(policy.MaxPasswordAge, 'MaxPasswordAge', at) : 'never',
    };
  },
});

/** TLS certificates that were uploaded to IAM. */
export const serverCertificate = resourceType({
  name: 'iam.serverCertificate',
  type: 'AWS::IAM::ServerCertificate',
  reach: 'global',
  listed: 'per-account',
  operations: [iam.ListServerCertificates],
  async *list({ pages, region }) {
    const at = { operation: iam.ListServerCertificates, region };
    for await (const page of pages(at.operation, { MaxItems: 1000 }, paging)) {
      yield {
        items: required(page.ServerCertificateMetadataList, 'ServerCertificateMetadataList', at).map(
          ({ Arn, ServerCertificateName, Expiration }) => ({
            arn: required(Arn, 'Arn', at),
            name: required(ServerCertificateName, 'ServerCertificateName', at),
            data: { expires: required(Expiration, 'Expiration', at) },
          }),
        ),
      };
    }
  },
});
