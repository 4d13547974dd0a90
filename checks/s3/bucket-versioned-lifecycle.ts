import { defineCheck, fail, isAbsent, isGap, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3-configuration.js';
import { bucket } from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-bucket-versioned-lifecycle',
  title: 'Versioned buckets have lifecycle rules',
  severity: 'low',
  recommendation: 'manage-resource-lifecycle',
  rationale:
    'A versioned bucket keeps whatever is overwritten or deleted, out of sight, until a lifecycle rule removes it.',
  remediation: {
    text: 'Add a lifecycle rule that expires noncurrent versions after the time within which you would restore them, and ends incomplete multipart uploads.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html',
  },
  resource: bucket,
  needs: { versioning: s3.bucketVersioning, lifecycle: maybe(s3.bucketLifecycle) },
  evaluate(_, { versioning: { status }, lifecycle }) {
    const evidence = { status, lifecycle };
    if (status !== 'Enabled') {
      return notApplicable(`Versioning ${status === 'never' ? 'was never turned on' : 'is suspended'}`, evidence);
    }
    if (isGap(lifecycle)) return undecided(lifecycle, 'The lifecycle rules could not be read', evidence);
    if (isAbsent(lifecycle)) return fail('Versioned without a lifecycle configuration', evidence);
    const inForce = lifecycle.filter(({ enabled }) => enabled);
    if (inForce.length === 0) return fail('Versioned, and every lifecycle rule is disabled', evidence);
    const leaves = [
      ...(inForce.some(({ noncurrentDays }) => noncurrentDays !== undefined) ? [] : ['expires noncurrent versions']),
      ...(inForce.some(({ abortUploadDays }) => abortUploadDays !== undefined) ? [] : ['ends incomplete uploads']),
    ];
    const but = leaves.length === 0 ? '' : `; none ${leaves.join(' or ')}`;
    return pass(`Versioned, with lifecycle rules in force${but}`, evidence);
  },
});
