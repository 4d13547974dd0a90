import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';

export default defineCheck({
  id: 'cloudtrail-cloudwatch-logs',
  title: 'Trails feed CloudWatch Logs',
  severity: 'low',
  recommendation: 'aggregate-logs',
  rationale:
    'In CloudWatch Logs an event can be searched and raise an alarm within minutes; in a bucket it only lies there.',
  remediation: {
    text: 'Give the trail a log group and a role that may write to it.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  },
  resource: cloudtrail.trail,
  needs: {},
  evaluate({ data: { logGroup = null } }) {
    return logGroup === null
      ? fail('Feeds no CloudWatch Logs group', { logGroup })
      : pass('Feeds a CloudWatch Logs group', { logGroup });
  },
});
