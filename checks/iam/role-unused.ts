import { defineCheck, fail, isGap, notApplicable, pass, plural, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';

const day = 86_400_000;

export default defineCheck({
  id: 'iam-role-unused',
  title: 'Roles were used in the last 90 days',
  severity: 'low',
  recommendation: 'disable-unused-credentials',
  rationale: 'A role that nobody uses keeps its permissions and its trust for whoever finds a way to assume it.',
  remediation: {
    text: 'Ask its owner, then delete the role; while in doubt, attach AWSDenyAll to it and wait for someone to miss it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
  },
  resource: iam.role,
  needs: {},
  options: {
    maxUnusedDays: {
      default: 90,
      minimum: 1,
      // AWS looks back no further.
      maximum: 400,
      description: 'days without use, or since creation for a role never used, after which a role fails',
    },
  },
  evaluate(role, _, { now, options: { maxUnusedDays } }) {
    const { path, created, lastUsed } = role.data;
    const evidence = { path, created, lastUsed, maxUnusedDays };
    if (iam.isServiceLinked(role)) return notApplicable('The role belongs to an AWS service', evidence);
    if (iam.isIdentityCenterRole(role)) return notApplicable('The role belongs to IAM Identity Center', evidence);

    const daysSince = (date: Date) => plural(Math.max(0, Math.floor((now.getTime() - date.getTime()) / day)), 'day');
    const tooLongAgo = (date: Date) => now.getTime() - date.getTime() > maxUnusedDays * day;
    if (!tooLongAgo(created)) return pass(`${daysSince(created)} old`, evidence);
    if (isGap(lastUsed)) return undecided(lastUsed, 'The last use of this role is not known', evidence);
    if (lastUsed === 'never') {
      return fail(`${daysSince(created)} old, without use in the 400 days that AWS looks back on`, evidence);
    }
    const message = `Last used ${daysSince(lastUsed)} ago`;
    return tooLongAgo(lastUsed) ? fail(message, evidence) : pass(message, evidence);
  },
});
