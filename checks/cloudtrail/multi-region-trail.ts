import {
  account,
  acrossRegions,
  allOf,
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
import { managementEvents } from '../../src/datasets/cloudtrail-selectors.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';

export default defineCheck({
  id: 'cloudtrail-multi-region-trail',
  title: 'A multi-Region trail records read and write management events',
  severity: 'high',
  recommendation: 'log-api-activity-with-cloudtrail',
  rationale:
    'Without a trail in every Region, what an intruder does in a Region that nobody uses leaves no record beyond 90 days.',
  remediation: {
    text: 'Create a trail for all Regions with read and write management events, or turn on an existing one; in an organization, one organization trail serves every account.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html',
  },
  resource: account,
  needs: {
    trails: maybe(collect(cloudtrail.trail, { status: cloudtrail.trailStatus, events: managementEvents })),
    lake: maybe(acrossRegions(cloudtrail.eventDataStores)),
  },
  evaluate(_, { trails, lake }) {
    const judged = trails.items.map(({ resource: { name, data }, status, events }) => ({
      name,
      events,
      records: allOf([
        data.multiRegion && data.globalServiceEvents,
        known(status, ({ logging }) => logging),
        known(events, ({ reads, writes }) => reads && writes),
      ]),
    }));
    const evidence = {
      trails: trails.items.map(({ resource: { name, region, data }, status, events }) => ({
        name,
        homeRegion: region,
        multiRegion: data.multiRegion,
        globalServiceEvents: data.globalServiceEvents,
        organization: data.organization,
        logging: known(status, ({ logging }) => logging),
        events,
      })),
    };
    const recorded = anyOf([...judged.map(({ records }) => records), ...trails.gaps]);
    if (isGap(recorded)) return undecided(recorded, 'No trail that could be read records everything', evidence);
    if (recorded) {
      const recorders = judged.filter(({ records }) => records === true);
      // What one trail leaves out another may record.
      const [first = [], ...others] = recorders.map(({ events }) => (isGap(events) ? [] : events.excludedSources));
      const excluded = first.filter((source) => others.every((sources) => sources.includes(source)));
      const but = excluded.length === 0 ? '' : `, without events of ${excluded.join(' and ')}`;
      return pass(`Recorded by ${recorders.map(({ name }) => name).join(', ')}${but}`, evidence);
    }
    const stores = lake.items.flatMap(({ value }) => value);
    const besides = [
      ...(stores.length > 0
        ? [`CloudTrail Lake has event data stores (${stores.join(', ')}), which are not trails`]
        : []),
      ...(lake.gaps.length > 0 ? ['CloudTrail Lake could not be seen everywhere'] : []),
    ];
    const what =
      trails.items.length === 0
        ? 'There is no trail'
        : `None of ${trails.items.length} trails is multi-Region, logging and complete`;
    return fail([what, ...besides].join('; '), { ...evidence, eventDataStores: stores });
  },
});
