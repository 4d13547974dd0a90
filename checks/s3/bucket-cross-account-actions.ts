import { defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3.js';
import { crossAccountAccess, grantee, isTrusted } from '../../src/datasets/s3-grants.js';
import { statementName } from '../../src/policy/describe.js';

export default defineCheck({
  id: 's3-bucket-cross-account-actions',
  title: 'Other accounts cannot change who may reach a bucket, nor its encryption',
  severity: 'high',
  recommendation: 'restrict-bucket-policies',
  rationale: 'An account that may change the policy, the ACLs or the encryption of a bucket may take the bucket over.',
  remediation: {
    text: 'Take s3:DeleteBucketPolicy, s3:PutBucketPolicy, s3:PutBucketAcl, s3:PutObjectAcl and s3:PutEncryptionConfiguration, and wildcards that cover them, out of what the bucket policy allows other accounts.',
    url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6',
  },
  resource: s3.bucket,
  needs: { access: crossAccountAccess },
  options: {
    trustedAccounts: {
      default: [],
      description: 'Ids of accounts that are trusted with the bucket; what they may do is informational.',
    },
  },
  evaluate(_, { access }, { options: { trustedAccounts } }) {
    if (isAbsent(access)) return pass('There is no bucket policy, so it lets no other account in', { access });
    const grants = access.filter(({ protection }) => protection.length > 0);
    const untrusted = grants.filter((grant) => !isTrusted(grant, trustedAccounts));
    const [worst] = [...untrusted, ...grants];
    if (worst === undefined)
      return pass('The bucket policy keeps other accounts from all of these actions', { grants });
    const said = `${statementName(worst)} lets ${grantee(worst)} do ${worst.protection.join(', ')}`;
    const more = grants.length > 1 ? `, among ${grants.length} such grants` : '';
    const message = `The bucket policy hands its protection over: ${said}${more}`;
    return fail(message, { grants, trustedAccounts }, untrusted.length === 0 ? { severity: 'informational' } : {});
  },
});
