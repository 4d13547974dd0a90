import { perAccount } from '../core/dataset.js';
import { iam } from './iam-client.js';
import { required } from './require.js';

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
