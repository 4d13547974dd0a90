import { defineCheck, fail, isGap, maybe, notApplicable, pass, plural, undecided } from '../../src/core/index.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';

const hour = 3_600_000;

export default defineCheck({
  id: 'cloudtrail-cloudwatch-delivery',
  title: 'What trails feed to CloudWatch Logs arrives',
  severity: 'low',
  recommendation: 'aggregate-logs',
  rationale: 'An alarm on a log group that nothing reaches any more never rings, and nobody hears that it does not.',
  remediation: {
    text: 'Switch logging on; where delivery fails, mend the role that CloudTrail writes with, or make the log group anew.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  },
  resource: cloudtrail.trail,
  needs: { status: maybe(cloudtrail.logGroupStatus) },
  options: {
    maxDeliveryAgeHours: {
      default: 24,
      minimum: 1,
      maximum: 720,
      description: 'hours since the last delivery, or since logging started, after which a trail counts as silent',
    },
  },
  evaluate({ data: { logGroup } }, { status }, { now, options: { maxDeliveryAgeHours } }) {
    if (logGroup === undefined) return notApplicable('Feeds no CloudWatch Logs group', { logGroup: null });
    if (isGap(status))
      return undecided(status, 'Whether anything reaches the log group could not be read', { logGroup });
    const evidence = { logGroup, ...status, maxDeliveryAgeHours };
    if (!status.logging) return fail('Logging is switched off, so that nothing reaches the log group', evidence);
    if (status.deliveryError !== undefined) return fail(`The last delivery failed: ${status.deliveryError}`, evidence);
    const { at, what } = status.lastDelivery;
    const age = plural(Math.max(0, Math.floor((now.getTime() - at.getTime()) / hour)), 'hour');
    if (now.getTime() - at.getTime() > maxDeliveryAgeHours * hour) {
      return fail(
        what === 'delivered' ? `Nothing delivered for ${age}` : `Nothing delivered in ${age} since logging started`,
        evidence,
      );
    }
    return pass(
      what === 'delivered' ? `Last delivered ${age} ago` : `Logging started ${age} ago, no delivery yet`,
      evidence,
    );
  },
});
