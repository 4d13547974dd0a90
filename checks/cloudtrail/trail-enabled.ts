import {
  account,
  anyOf,
  collect,
  defineCheck,
  fail,
  isGap,
  known,
  maybe,
  pass,
  undecided,
} from '../../src/core/index.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';

export default defineCheck({
  id: 'cloudtrail-trail-enabled',
  title: 'At least one trail is logging',
  severity: 'high',
  recommendation: 'log-api-activity-with-cloudtrail',
  rationale:
    'Without a trail, what was done in the account is known for 90 days only, and only to who asks Region by Region.',
  remediation: {
    text: 'Create a trail, or start logging on one that is switched off.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html',
  },
  resource: account,
  needs: { trails: maybe(collect(cloudtrail.trail, { status: cloudtrail.trailStatus })) },
  evaluate(_, { trails }) {
    const judged = trails.items.map(({ resource: { name, region }, status }) => ({
      name,
      homeRegion: region,
      logging: known(status, ({ logging }) => logging),
    }));
    const evidence = { trails: judged };
    const logged = anyOf([...judged.map(({ logging }) => logging), ...trails.gaps]);
    if (isGap(logged)) return undecided(logged, 'No trail that could be read is logging', evidence);
    if (!logged) {
      return fail(judged.length === 0 ? 'There is no trail' : `None of ${judged.length} trails is logging`, evidence);
    }
    const names = judged.filter(({ logging }) => logging === true).map(({ name }) => name);
    return pass(`Logged by ${names.join(', ')}`, evidence);
  },
});
