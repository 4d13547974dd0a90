import { indices, reportPolls, userKeys } from '../account.js';
import { type Formulas, pages } from './formula.js';

export const iam: Formulas = {
  'iam-root-mfa': () => ({ 'iam:GetAccountSummary': 1 }),
  'iam-access-key-unused': ({ users }) => ({
    'iam:GetAccountAuthorizationDetails (User)': pages(users),
    'iam:GenerateCredentialReport': 1 + reportPolls,
    'iam:GetCredentialReport': 1,
    'iam:ListAccessKeys': indices(users, (index) => userKeys(index).includes('active')).length,
  }),
};
