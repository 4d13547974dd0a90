import {
  account,
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

const kms = 'kms.amazonaws.com';

export default defineCheck({
  id: 'cloudtrail-kms-event-coverage',
  title: 'A multi-Region trail records the use of KMS keys',
  severity: 'medium',
  recommendation: 'log-key-usage',
  rationale:
    'Trails can leave KMS events out to save money; then nobody can say afterwards what was decrypted, and by whom.',
  remediation: {
    text: 'Take kms.amazonaws.com out of the event sources that the trail excludes.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
  },
  resource: account,
  needs: {
    trails: maybe(collect(cloudtrail.trail, { status: cloudtrail.trailStatus, events: managementEvents })),
  },
  evaluate(_, { trails }) {
    const judged = trails.items.map(({ resource: { name, region, data }, status, events }) => ({
      name,
      homeRegion: region,
      multiRegion: data.multiRegion,
      logging: known(status, ({ logging }) => logging),
      events,
    }));
    const evidence = { trails: judged };
    const recorders = judged.map(({ name, multiRegion, logging, events }) => ({
      name,
      // Decrypt and its like count as reads, changes of a key as writes.
      general: allOf([multiRegion, logging, known(events, ({ reads, writes }) => reads && writes)]),
      withKms: known(events, ({ excludedSources }) => !excludedSources.includes(kms)),
      excluded: isGap(events) ? [] : events.excludedSources,
    }));
    const recorded = anyOf([...recorders.map(({ general, withKms }) => allOf([general, withKms])), ...trails.gaps]);
    if (isGap(recorded)) return undecided(recorded, 'No trail that could be read records the use of keys', evidence);
    if (recorded) {
      const names = recorders
        .filter(({ general, withKms }) => general === true && withKms === true)
        .map(({ name, excluded }) => (excluded.length === 0 ? name : `${name} (without ${excluded.join(', ')})`));
      return pass(`Recorded by ${names.join(', ')}`, evidence);
    }
    const excluding = recorders.filter(({ general, withKms }) => general === true && withKms === false);
    return excluding.length === 0
      ? fail('No multi-Region trail records read and write management events, so that the use of keys is not', evidence)
      : fail(
          excluding.map(({ name, excluded }) => `${name} leaves out ${excluded.join(' and ')}`).join('; '),
          evidence,
        );
  },
});
