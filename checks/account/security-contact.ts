import { account, defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import { securityContact } from '../../src/datasets/account.js';

export default defineCheck({
  id: 'account-security-contact',
  title: 'AWS can reach your security team through an alternate contact',
  severity: 'medium',
  recommendation: 'secure-account-management',
  rationale:
    'Without a security contact, what AWS has to say about a leaked key or an attack goes to the mailbox of the root user, which the security team may not read.',
  remediation: {
    text: 'Set the alternate contact for security, with a mailbox and a number that reach the security team.',
    url: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html',
  },
  resource: account,
  needs: { contact: securityContact },
  evaluate(_, { contact }) {
    if (isAbsent(contact)) return fail('The account has no alternate contact for security', { contact });
    return contact.empty.length === 0
      ? pass('The alternate contact for security is set', { ...contact })
      : fail(`The alternate contact for security leaves out ${contact.empty.join(', ')}`, { ...contact });
  },
});
