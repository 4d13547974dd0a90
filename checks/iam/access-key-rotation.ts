import { defineCheck, fail, notApplicable, pass, plural, undecided } from '../../src/core/index.js';
import { daysSince, isOlder } from '../../src/datasets/age.js';
import * as iam from '../../src/datasets/iam-credentials.js';

export default defineCheck({
  id: 'iam-access-key-rotation',
  title: 'Active access keys are at most 90 days old',
  severity: 'medium',
  recommendation: 'rotate-access-keys',
  rationale: 'A key never expires by itself: whoever copied it once can use it until it is replaced.',
  remediation: {
    text: 'Create a second key, move what uses the first to it, then deactivate and delete the first. A role needs no rotation.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
  },
  resource: iam.accessKey,
  needs: {},
  options: {
    maxAgeDays: { default: 90, minimum: 1, maximum: 3650, description: 'days after which an active key fails' },
  },
  evaluate({ data }, _, { now, options: { maxAgeDays } }) {
    const { reportGeneratedAt } = data;
    if (data.known === 'inactive-only') {
      return notApplicable('All access keys of this user are inactive', { inactiveKeys: data.keys, reportGeneratedAt });
    }
    if (data.known === 'report-only') {
      const { activeKeys, why } = data;
      const evidence = { activeKeys, reportGeneratedAt, maxAgeDays };
      // The report's date is never before a key's creation: a key that is too old by it is too old.
      const old = activeKeys.filter(({ lastRotated }) => isOlder(lastRotated, maxAgeDays, now));
      return old.length > 0
        ? fail(`Active access keys older than ${plural(maxAgeDays, 'day')}: ${old.length}`, evidence)
        : undecided(why, 'The access keys of this user could not be listed', evidence);
    }
    const { active, created } = data;
    const evidence = { active, created, maxAgeDays };
    if (!active) return notApplicable('The access key is inactive', evidence);
    const message = `Created ${daysSince(created, now)} ago`;
    return isOlder(created, maxAgeDays, now) ? fail(message, evidence) : pass(message, evidence);
  },
});
