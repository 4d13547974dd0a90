import { account, defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-account.js';
import { organization, whyNotHere } from '../../src/datasets/organizations.js';

export default defineCheck({
  id: 'iam-root-central-management',
  title: 'Root credentials of member accounts are managed centrally',
  severity: 'medium',
  recommendation: 'protect-root-user',
  rationale:
    'Root passwords, keys and devices of every member account are hard to keep and easy to forget. Managed centrally, they can be deleted for good, and new accounts get none.',
  remediation: {
    text: 'Enable central root access in the management account, then delete the root credentials of the member accounts.',
    cli: 'aws iam enable-organizations-root-credentials-management',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html',
  },
  resource: account,
  needs: { organization, features: iam.centralRootFeatures },
  evaluate(_, { organization: of, features }) {
    const evidence = { organization: of, features };
    if (isAbsent(features)) return notApplicable(whyNotHere(of), evidence);
    if (!features.includes('RootCredentialsManagement')) {
      return fail('Each member account manages its own root credentials', evidence);
    }
    const sessions = features.includes('RootSessions') ? 'on' : 'off';
    return pass(`Root credentials are managed centrally; privileged root sessions are ${sessions}`, evidence);
  },
});
