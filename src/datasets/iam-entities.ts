import { resourceType } from '../core/dataset.js';
import { iam } from './iam-client.js';
import { required } from './require.js';

/** IAM users. */
export const user = resourceType({
  name: 'iam.user',
  type: 'AWS::IAM::User',
  reach: 'global',
  listed: 'per-account',
  operations: [iam.GetAccountAuthorizationDetails],
  async *list({ pages, region }) {
    const at = { operation: iam.GetAccountAuthorizationDetails, region };
    const input = { Filter: ['User' as const], MaxItems: 1000 };
    for await (const page of pages(iam.GetAccountAuthorizationDetails, input, { input: 'Marker', output: 'Marker' })) {
      yield {
        items: required(page.UserDetailList, 'UserDetailList', at).map(({ Arn, UserName }) => ({
          arn: required(Arn, 'Arn', at),
          name: required(UserName, 'UserName', at),
          data: {},
        })),
      };
    }
  },
});
