import { defineCheck, fail, pass, plural } from '../../src/core/index.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';

const hour = 3_600_000;

export default defineCheck({
  id: 'cloudtrail-trail-logging',
  title: 'Every trail is logging and delivering',
  severity: 'high',
  recommendation: 'retain-logs-beyond-event-history',
  rationale: 'A trail that is switched off, or that cannot write to its bucket, looks like a record and is none.',
  remediation: {
    text: 'Start logging. If delivery fails, mend the policy of the bucket or KMS key that the error names.',
    cli: 'aws cloudtrail start-logging --name {arn} --region {region}',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html',
  },
  resource: cloudtrail.trail,
  needs: { status: cloudtrail.trailStatus },
  options: {
    maxDeliveryAgeHours: {
      default: 24,
      minimum: 1,
      maximum: 720,
      description: 'hours since the last delivery, or since logging started, after which a trail counts as silent',
    },
  },
  evaluate(_, { status }, { now, options: { maxDeliveryAgeHours } }) {
    const evidence = { ...status, maxDeliveryAgeHours };
    if (!status.logging) return fail('Logging is switched off', evidence);
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
