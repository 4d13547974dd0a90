import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-cloudshell-full-access',
  title: 'AWSCloudShellFullAccess is attached to nobody',
  severity: 'low',
  recommendation: 'apply-least-privilege',
  rationale:
    'CloudShell with file transfer carries data out of the account through the browser, past every network control.',
  remediation: {
    text: 'Detach AWSCloudShellFullAccess. Where CloudShell is needed, allow it by a policy that denies the file transfer actions.',
    url: 'https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html',
  },
  resource: iam.identity,
  needs: {},
  evaluate({ data }) {
    const evidence = { attached: data.attached.map(({ arn }) => arn) };
    return iam.hasAwsPolicy(data, 'AWSCloudShellFullAccess')
      ? fail('AWSCloudShellFullAccess is attached', evidence)
      : pass('AWSCloudShellFullAccess is not attached', evidence);
  },
});
