/** Account Management, Organizations, IAM Access Analyzer and IAM Identity Center. */
import { awsError, type Replies, usEast } from '../bench.js';

const complete = {
  FullName: 'Example',
  AddressLine1: '1 Main Street',
  City: 'Springfield',
  PostalCode: '00000',
  CountryCode: 'US',
  PhoneNumber: '+15555550100',
};
const common: Replies = { 'account:GetContactInformation': { ContactInformation: complete } };
const delegation = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: '444455556666' },
    Action: 'organizations:AttachPolicy',
    Resource: '*',
  },
};

/** The management account of an organization. */
export const everything: Replies = {
  ...common,
  'account:GetAlternateContact': {
    AlternateContact: { Name: 'Security', EmailAddress: 'security@example.com', PhoneNumber: '+15555550100' },
  },
  'organizations:DescribeOrganization': { Organization: { Id: 'o-example', MasterAccountId: '111122223333' } },
  'organizations:DescribeResourcePolicy': { ResourcePolicy: { Content: JSON.stringify(delegation) } },
  'organizations:ListAWSServiceAccessForOrganization': {
    EnabledServicePrincipals: [{ ServicePrincipal: 'guardduty.amazonaws.com' }],
  },
  'organizations:ListDelegatedAdministrators': { DelegatedAdministrators: [{ Id: '444455556666', Name: 'security' }] },
  'organizations:ListDelegatedServicesForAccount': {
    DelegatedServices: [{ ServicePrincipal: 'guardduty.amazonaws.com' }],
  },
  'accessanalyzer:ListAnalyzers': { analyzers: [{ name: 'external', type: 'ACCOUNT', status: 'ACTIVE' }] },
  'sso-admin:ListInstances': usEast(
    {
      Instances: [{ InstanceArn: 'arn:aws:sso:::instance/ssoins-1', OwnerAccountId: '111122223333', Status: 'ACTIVE' }],
    },
    { Instances: [] },
  ),
};

/** A standalone account. */
export const nothing: Replies = {
  ...common,
  'account:GetAlternateContact': awsError('ResourceNotFoundException', 404),
  'organizations:DescribeOrganization': awsError('AWSOrganizationsNotInUseException'),
  'accessanalyzer:ListAnalyzers': { analyzers: [] },
  'sso-admin:ListInstances': { Instances: [] },
};
