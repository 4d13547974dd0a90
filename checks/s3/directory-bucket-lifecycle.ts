import { defineCheck, fail, isAbsent, pass, plural } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3-directory-buckets.js';

export default defineCheck({
  id: 's3-directory-bucket-lifecycle',
  title: 'Old objects of directory buckets are aged out by lifecycle rules',
  severity: 'low',
  recommendation: 'manage-resource-lifecycle',
  rationale:
    'Directory buckets hold data for a job at the price of speed. What the job leaves behind is costly, and can leak, until a rule expires it.',
  remediation: {
    text: 'Add lifecycle rules that expire objects when they are no longer needed, and that end incomplete multipart uploads.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-lifecycle.html',
  },
  resource: s3.directoryBucket,
  needs: { lifecycle: s3.directoryBucketLifecycle },
  evaluate(_, { lifecycle }) {
    const evidence = { lifecycle };
    if (isAbsent(lifecycle)) return fail('There is no lifecycle configuration', evidence);
    const inForce = lifecycle.filter(({ enabled }) => enabled).length;
    return inForce === 0
      ? fail(`Every lifecycle rule is disabled (${lifecycle.length})`, evidence)
      : pass(`${plural(inForce, 'lifecycle rule')} in force`, evidence);
  },
});
