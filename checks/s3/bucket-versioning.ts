import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3-configuration.js';
import { bucket } from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-bucket-versioning',
  title: 'Buckets keep object versions',
  severity: 'low',
  recommendation: 'protect-data-integrity',
  rationale:
    'Without versions, an object that is overwritten or deleted by mistake, or by ransomware, is lost at that moment.',
  remediation: {
    text: 'Turn versioning on, with a lifecycle rule that expires noncurrent versions so that cost stays bounded.',
    cli: 'aws s3api put-bucket-versioning --bucket {name} --versioning-configuration Status=Enabled',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/manage-versioning-examples.html',
  },
  resource: bucket,
  needs: { versioning: s3.bucketVersioning },
  evaluate(_, { versioning: { status } }) {
    if (status === 'Enabled') return pass('Versioning is on', { status });
    return fail(status === 'never' ? 'Versioning was never turned on' : 'Versioning is suspended', { status });
  },
});
