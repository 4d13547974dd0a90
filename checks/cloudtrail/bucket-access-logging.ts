import { defineCheck, fail, isAbsent, known, maybe, pass } from '../../src/core/index.js';
import * as buckets from '../../src/datasets/cloudtrail-buckets.js';
import * as dataEvents from '../../src/datasets/cloudtrail-data-events.js';

export default defineCheck({
  id: 'cloudtrail-bucket-access-logging',
  title: 'The bucket of a trail has an access log',
  severity: 'low',
  recommendation: 'protect-audit-logs',
  rationale: 'Who reads or removes the audit log is worth knowing most of all; an access log of its bucket tells.',
  remediation: {
    text: 'Turn server access logging on, into another bucket.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  },
  resource: buckets.trailBucket,
  needs: { logging: buckets.trailBucketLogging, coverage: maybe(dataEvents.objectEventCoverage) },
  evaluate(bucket, { logging, coverage }) {
    const { trails } = bucket.data;
    if (!isAbsent(logging)) return pass(`Access is logged to ${logging.target}`, { trails, accessLog: logging });
    const objectReadsRecorded = known(coverage, (known) => dataEvents.recordsObjectsOf(bucket, known, 'reads'));
    const besides = objectReadsRecorded === true ? '; a trail records who reads its objects as data events' : '';
    return fail(`Has no access log${besides}`, { trails, accessLog: null, objectReadsRecorded });
  },
});
