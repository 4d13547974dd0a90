import { accountId } from '../account-arns.js';
import { type Expected, mostly } from './table.js';

/** The regions that the account has enabled. */
const regions = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-south-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

/** Every finding of the checks of the account itself, of its organization and of IAM Access Analyzer. */
export const governance: Expected = {
  // There is one in us-east-1 too, and it is disabled.
  'accessanalyzer-external-analyzer': mostly('fail', regions, { pass: ['eu-central-1', 'eu-west-1'] }),
  'account-contact-details': { [accountId]: 'pass' },
  'account-security-contact': { [accountId]: 'fail' },
  'organizations-delegated-administrators': { [accountId]: 'fail' },
  'organizations-policy-delegation': { [accountId]: 'fail' },
  'organizations-trusted-administrators': { [accountId]: 'not-applicable' },
};
