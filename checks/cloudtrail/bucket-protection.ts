import { allOf, anyOf, defineCheck, fail, isAbsent, isGap, known, not, pass, undecided } from '../../src/core/index.js';
import * as buckets from '../../src/datasets/cloudtrail-buckets.js';

export default defineCheck({
  id: 'cloudtrail-bucket-protection',
  title: 'The bucket of a trail resists deletion',
  severity: 'medium',
  recommendation: 'protect-audit-logs',
  rationale: 'An intruder who can delete the audit log deletes it first.',
  remediation: {
    text: 'Give the bucket an Object Lock with a default retention, or versioning with MFA delete, and let no lifecycle rule expire the logs before their time.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html',
  },
  resource: buckets.trailBucket,
  needs: { protection: buckets.trailBucketProtection },
  options: {
    minRetentionDays: {
      default: 365,
      minimum: 1,
      maximum: 3650,
      description: 'days for which no lifecycle rule may expire the log files',
    },
  },
  evaluate({ data: { trails, prefixes } }, { protection }, { options: { minRetentionDays } }) {
    const { versioning, objectLock, lifecycle } = protection;
    const locked = known(objectLock, (lock) => !isAbsent(lock) && lock.enabled && lock.defaultRetention !== undefined);
    const needsMfa = known(versioning, ({ status, mfaDelete }) => status === 'Enabled' && mfaDelete);
    const expiring = known(lifecycle, (rules) =>
      (isAbsent(rules) ? [] : rules).filter((rule) => buckets.expiresLogs(rule, prefixes, minRetentionDays)),
    );
    const expires = known(expiring, (rules) => rules.length > 0);
    const kept = anyOf([locked, needsMfa]);
    const resists = allOf([kept, not(expires)]);

    const evidence = { trails, versioning, objectLock, expiringRules: expiring, minRetentionDays };
    if (isGap(resists))
      return undecided(resists, 'Whether the log files can be deleted could not be settled', evidence);
    if (resists)
      return pass(locked === true ? 'Object Lock keeps the log files' : 'Deleting a version takes MFA', evidence);
    const faults = [
      ...(kept === false ? ['has neither Object Lock with a default retention nor versioning with MFA delete'] : []),
      ...(expires === true ? [`a lifecycle rule expires log files before ${minRetentionDays} days`] : []),
    ].join('; ');
    return fail(`${faults.charAt(0).toUpperCase()}${faults.slice(1)}`, evidence);
  },
});
