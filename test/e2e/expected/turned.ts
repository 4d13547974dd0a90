import { accountId } from '../account-arns.js';
import type { Expected } from './table.js';

/** What the checks of the account itself say once each setting is the other way round (`turnSettings`). */
export const turned: Expected = {
  'accessanalyzer-external-analyzer': { 'us-east-1': 'pass' },
  'account-contact-details': { [accountId]: 'fail' },
  'account-security-contact': { [accountId]: 'pass' },
  'iam-password-policy-expiry': { [accountId]: 'fail' },
  'iam-password-policy-length': { [accountId]: 'pass' },
  'iam-password-policy-lowercase': { [accountId]: 'fail' },
  'iam-password-policy-numbers': { [accountId]: 'pass' },
  'iam-password-policy-reuse': { [accountId]: 'pass' },
  'iam-password-policy-symbols': { [accountId]: 'pass' },
  'iam-password-policy-uppercase': { [accountId]: 'fail' },
  'iam-root-access-key': { [accountId]: 'fail' },
  'iam-root-central-management': { [accountId]: 'pass' },
  'iam-root-hardware-mfa': { [accountId]: 'fail' },
  'iam-root-mfa': { [accountId]: 'fail' },
  'iam-root-recent-use': { [accountId]: 'pass' },
  'iam-support-role': { [accountId]: 'pass' },
  'iam-workforce-federation': { [accountId]: 'fail' },
  'organizations-delegated-administrators': { [accountId]: 'pass' },
  'organizations-policy-delegation': { [accountId]: 'pass' },
  'organizations-trusted-administrators': { [accountId]: 'fail' },
};

/** What becomes of these when root has a hardware key and the configuration suits the account. */
export const suited: Expected = {
  'iam-password-policy-expiry': { [accountId]: 'pass' },
  'iam-root-access-key': { [accountId]: 'pass' },
  'iam-root-hardware-mfa': { [accountId]: 'pass' },
  'iam-root-mfa': { [accountId]: 'pass' },
  'organizations-trusted-administrators': { [accountId]: 'pass' },
};
