import { accountId } from './account.js';
import type { Answer } from './answers.js';
import { json } from './wire.js';

const administrator = '210987654321';

/** Account Management, Organizations and IAM Access Analyzer, for the management account of an organization. */
export const governanceAnswers: Readonly<Record<string, Answer>> = {
  'account:GetContactInformation': () =>
    json({
      ContactInformation: {
        FullName: 'Bench',
        AddressLine1: '1 Main Street',
        City: 'Springfield',
        PostalCode: '00000',
        CountryCode: 'US',
        PhoneNumber: '+15555550100',
      },
    }),
  'account:GetAlternateContact': () =>
    json({
      AlternateContact: { Name: 'Bench', EmailAddress: 'bench@example.com', PhoneNumber: '+15555550100' },
    }),
  'organizations:DescribeOrganization': () =>
    json({ Organization: { Id: 'o-bench', MasterAccountId: accountId, FeatureSet: 'ALL' } }),
  'organizations:DescribeResourcePolicy': () => json({ ResourcePolicy: { Content: JSON.stringify(delegation) } }),
  'organizations:ListAWSServiceAccessForOrganization': () =>
    json({ EnabledServicePrincipals: [{ ServicePrincipal: 'guardduty.amazonaws.com' }] }),
  'organizations:ListDelegatedAdministrators': () =>
    json({ DelegatedAdministrators: [{ Id: administrator, Name: 'security' }] }),
  'organizations:ListDelegatedServicesForAccount': () =>
    json({ DelegatedServices: [{ ServicePrincipal: 'guardduty.amazonaws.com' }] }),
  'accessanalyzer:ListAnalyzers': () =>
    json({
      analyzers: [
        {
          arn: `arn:aws:access-analyzer:us-east-1:${accountId}:analyzer/bench`,
          name: 'bench',
          type: 'ACCOUNT',
          createdAt: '2025-01-01T00:00:00Z',
          status: 'ACTIVE',
        },
      ],
    }),
};

const delegation = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: administrator },
    Action: 'organizations:AttachPolicy',
    Resource: '*',
  },
};
