import {
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  type AdvancedEventSelector,
} from '@aws-sdk/client-cloudtrail';
import type { Building } from './account.js';
import type { TrailFacts } from './facts.js';

interface TrailPlan {
  readonly name: string;
  readonly region: string;
  readonly multiRegion: boolean;
  readonly facts: TrailFacts;
  readonly selectors?: AdvancedEventSelector[];
}

function plans({ daysAgo }: Building): readonly TrailPlan[] {
  const justNow = daysAgo(0.01);
  return [
    {
      name: 'harbourline-audit',
      region: 'us-east-1',
      multiRegion: true,
      facts: { started: daysAgo(390), delivered: justNow },
    },
    {
      name: 'first-trail',
      region: 'eu-west-1',
      multiRegion: false,
      facts: { started: daysAgo(380), stopped: daysAgo(200), delivered: daysAgo(200) },
    },
    {
      name: 'warehouse-feed',
      region: 'eu-west-1',
      multiRegion: false,
      facts: { started: daysAgo(300), delivered: daysAgo(12), deliveryError: 'AccessDenied' },
    },
    {
      name: 'payments-events',
      region: 'eu-central-1',
      multiRegion: false,
      facts: { started: daysAgo(150), delivered: justNow },
      selectors: [
        {
          Name: 'Reads',
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Management'] },
            { Field: 'readOnly', Equals: ['true'] },
          ],
        },
        {
          Name: 'Writes',
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Management'] },
            { Field: 'readOnly', Equals: ['false'] },
          ],
        },
      ],
    },
  ];
}

/** Trails that deliver, that stopped, that cannot deliver, and one with selectors of its own. */
export async function buildTrails(building: Building): Promise<void> {
  for (const { name, region, multiRegion, facts, selectors } of plans(building)) {
    const cloudtrail = building.clients.cloudtrail(region);
    const { TrailARN = '' } = await cloudtrail.send(
      new CreateTrailCommand({ Name: name, S3BucketName: 'harbourline-audit-logs', IsMultiRegionTrail: multiRegion }),
    );
    if (facts.stopped === undefined) await cloudtrail.send(new StartLoggingCommand({ Name: name }));
    if (selectors !== undefined) {
      await cloudtrail.send(new PutEventSelectorsCommand({ TrailName: name, AdvancedEventSelectors: selectors }));
    }
    building.facts.trails[TrailARN] = facts;
  }
}
