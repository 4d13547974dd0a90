import { defineCheck, fail, isAbsent, pass, plural } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3-configuration.js';
import { bucket } from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-bucket-lifecycle',
  title: 'Old objects are aged out by lifecycle rules',
  severity: 'low',
  recommendation: 'manage-resource-lifecycle',
  rationale:
    'Data that nobody needs any more costs money and can still leak. Lifecycle rules remove it without anyone having to remember.',
  remediation: {
    text: 'Add lifecycle rules that move or expire objects when they are no longer needed, and that end incomplete multipart uploads.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-set-lifecycle-configuration-intro.html',
  },
  resource: bucket,
  needs: { lifecycle: s3.bucketLifecycle },
  evaluate(_, { lifecycle }) {
    const evidence = { lifecycle };
    if (isAbsent(lifecycle)) return fail('There is no lifecycle configuration', evidence);
    const inForce = lifecycle.filter(({ enabled }) => enabled).length;
    return inForce === 0
      ? fail(`Every lifecycle rule is disabled (${lifecycle.length})`, evidence)
      : pass(`${plural(inForce, 'lifecycle rule')} in force`, evidence);
  },
});
