import {
  allOf,
  defineCheck,
  fail,
  isAbsent,
  isGap,
  known,
  maybe,
  notApplicable,
  pass,
  undecided,
} from '../../src/core/index.js';
import { objectEventCoverage, recordsObjectsOf } from '../../src/datasets/cloudtrail-data-events.js';
import * as s3 from '../../src/datasets/s3-configuration.js';
import { bucket } from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-bucket-access-logging',
  title: 'Buckets record requests',
  severity: 'medium',
  recommendation: 'log-front-end-access',
  rationale:
    'Who read or deleted which object shows only in a log of requests; without one, the extent of a leak stays unknown.',
  remediation: {
    text: 'Turn server access logging on, to another bucket of the same Region and account, or record data events of the bucket with CloudTrail.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  },
  resource: bucket,
  needs: { logging: s3.bucketLogging, targets: maybe(s3.accessLogTargets), events: maybe(objectEventCoverage) },
  evaluate(resource, { logging, targets, events }) {
    if (!isAbsent(logging)) return pass(`Requests are logged to ${logging.target}`, { logging });
    // A log of the bucket that holds the logs would feed itself.
    const holdsLogs = known(targets, (seen) => s3.receivesAccessLogs(resource, seen));
    const dataEvents = known(events, (coverage) =>
      allOf([recordsObjectsOf(resource, coverage, 'reads'), recordsObjectsOf(resource, coverage, 'writes')]),
    );
    const evidence = { logging, holdsLogs, dataEvents };
    if (isGap(holdsLogs)) {
      return undecided(holdsLogs, 'Not logged, and whether the bucket holds the logs of others is not known', evidence);
    }
    if (holdsLogs) return notApplicable('Holds the access logs of other buckets', evidence);
    return dataEvents === true
      ? fail('Server access logging is off; CloudTrail records reads and writes of its objects', evidence, {
          severity: 'informational',
        })
      : fail('Server access logging is off', evidence);
  },
});
