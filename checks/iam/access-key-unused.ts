import { defineCheck } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { judgeKeyUse } from '../../src/datasets/iam-unused.js';

export default defineCheck({
  id: 'iam-access-key-unused',
  title: 'Active access keys were used in the last 45 days',
  severity: 'medium',
  recommendation: 'disable-unused-credentials',
  rationale:
    'A key that nobody uses is missed by nobody when it leaks. Deactivating it costs nothing and can be undone.',
  remediation: {
    text: 'Deactivate the key; delete it once nothing has missed it.',
    cli: 'aws iam update-access-key --user-name {owner} --access-key-id {name} --status Inactive',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  },
  resource: iam.accessKey,
  needs: {},
  options: {
    maxUnusedDays: {
      default: 45,
      minimum: 1,
      maximum: 3650,
      description: 'days without use, or since creation for a key never used, after which an active key fails',
    },
  },
  evaluate: ({ data }, _, { now, options: { maxUnusedDays } }) => judgeKeyUse(data, maxUnusedDays, now),
});
