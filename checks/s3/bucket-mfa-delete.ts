import {
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
import * as s3 from '../../src/datasets/s3-configuration.js';
import { bucket } from '../../src/datasets/s3.js';

export default defineCheck({
  id: 's3-bucket-mfa-delete',
  title: 'Versioned buckets require MFA to delete versions',
  severity: 'low',
  recommendation: 'protect-data-integrity',
  rationale:
    'Versions protect data only as long as nobody deletes them. With MFA delete, stolen credentials alone can neither delete a version nor turn versioning off.',
  remediation: {
    text: 'As the root user, with its MFA device, turn on versioning and MFA delete by the CLI or API; the console cannot. S3 allows no lifecycle configuration beside it. Where that is too much, Object Lock in compliance mode protects versions too.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html',
  },
  resource: bucket,
  needs: {
    versioning: s3.bucketVersioning,
    lifecycle: maybe(s3.bucketLifecycle),
    objectLock: maybe(s3.bucketObjectLock),
  },
  evaluate(_, { versioning, lifecycle, objectLock }) {
    const { status, mfaDelete } = versioning;
    const evidence = { status, mfaDelete, objectLock };
    if (status === 'Enabled' && mfaDelete) return pass('Deleting a version takes MFA', evidence);
    // S3 refuses the two together, and Security Hub's S3.20 leaves such buckets out.
    const ruledOut = known(lifecycle, (rules) => !isAbsent(rules));
    if (isGap(ruledOut)) {
      return undecided(
        ruledOut,
        'MFA delete is off, and whether a lifecycle configuration rules it out is not known',
        evidence,
      );
    }
    if (ruledOut) {
      return notApplicable('The lifecycle configuration rules MFA delete out: S3 refuses the two together', evidence);
    }
    const what =
      status === 'Enabled'
        ? 'Versions can be deleted without MFA'
        : `Versioning is ${status === 'never' ? 'off' : 'suspended'}, so there is no MFA delete`;
    const locked = known(objectLock, (lock) => !isAbsent(lock) && lock.defaultRetention?.mode === 'COMPLIANCE');
    return locked === true
      ? fail(`${what}; Object Lock in compliance mode protects new versions until their retention ends`, evidence, {
          severity: 'informational',
        })
      : fail(what, evidence);
  },
});
