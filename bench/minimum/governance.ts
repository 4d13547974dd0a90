/** Account Management, Organizations, IAM Access Analyzer and IAM Identity Center. */
import { regions } from '../account.js';
import type { Formulas } from './formula.js';

const organization = { 'organizations:DescribeOrganization': 1 };

/** There is one delegated administrator. */
const administrators = {
  ...organization,
  'organizations:ListDelegatedAdministrators': 1,
  'organizations:ListDelegatedServicesForAccount': 1,
};

export const governance: Formulas = {
  'account-contact-details': () => ({ 'account:GetContactInformation': 1 }),
  'account-security-contact': () => ({ 'account:GetAlternateContact': 1 }),
  'accessanalyzer-external-analyzer': () => ({ 'accessanalyzer:ListAnalyzers': regions.length }),
  'iam-root-central-management': () => ({ ...organization, 'iam:ListOrganizationsFeatures': 1 }),
  'organizations-delegated-administrators': () => ({
    ...administrators,
    'organizations:ListAWSServiceAccessForOrganization': 1,
  }),
  'organizations-policy-delegation': () => ({ ...organization, 'organizations:DescribeResourcePolicy': 1 }),
  'organizations-trusted-administrators': () => administrators,
};
