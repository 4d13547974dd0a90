import { defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3.js';
import { crossAccountAccess, grantee, isTrusted } from '../../src/datasets/s3-grants.js';
import { statementName } from '../../src/policy/describe.js';

export default defineCheck({
  id: 's3-bucket-cross-account-writes',
  title: 'Other accounts cannot write to a bucket, delete from it or reconfigure it',
  severity: 'high',
  recommendation: 'restrict-bucket-policies',
  rationale: 'Data that another account may replace or delete is as safe as the weakest principal of that account.',
  remediation: {
    text: 'Let other accounts only read, or name the accounts that must write in the option trustedAccounts, and limit what they may write to one prefix.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html',
  },
  resource: s3.bucket,
  needs: { access: crossAccountAccess },
  options: {
    trustedAccounts: {
      default: [],
      description: 'Ids of accounts that are trusted to write; what they may do is informational.',
    },
  },
  evaluate(_, { access }, { options: { trustedAccounts } }) {
    if (isAbsent(access)) return pass('There is no bucket policy, so it lets no other account in', { access });
    const grants = access.filter(({ changesData }) => changesData);
    const untrusted = grants.filter((grant) => !isTrusted(grant, trustedAccounts));
    const [worst] = [...untrusted, ...grants];
    if (worst === undefined) return pass('The bucket policy lets no other account do more than read', { grants });
    const said = `${statementName(worst)} lets ${grantee(worst)} in`;
    const more = grants.length > 1 ? `, among ${grants.length} such grants` : '';
    const message = `The bucket policy lets others do more than read: ${said}${more}`;
    return fail(message, { grants, trustedAccounts }, untrusted.length === 0 ? { severity: 'informational' } : {});
  },
});
