import { errorAnswer, jsonAnswer, withBody, xmlAnswer } from './answer.js';
import type { Difference } from './differences.js';

const account = 'arn:aws:organizations::123456789012';

/**
 * What moto lacks wholly is answered from the facts, in the form that the API reference of the service shows
 * (`moto: 'does not know it'`).
 */
export const governanceDifferences: readonly Difference[] = [
  {
    service: 'account',
    operation: 'GetAlternateContact',
    moto: 'says by 400 that there is no such contact',
    page: 'https://docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html',
    async answer(_, { next }) {
      const answer = await next();
      return answer.body.includes('ResourceNotFoundException') ? { ...answer, status: 404 } : answer;
    },
  },
  {
    service: 'account',
    operation: 'GetContactInformation',
    moto: 'does not know it',
    page: 'https://docs.aws.amazon.com/accounts/latest/reference/API_GetContactInformation.html',
    answer(call, { facts: { governance } }) {
      const { contact } = governance;
      return contact === undefined
        ? errorAnswer(call, 404, 'ResourceNotFoundException', 'No contact information was found.')
        : jsonAnswer({ ContactInformation: contact });
    },
  },
  {
    service: 'accessanalyzer',
    operation: 'ListAnalyzers',
    moto: 'does not know it',
    page: 'https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListAnalyzers.html',
    answer({ region }, { facts: { created, governance } }) {
      const found = governance.analyzers[region];
      const analyzers = (found === undefined ? [] : [found]).map(({ name, status }) => ({
        arn: `arn:aws:access-analyzer:${region}:123456789012:analyzer/${name}`,
        name,
        type: 'ACCOUNT',
        createdAt: created.toISOString(),
        status,
      }));
      return jsonAnswer({ analyzers });
    },
  },
  {
    service: 'iam',
    operation: 'ListOrganizationsFeatures',
    moto: 'does not know it',
    page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html',
    async answer(call, { facts: { governance } }) {
      const { rootFeatures } = governance;
      if (rootFeatures === undefined) {
        return errorAnswer(call, 400, 'ServiceAccessNotEnabledException', 'Trusted access is not enabled for IAM.');
      }
      const members = rootFeatures.map((feature) => `<member>${feature}</member>`).join('');
      return xmlAnswer(
        '<ListOrganizationsFeaturesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
          `<ListOrganizationsFeaturesResult><EnabledFeatures>${members}</EnabledFeatures><OrganizationId>o-harbourline</OrganizationId>` +
          '</ListOrganizationsFeaturesResult><ResponseMetadata><RequestId/></ResponseMetadata></ListOrganizationsFeaturesResponse>',
      );
    },
  },
  {
    service: 'organizations',
    operation: 'DescribeResourcePolicy',
    moto: 'does not know it',
    page: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeResourcePolicy.html',
    answer(call, { facts: { governance } }) {
      const { delegationPolicy } = governance;
      if (delegationPolicy === undefined) {
        return errorAnswer(call, 400, 'ResourcePolicyNotFoundException', "We can't find a resource policy.");
      }
      const summary = { Id: 'rp-harbourline', Arn: `${account}:resourcepolicy/o-harbourline/rp-harbourline` };
      const Content = JSON.stringify(delegationPolicy);
      return jsonAnswer({ ResourcePolicy: { ResourcePolicySummary: summary, Content } });
    },
  },
  {
    service: 'organizations',
    operation: '*',
    moto: 'dates everything today',
    page: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DelegatedAdministrator.html',
    async answer(_, { facts, next }) {
      const answer = await next();
      const date = /("(?:DateEnabled|DelegationEnabledDate|JoinedTimestamp)": ?)[0-9.]+/g;
      return withBody(answer, answer.body.replaceAll(date, `$1${facts.created.getTime() / 1000}`));
    },
  },
  {
    service: 'sso-admin',
    operation: 'ListInstances',
    moto: 'makes an instance of its own in every region that is asked',
    page: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListInstances.html',
    answer({ region }, { facts: { created, governance } }) {
      const { identityCenter: center } = governance;
      const Instances =
        center === undefined || center.region !== region
          ? []
          : [
              {
                InstanceArn: `arn:aws:sso:::instance/${center.id}`,
                IdentityStoreId: 'd-9300000000',
                OwnerAccountId: center.owner,
                Status: 'ACTIVE',
                CreatedDate: created.getTime() / 1000,
              },
            ];
      return jsonAnswer({ Instances });
    },
  },
];
