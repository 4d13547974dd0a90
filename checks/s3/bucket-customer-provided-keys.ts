import {
  anyOf,
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
import * as s3 from '../../src/datasets/s3.js';
import { bucketEncryption } from '../../src/datasets/s3-configuration.js';
import { describeStatement, statementName } from '../../src/policy/describe.js';
import type { Condition } from '../../src/policy/policy.js';
import { refusals } from '../../src/policy/refuse.js';

export default defineCheck({
  id: 's3-bucket-customer-provided-keys',
  title: 'Buckets reject SSE-C unless it is intended',
  severity: 'medium',
  recommendation: 'govern-customer-provided-s3-keys',
  rationale:
    'Whoever can write objects can encrypt them again under a key that only they hold, and AWS cannot recover it: a known way to extort.',
  remediation: {
    text: 'Block the encryption type SSE-C in the default encryption of the bucket (keep its other settings), or deny s3:PutObject to everyone where the key s3:x-amz-server-side-encryption-customer-algorithm is present. Name buckets that mean to use SSE-C in the option sseCBuckets.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html',
  },
  resource: s3.bucket,
  needs: { encryption: maybe(bucketEncryption), policy: maybe(s3.bucketPolicy) },
  options: {
    sseCBuckets: { default: [], description: 'Names of buckets that mean to use SSE-C; they are not judged.' },
  },
  evaluate({ key: arn, name }, { encryption, policy }, { options: { sseCBuckets } }) {
    const requests = { action: 's3:PutObject', resource: `${arn}/*`, meets: holdsWithSseC };
    const refusing = known(policy, (found) => (isAbsent(found) ? [] : refusals(found, requests)));
    const blocked = known(encryption, (found) => found.blocked);
    const evidence = {
      blockedEncryptionTypes: blocked,
      refusedBy: known(refusing, (statements) => statements.map(describeStatement)),
    };
    if (sseCBuckets.includes(name)) {
      return notApplicable('The option sseCBuckets names it: it means to use SSE-C', evidence);
    }
    const byEncryption = known(blocked, (types) => types.includes('SSE-C'));
    const rejected = anyOf([byEncryption, known(refusing, (statements) => statements.length > 0)]);
    if (isGap(rejected)) return undecided(rejected, 'Whether SSE-C is rejected could not be settled', evidence);
    if (!rejected) return fail('Neither default encryption nor the bucket policy rejects SSE-C', evidence);
    if (byEncryption === true) return pass('Default encryption blocks SSE-C', evidence);
    const names = isGap(refusing) ? '' : refusing.map(statementName).join(', ');
    return pass(`The bucket policy refuses SSE-C by ${names}`, evidence);
  },
});

function holdsWithSseC({ key, operator, qualifier, values }: Condition): boolean {
  const present = operator === 'Null' && qualifier === undefined && values.includes('false');
  return present && key === 's3:x-amz-server-side-encryption-customer-algorithm';
}
