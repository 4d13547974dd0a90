import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';

export default defineCheck({
  id: 'cloudtrail-kms-encryption',
  title: 'Trails encrypt their log files with a KMS key',
  severity: 'medium',
  recommendation: 'protect-audit-logs',
  rationale:
    'With a KMS key, reading the logs takes leave to use the key besides leave to read the bucket, and each use is recorded.',
  remediation: {
    text: 'Give the trail a KMS key whose policy lets CloudTrail encrypt with it.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  },
  resource: cloudtrail.trail,
  needs: {},
  evaluate({ data: { kmsKey } }) {
    return kmsKey === undefined
      ? fail('No KMS key encrypts the log files', { kmsKey: null })
      : pass(`Encrypted with ${kmsKey}`, { kmsKey });
  },
});
