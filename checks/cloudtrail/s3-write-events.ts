import { account, defineCheck, fail, isGap, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import * as dataEvents from '../../src/datasets/cloudtrail-data-events.js';
import * as s3 from '../../src/datasets/s3.js';

export default defineCheck({
  id: 'cloudtrail-s3-write-events',
  title: 'A trail records who writes the objects of every bucket',
  severity: 'low',
  recommendation: 'log-api-activity-with-cloudtrail',
  rationale:
    'Management events do not tell who wrote or deleted an object: without data events a tampering or a ransom leaves no trace of its author.',
  remediation: {
    text: 'Add write data events of all S3 buckets to a multi-Region trail that is logging, without a limit to some ARNs or names. Data events cost money by their number.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
  },
  resource: account,
  needs: { coverage: dataEvents.objectEventCoverage, buckets: maybe(s3.bucket) },
  evaluate(_, { coverage, buckets }) {
    const [unlisted] = buckets.gaps;
    const evidence = { buckets: unlisted ?? buckets.items.length, trails: coverage.trails };
    if (unlisted === undefined && buckets.items.length === 0) {
      return notApplicable('The account has no buckets', evidence);
    }
    const recorded = dataEvents.recordsAllObjects(coverage, 'writes');
    if (isGap(recorded)) return undecided(recorded, 'No trail that could be read records them', evidence);
    if (recorded) {
      return pass(`Recorded by ${dataEvents.trailsOfAllObjects(coverage, 'writes').join(', ')}`, evidence);
    }
    if (unlisted !== undefined && buckets.items.length === 0) {
      return undecided(unlisted, 'Whether the account has buckets could not be read', evidence);
    }
    return fail('No multi-Region trail that is logging records writes to the objects of every bucket', evidence);
  },
});
