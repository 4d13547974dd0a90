import {
  anyOf,
  defineCheck,
  fail,
  isGap,
  maybe,
  notApplicable,
  pass,
  plural,
  undecided,
} from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-group-members',
  title: 'Every group with policies has members',
  severity: 'low',
  recommendation: 'grant-permissions-through-groups',
  rationale:
    'Permissions of an empty group are reviewed by nobody and come into force the moment someone is added, by mistake or on purpose.',
  remediation: {
    text: 'Delete the group, or detach the policies that nobody needs.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_delete.html',
  },
  resource: iam.group,
  needs: { users: maybe(iam.user) },
  evaluate({ name, data }, { users }) {
    const policies = [...data.attached, ...data.inline].map((policy) => policy.name);
    const members = users.items.filter((user) => user.data.groups.includes(name)).length;
    const evidence = { policies, members };
    if (policies.length === 0) return notApplicable('The group carries no policies', evidence);
    const used = anyOf([members > 0, ...users.gaps]);
    if (isGap(used)) return undecided(used, 'No member was found among the users that could be read', evidence);
    return used
      ? pass(`Has ${plural(members, 'member')}`, evidence)
      : fail(`Has no members and carries ${policies.join(', ')}`, evidence);
  },
});
