import { account, anyOf, defineCheck, fail, isGap, maybe, pass, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-support-role',
  title: 'A role or group exists for raising AWS Support cases',
  severity: 'low',
  recommendation: 'engage-premium-support',
  rationale:
    'In an incident, the people on call must be able to ask AWS for help at once, without anybody’s administrator rights.',
  remediation: {
    text: 'Create a role that the people who handle incidents can assume, and attach AWSSupportAccess to it.',
    url: 'https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html',
  },
  resource: account,
  needs: { roles: maybe(iam.role), groups: maybe(iam.group) },
  evaluate(_, { roles, groups }) {
    // Service-linked roles are of no use to people: only their service can assume them.
    const able = [...roles.items.filter((role) => !iam.isServiceLinked(role)), ...groups.items].filter(({ data }) =>
      iam.hasAwsPolicy(data, 'AWSSupportAccess'),
    );
    const names = able.map(({ name }) => name);
    const evidence = { withAWSSupportAccess: names, roles: roles.items.length, groups: groups.items.length };
    const exists = anyOf([able.length > 0, ...roles.gaps, ...groups.gaps]);
    if (isGap(exists))
      return undecided(exists, 'None was found among the roles and groups that could be read', evidence);
    return exists
      ? pass(`AWSSupportAccess is attached to ${names.join(', ')}`, evidence)
      : fail('AWSSupportAccess is attached to no role or group', evidence);
  },
});
