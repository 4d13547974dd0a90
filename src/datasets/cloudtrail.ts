import type {
  AdvancedEventSelector,
  AdvancedFieldSelector,
  EventSelector,
  GetTrailStatusResponse,
} from '@aws-sdk/client-cloudtrail';
import { defineService } from '../aws/service.js';
import { perRegion, perResource, resourceType } from '../core/dataset.js';
import { compareText } from '../core/finding.js';
import { malformed } from '../core/unreadable.js';
import { required, requiredFlag } from './require.js';

const cloudtrail = defineService({
  id: 'cloudtrail',
  load: async () => {
    const {
      CloudTrailClient,
      DescribeTrailsCommand,
      GetEventSelectorsCommand,
      GetTrailStatusCommand,
      ListEventDataStoresCommand,
    } = await import('@aws-sdk/client-cloudtrail');
    return {
      client: CloudTrailClient,
      commands: {
        DescribeTrails: DescribeTrailsCommand,
        GetEventSelectors: GetEventSelectorsCommand,
        GetTrailStatus: GetTrailStatusCommand,
        ListEventDataStores: ListEventDataStoresCommand,
      },
    };
  },
  actions: {
    DescribeTrails: ['cloudtrail:DescribeTrails'],
    GetEventSelectors: ['cloudtrail:GetEventSelectors'],
    GetTrailStatus: ['cloudtrail:GetTrailStatus'],
    ListEventDataStores: ['cloudtrail:ListEventDataStores'],
  },
});

/** What decides whether a trail covers an account. */
export interface TrailData {
  readonly multiRegion: boolean;
  readonly globalServiceEvents: boolean;
  readonly organization: boolean;
}

/**
 * Trails, each once, in its home region. Copies that other regions show are left out; a trail that an
 * organization's management account owns is listed as that account's (evidence, not judged here).
 */
export const trail = resourceType({
  name: 'cloudtrail.trail',
  type: 'AWS::CloudTrail::Trail',
  reach: 'regional',
  listed: 'per-region',
  operations: [cloudtrail.DescribeTrails],
  gone: {
    codes: ['TrailNotFoundException'],
    operations: [cloudtrail.DescribeTrails],
    async stillThere({ key }, { send, region }) {
      const { trailList } = await send(cloudtrail.DescribeTrails, { trailNameList: [key] });
      return required(trailList, 'trailList', { operation: cloudtrail.DescribeTrails, region }).length > 0;
    },
  },
  async *list({ send, region, regions }) {
    const at = { operation: cloudtrail.DescribeTrails, region };
    // Shadow trails included: to a member account an organization's trail is always one.
    const { trailList } = await send(cloudtrail.DescribeTrails, { includeShadowTrails: true });
    const trails = required(trailList, 'trailList', at).map((described) => {
      const arn = required(described.TrailARN, 'TrailARN', at);
      return {
        arn,
        account: required(arn.split(':')[4], 'account in TrailARN', at),
        name: required(described.Name, 'Name', at),
        region: required(described.HomeRegion, 'HomeRegion', at),
        data: {
          multiRegion: requiredFlag(described.IsMultiRegionTrail, 'IsMultiRegionTrail', at),
          globalServiceEvents: requiredFlag(described.IncludeGlobalServiceEvents, 'IncludeGlobalServiceEvents', at),
          organization: requiredFlag(described.IsOrganizationTrail, 'IsOrganizationTrail', at),
        } satisfies TrailData,
      };
    });
    // Every region shows a trail whose home is not among them; it is listed once, and its facts are gaps.
    const here = (home: string): boolean => home === region || (region === regions[0] && !regions.includes(home));
    yield {
      items: trails.filter(({ region: home }) => here(home)).sort((a, b) => compareText(a.arn, b.arn)),
    };
  },
});

/** Whether a trail logs and delivers. */
export type TrailStatus =
  | { readonly logging: false }
  | {
      readonly logging: true;
      /** When the last log file was delivered or, where none was since, when logging started. */
      readonly lastDelivery: { readonly at: Date; readonly what: 'delivered' | 'started' };
      /** What S3 answered to the last delivery, where it failed. */
      readonly deliveryError?: string;
    };

/** The status of a trail in its home region (GetTrailStatus reports one region). */
export const trailStatus = perResource(trail, {
  name: 'cloudtrail.trailStatus',
  operations: [cloudtrail.GetTrailStatus],
  async read({ send, region }, _, { key }): Promise<TrailStatus> {
    const at = { operation: cloudtrail.GetTrailStatus, region };
    const answer = await send(cloudtrail.GetTrailStatus, { Name: key });
    if (!requiredFlag(answer.IsLogging, 'IsLogging', at)) return { logging: false };
    return {
      logging: true,
      lastDelivery:
        latest(answer) ?? malformed(at.operation, region, 'it has no LatestDeliveryTime or StartLoggingTime'),
      ...(answer.LatestDeliveryError !== undefined &&
        answer.LatestDeliveryError !== '' && { deliveryError: answer.LatestDeliveryError }),
    };
  },
});

/** The last delivery; where logging was started after it, or none was yet, the start. */
function latest({ LatestDeliveryTime: delivered, StartLoggingTime: started }: GetTrailStatusResponse) {
  if (started !== undefined && (delivered === undefined || started > delivered))
    return { at: started, what: 'started' } as const;
  return delivered && ({ at: delivered, what: 'delivered' } as const);
}

/** Which management events a trail records: the union of its selectors. */
export interface ManagementEvents {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Event sources left out of it, which CloudTrail lets one exclude (KMS, RDS Data API). */
  readonly excludedSources: readonly string[];
  /** Fields by which selectors were narrowed further, so that they do not count. */
  readonly narrowedBy: readonly string[];
}

/** The management events that a trail's selectors record, basic or advanced. */
export const managementEvents = perResource(trail, {
  name: 'cloudtrail.managementEvents',
  operations: [cloudtrail.GetEventSelectors],
  async read({ send, region }, _, { key }): Promise<ManagementEvents> {
    const operation = cloudtrail.GetEventSelectors;
    const { EventSelectors: basic, AdvancedEventSelectors: advanced } = await send(operation, { TrailName: key });
    const broken = (what: string): never => malformed(operation, region, what);
    if (advanced !== undefined && advanced.length > 0) {
      return union(advanced.flatMap((selector) => readAdvanced(selector, broken)));
    }
    if (basic === undefined || basic.length === 0) return broken('it lists no event selectors');
    return union(basic.flatMap((selector) => readBasic(selector, broken)));
  },
});

/** What one selector records of management events. */
interface Selected {
  readonly reads: boolean;
  readonly writes: boolean;
  readonly excludedSources: readonly string[];
  readonly narrowedBy: readonly string[];
}

type Broken = (what: string) => never;

function readBasic(selector: EventSelector, broken: Broken): Selected[] {
  if (selector.IncludeManagementEvents ?? broken('a selector has no IncludeManagementEvents')) {
    const type = selector.ReadWriteType ?? broken('a selector has no ReadWriteType');
    return [
      {
        reads: type === 'All' || type === 'ReadOnly',
        writes: type === 'All' || type === 'WriteOnly',
        excludedSources: selector.ExcludeManagementEventSources ?? [],
        narrowedBy: [],
      },
    ];
  }
  return [];
}

/** Sources that a selector may leave out while the trail still counts as recording management events. */
const excludable = new Set(['kms.amazonaws.com', 'rdsdata.amazonaws.com']);

function readAdvanced(selector: AdvancedEventSelector, broken: Broken): Selected[] {
  const fields = selector.FieldSelectors ?? broken('an advanced selector has no FieldSelectors');
  if (fields.some(isSilent)) return broken('a field selector has no operator');
  const category = fields.find(({ Field }) => Field === 'eventCategory');
  const categories = category?.Equals ?? broken('an advanced selector equals no eventCategory');
  if (!categories.includes('Management')) return [];
  let reads = true;
  let writes = true;
  const excludedSources: string[] = [];
  const narrowedBy: string[] = [];
  for (const field of fields) {
    if (field === category) continue;
    const excluded = onlyNotEquals(field);
    if (field.Field === 'readOnly' && field.Equals?.length === 1) {
      if (field.Equals[0] === 'true') writes = false;
      else reads = false;
    } else if (field.Field === 'eventSource' && excluded?.every((source) => excludable.has(source)) === true) {
      excludedSources.push(...excluded);
    } else {
      narrowedBy.push(field.Field ?? broken('a field selector has no Field'));
    }
  }
  return [{ reads, writes, excludedSources, narrowedBy }];
}

/** True where no operator of a field selector has a value. */
function isSilent({ Field: _, ...operators }: AdvancedFieldSelector): boolean {
  return Object.values(operators).every((values) => values === undefined || values.length === 0);
}

/** The values of a field selector that says nothing but NotEquals. */
function onlyNotEquals({ NotEquals, ...others }: AdvancedFieldSelector): readonly string[] | undefined {
  return isSilent(others) ? NotEquals : undefined;
}

function union(selectors: readonly Selected[]): ManagementEvents {
  const whole = selectors.filter(({ narrowedBy }) => narrowedBy.length === 0);
  const readers = whole.filter(({ reads }) => reads);
  const writers = whole.filter(({ writes }) => writes);
  // A source is recorded when one selector records it, for reads and for writes.
  const missed = (of: readonly Selected[]): string[] =>
    of
      .flatMap(({ excludedSources }) => excludedSources)
      .filter((source) => of.every((one) => one.excludedSources.includes(source)));
  return {
    reads: readers.length > 0,
    writes: writers.length > 0,
    excludedSources: [...new Set([...missed(readers), ...missed(writers)])].sort(),
    narrowedBy: [...new Set(selectors.flatMap(({ narrowedBy }) => narrowedBy))].sort(),
  };
}

/** The event data stores of CloudTrail Lake in a region, by name. */
export const eventDataStores = perRegion({
  name: 'cloudtrail.eventDataStores',
  operations: [cloudtrail.ListEventDataStores],
  async read({ pages, region }): Promise<readonly string[]> {
    const at = { operation: cloudtrail.ListEventDataStores, region };
    const names: string[] = [];
    const paging = { input: 'NextToken', output: 'NextToken' };
    for await (const { EventDataStores } of pages(cloudtrail.ListEventDataStores, {}, paging)) {
      for (const { Name } of required(EventDataStores, 'EventDataStores', at)) names.push(required(Name, 'Name', at));
    }
    return names.sort(compareText);
  },
});
