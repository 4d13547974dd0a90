import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-user-group-membership',
  title: 'Every user belongs to a group',
  severity: 'low',
  recommendation: 'grant-permissions-through-groups',
  rationale:
    'A user without a group and without policies is a forgotten account or one that lives on permissions given elsewhere; either way nobody reviews it.',
  remediation: {
    text: 'Add the user to the group whose work it does, or delete it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_add-remove-users.html',
  },
  resource: iam.user,
  needs: {},
  evaluate({ data: { groups, attached, inline } }) {
    const policies = [...attached, ...inline].map(({ name }) => name);
    const evidence = { groups, policies };
    if (groups.length > 0) return pass(`In ${groups.join(', ')}`, evidence);
    return policies.length > 0
      ? notApplicable('In no group; its own policies are judged by another check', evidence)
      : fail('In no group and without policies of its own', evidence);
  },
});
