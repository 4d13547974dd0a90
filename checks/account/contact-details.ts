import { account, defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import { primaryContact } from '../../src/datasets/account.js';

export default defineCheck({
  id: 'account-contact-details',
  title: 'The account has a complete primary contact record',
  severity: 'low',
  recommendation: 'secure-account-management',
  rationale:
    'AWS writes and calls there when the account is abused or its payment fails, before it restricts the account.',
  remediation: {
    text: 'Complete the contact information of the account, with an address and a number that reach more than one person.',
    url: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-primary.html',
  },
  resource: account,
  needs: { contact: primaryContact },
  evaluate(_, { contact }) {
    if (isAbsent(contact)) return fail('The account has no primary contact record', { contact });
    return contact.empty.length === 0
      ? pass('The record is complete; only a person can confirm that it is current', { ...contact })
      : fail(`The primary contact record leaves out ${contact.empty.join(', ')}`, { ...contact });
  },
});
