import { defineCheck, fail, isAbsent, isGap, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3-configuration.js';
import { bucket } from '../../src/datasets/s3.js';
import { matchesWildcard } from '../../src/policy/match.js';

export default defineCheck({
  id: 's3-bucket-object-lock',
  title: 'Buckets that must be immutable have Object Lock',
  severity: 'informational',
  recommendation: 'protect-data-integrity',
  rationale:
    'Backups and records that must not change are worth most when an intruder, or an administrator, can neither delete nor overwrite them.',
  remediation: {
    text: 'Turn Object Lock on with a default retention that fits the records. Objects that are already there need a retention of their own.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
  },
  resource: bucket,
  needs: { objectLock: maybe(s3.bucketObjectLock) },
  options: {
    buckets: {
      default: [],
      description:
        'names of the buckets that must be immutable, where * stands for any characters; others are not judged',
    },
  },
  evaluate({ name }, { objectLock }, { options: { buckets } }) {
    const selectedBy = buckets.filter((pattern) => matchesWildcard(pattern, name));
    const evidence = { selectedBy, objectLock };
    if (selectedBy.length === 0) return notApplicable('No option says that this bucket must be immutable', evidence);
    if (isGap(objectLock)) return undecided(objectLock, 'Object Lock could not be read', evidence);
    if (isAbsent(objectLock) || !objectLock.enabled) return fail('There is no Object Lock', evidence);
    const { defaultRetention: retention } = objectLock;
    if (retention === undefined) return fail('Object Lock is on without a default retention', evidence);
    const period = retention.years === undefined ? `${retention.days} days` : `${retention.years} years`;
    return pass(`New objects are locked for ${period} in ${retention.mode.toLowerCase()} mode`, evidence);
  },
});
