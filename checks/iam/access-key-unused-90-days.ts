import { defineCheck } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { judgeKeyUse } from '../../src/datasets/iam-unused.js';

export default defineCheck({
  id: 'iam-access-key-unused-90-days',
  title: 'Active access keys were used in the last 90 days',
  severity: 'medium',
  recommendation: 'disable-unused-credentials',
  rationale:
    'A key that has been idle for a quarter belongs to nobody any more. Security Hub draws its line here, and CIS an earlier one.',
  remediation: {
    text: 'Deactivate the key; delete it once nothing has missed it.',
    cli: 'aws iam update-access-key --user-name {owner} --access-key-id {name} --status Inactive',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  },
  resource: iam.accessKey,
  needs: {},
  evaluate: ({ data }, _, { now }) => judgeKeyUse(data, 90, now),
});
