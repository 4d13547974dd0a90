import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3-configuration.js';
import { bucket } from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-bucket-kms-encryption',
  title: 'Bucket default encryption uses a KMS key',
  severity: 'low',
  recommendation: 'encrypt-s3-objects',
  rationale:
    'S3 encrypts every object, with keys that only S3 knows of unless told otherwise. A KMS key adds a second permission to read, and a record of each use.',
  remediation: {
    text: 'Set default encryption to SSE-KMS with a customer managed key, and a bucket key to bound the calls to KMS. Leave buckets that receive server access logs on SSE-S3, the only one that log delivery supports.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html',
  },
  resource: bucket,
  needs: { encryption: s3.bucketEncryption },
  evaluate(_, { encryption }) {
    const { algorithm, keyId } = encryption;
    const evidence = { ...encryption };
    if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') {
      return fail(`Default encryption is ${algorithm}, without a KMS key`, evidence);
    }
    const key = keyId === undefined || keyId.endsWith('alias/aws/s3') ? 'the AWS managed key aws/s3' : keyId;
    return pass(`Default encryption is ${algorithm} with ${key}`, evidence);
  },
});
