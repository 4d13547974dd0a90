import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';

export default defineCheck({
  id: 'cloudtrail-log-validation',
  title: 'Trails write digest files that prove their logs unchanged',
  severity: 'medium',
  recommendation: 'protect-audit-logs',
  rationale:
    'Signed digests show afterwards whether a log file was changed or removed; without them an intruder can do both unseen.',
  remediation: {
    text: 'Turn log file validation on. Files delivered before that stay without a digest.',
    cli: 'aws cloudtrail update-trail --name {arn} --enable-log-file-validation --region {region}',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
  },
  resource: cloudtrail.trail,
  needs: {},
  evaluate({ data: { validation } }) {
    const evidence = { logFileValidation: validation };
    return validation ? pass('Log file validation is on', evidence) : fail('Log file validation is off', evidence);
  },
});
