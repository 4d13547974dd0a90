/** AWS Account Management: whom AWS writes to about the account. Names, addresses and numbers are never kept. */
import { defineService } from '../aws/service.js';
import { perAccount } from '../core/dataset.js';
import { type Absent, isAbsent } from '../core/fact.js';
import { required } from './require.js';

/** Account Management: one endpoint a partition. */
export const accountManagement = defineService({
  id: 'account',
  global: true,
  load: async () => {
    const { AccountClient, GetAlternateContactCommand, GetContactInformationCommand, ListRegionsCommand } =
      await import('@aws-sdk/client-account');
    return {
      client: AccountClient,
      commands: {
        GetAlternateContact: GetAlternateContactCommand,
        GetContactInformation: GetContactInformationCommand,
        ListRegions: ListRegionsCommand,
      },
    };
  },
  actions: {
    GetAlternateContact: ['account:GetAlternateContact'],
    GetContactInformation: ['account:GetContactInformation'],
    ListRegions: ['account:ListRegions'],
  },
  cut: {
    GetAlternateContact: ['Title'],
    GetContactInformation: [
      'AddressLine2',
      'AddressLine3',
      'StateOrRegion',
      'DistrictOrCounty',
      'CompanyName',
      'WebsiteUrl',
    ],
  },
});

/** Which members of a contact record say something. */
export interface Contact {
  readonly filled: readonly string[];
  readonly empty: readonly string[];
}

/** The primary contact of the account; absent where there is no record. */
export const primaryContact = perAccount({
  name: 'account.primaryContact',
  operations: [accountManagement.GetContactInformation],
  async read({ send, region }): Promise<Contact | Absent> {
    const at = { operation: accountManagement.GetContactInformation, region };
    const answer = await send(at.operation, {}, { absent: ['ResourceNotFoundException'] });
    if (isAbsent(answer)) return answer;
    const { FullName, AddressLine1, City, PostalCode, CountryCode, PhoneNumber } = required(
      answer.ContactInformation,
      'ContactInformation',
      at,
    );
    return contactOf({ FullName, AddressLine1, City, PostalCode, CountryCode, PhoneNumber }, at);
  },
});

/** The alternate contact for security matters; absent where none is set. */
export const securityContact = perAccount({
  name: 'account.securityContact',
  operations: [accountManagement.GetAlternateContact],
  async read({ send, region }): Promise<Contact | Absent> {
    const at = { operation: accountManagement.GetAlternateContact, region };
    const input = { AlternateContactType: 'SECURITY' as const };
    const answer = await send(at.operation, input, { absent: ['ResourceNotFoundException'] });
    if (isAbsent(answer)) return answer;
    const { Name, EmailAddress, PhoneNumber } = required(answer.AlternateContact, 'AlternateContact', at);
    return contactOf({ Name, EmailAddress, PhoneNumber }, at);
  },
});

function contactOf(record: Readonly<Record<string, string | undefined>>, at: Parameters<typeof required>[2]): Contact {
  const members = Object.keys(record);
  const filled = members.filter((member) => required(record[member], member, at).trim() !== '');
  return { filled, empty: members.filter((member) => !filled.includes(member)) };
}
