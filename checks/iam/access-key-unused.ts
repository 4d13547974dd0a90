import { defineCheck, fail, isGap, notApplicable, pass, plural, undecided } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';

const day = 86_400_000;

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
  evaluate({ data }, _, { now, options: { maxUnusedDays } }) {
    const { reportGeneratedAt } = data;
    const daysSince = (date: Date) => plural(Math.max(0, Math.floor((now.getTime() - date.getTime()) / day)), 'day');
    const tooLongAgo = (date: Date) => now.getTime() - date.getTime() > maxUnusedDays * day;

    if (data.known === 'inactive-only') {
      return notApplicable('All access keys of this user are inactive', { inactiveKeys: data.keys, reportGeneratedAt });
    }
    if (data.known === 'report-only') {
      const { activeKeys, why } = data;
      const evidence = { activeKeys, reportGeneratedAt, maxUnusedDays };
      // The report's date is never before a key's creation: a key that is too old by it is too old.
      const unused = activeKeys.filter((key) => tooLongAgo(key.lastUsed === 'never' ? key.lastRotated : key.lastUsed));
      return unused.length > 0
        ? fail(`Active access keys not used for more than ${plural(maxUnusedDays, 'day')}: ${unused.length}`, evidence)
        : undecided(why, 'The access keys of this user could not be listed', evidence);
    }

    const { active, created, lastUsed } = data;
    const evidence = { active, created, lastUsed, reportGeneratedAt, maxUnusedDays };
    if (!active) return notApplicable('The access key is inactive', evidence);
    if (!tooLongAgo(created)) {
      return pass(`${lastUsed === 'never' ? 'Never used, ' : ''}${daysSince(created)} old`, evidence);
    }
    if (isGap(lastUsed)) return undecided(lastUsed, 'The last use of this access key is not clear', evidence);
    if (lastUsed === 'never') return fail(`Never used in ${daysSince(created)} since its creation`, evidence);
    const message = `Last used ${daysSince(lastUsed)} ago`;
    return tooLongAgo(lastUsed) ? fail(message, evidence) : pass(message, evidence);
  },
});
