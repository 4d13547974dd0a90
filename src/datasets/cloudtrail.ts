import { perRegion, perResource, resourceType } from '../core/dataset.js';
import { compareText } from '../core/finding.js';
import { malformed } from '../core/unreadable.js';
import { cloudtrail } from './cloudtrail-client.js';
import { required, requiredFlag } from './require.js';

/** What DescribeTrails tells of a trail. */
export interface TrailData {
  readonly multiRegion: boolean;
  readonly globalServiceEvents: boolean;
  readonly organization: boolean;
  /** The name of the bucket that it delivers to. */
  readonly bucket: string;
  /** What the keys of its files begin with in that bucket. */
  readonly prefix: string;
  readonly validation: boolean;
  /** The ARN of the KMS key that encrypts its files; without one S3's own keys do. */
  readonly kmsKey?: string;
  /** The ARN of the CloudWatch Logs group that it feeds. */
  readonly logGroup?: string;
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
        account: required(ownerOf(arn), 'account in TrailARN', at),
        name: required(described.Name, 'Name', at),
        region: required(described.HomeRegion, 'HomeRegion', at),
        data: {
          multiRegion: requiredFlag(described.IsMultiRegionTrail, 'IsMultiRegionTrail', at),
          globalServiceEvents: requiredFlag(described.IncludeGlobalServiceEvents, 'IncludeGlobalServiceEvents', at),
          organization: requiredFlag(described.IsOrganizationTrail, 'IsOrganizationTrail', at),
          bucket: required(described.S3BucketName, 'S3BucketName', at),
          prefix: isSet(described.S3KeyPrefix) ? `${described.S3KeyPrefix}/AWSLogs/` : 'AWSLogs/',
          validation: requiredFlag(described.LogFileValidationEnabled, 'LogFileValidationEnabled', at),
          ...(isSet(described.KmsKeyId) && { kmsKey: described.KmsKeyId }),
          ...(isSet(described.CloudWatchLogsLogGroupArn) && { logGroup: described.CloudWatchLogsLogGroupArn }),
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

/** The account that owns a trail, by its ARN. */
export function ownerOf(trailArn: string): string | undefined {
  return trailArn.split(':')[4];
}

/** Members that are left out, null or empty where the trail has no such thing. */
function isSet(text: string | null | undefined): text is string {
  return text !== undefined && text !== null && text !== '';
}

/** What GetTrailStatus tells of a trail in its home region (it reports one region): the base of the two below. */
export const delivery = perResource(trail, {
  name: 'cloudtrail.delivery',
  operations: [cloudtrail.GetTrailStatus],
  async read({ send, region }, _, { key }) {
    const at = { operation: cloudtrail.GetTrailStatus, region };
    const answer = await send(cloudtrail.GetTrailStatus, { Name: key });
    const {
      StartLoggingTime: started,
      LatestDeliveryError: error,
      LatestCloudWatchLogsDeliveryError: logsError,
    } = answer;
    return {
      logging: requiredFlag(answer.IsLogging, 'IsLogging', at),
      last: latest(answer.LatestDeliveryTime, started),
      lastToLogs: latest(answer.LatestCloudWatchLogsDeliveryTime, started),
      ...(isSet(error) && { error }),
      ...(isSet(logsError) && { logsError }),
    };
  },
});

/** When something was last delivered or, where nothing was since, when logging started. */
export interface Delivery {
  readonly at: Date;
  readonly what: 'delivered' | 'started';
}

/** The last delivery; where logging was started after it, or none was yet, the start. */
function latest(delivered: Date | undefined, started: Date | undefined): Delivery | undefined {
  if (started !== undefined && (delivered === undefined || started > delivered))
    return { at: started, what: 'started' };
  return delivered && { at: delivered, what: 'delivered' };
}

/** Whether a trail logs and delivers. */
export type TrailStatus =
  | { readonly logging: false }
  | {
      readonly logging: true;
      readonly lastDelivery: Delivery;
      /** What the destination answered to the last delivery, where it failed. */
      readonly deliveryError?: string;
    };

/** Whether a trail logs and delivers to its bucket. */
export const trailStatus = perResource(trail, {
  name: 'cloudtrail.trailStatus',
  needs: { delivery },
  async read({ region }, { delivery: { logging, last, error } }): Promise<TrailStatus> {
    if (!logging) return { logging };
    const missing = 'it has no LatestDeliveryTime or StartLoggingTime';
    return {
      logging,
      lastDelivery: last ?? malformed(cloudtrail.GetTrailStatus, region, missing),
      ...(error !== undefined && { deliveryError: error }),
    };
  },
});

/** Whether a trail logs and delivers to CloudWatch Logs; says nothing of a trail that feeds no log group. */
export const logGroupStatus = perResource(trail, {
  name: 'cloudtrail.logGroupStatus',
  needs: { delivery },
  async read({ region }, { delivery: { logging, lastToLogs, logsError } }): Promise<TrailStatus> {
    if (!logging) return { logging };
    const missing = 'it has no LatestCloudWatchLogsDeliveryTime or StartLoggingTime';
    return {
      logging,
      lastDelivery: lastToLogs ?? malformed(cloudtrail.GetTrailStatus, region, missing),
      ...(logsError !== undefined && { deliveryError: logsError }),
    };
  },
});

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
