import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-managed-admin-attachment',
  title: 'AdministratorAccess is attached to approved identities only',
  severity: 'high',
  recommendation: 'apply-least-privilege',
  rationale:
    'Every administrator is one more way to lose the whole account; a short list that someone approved keeps them few.',
  remediation: {
    text: 'Detach AdministratorAccess and attach what the work needs, or add the identity to the list of approved ones.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html',
  },
  resource: iam.identity,
  needs: {},
  options: {
    allowed: {
      default: [],
      description: 'names or ARNs of the users, groups and roles that may have AdministratorAccess',
    },
  },
  evaluate(identity, _, { options: { allowed } }) {
    const attached = identity.data.attached.map(({ arn }) => arn);
    const evidence = { attached, allowed };
    if (iam.isIdentityCenterRole(identity)) {
      return notApplicable('IAM Identity Center attaches what the permission set of this role says', evidence);
    }
    if (!iam.hasAwsPolicy(identity.data, 'AdministratorAccess')) {
      return pass('AdministratorAccess is not attached', evidence);
    }
    return allowed.includes(identity.name) || allowed.includes(identity.key)
      ? pass('AdministratorAccess is attached and approved', evidence)
      : fail('AdministratorAccess is attached and not approved', evidence);
  },
});
