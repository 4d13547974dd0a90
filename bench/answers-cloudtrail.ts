import {
  type AccountShape,
  accountId,
  bucketName,
  indexIn,
  indices,
  isMultiRegion,
  regionOf,
  trailName,
} from './account.js';
import type { Answer } from './answers.js';
import { type Call, failure, json } from './wire.js';

/** CloudTrail; a trail's status and selectors are known only where it lives. */
export function cloudtrailAnswers(account: AccountShape): Readonly<Record<string, Answer>> {
  return {
    'cloudtrail:DescribeTrails': (call) => {
      const { includeShadowTrails = true } = JSON.parse(call.input) as { includeShadowTrails?: boolean };
      const seen = indices(
        account.trails,
        (index) => regionOf(index) === call.region || (includeShadowTrails && isMultiRegion(index)),
      );
      return json({ trailList: seen.map(trail) });
    },
    'cloudtrail:GetTrailStatus': (call) => {
      if (regionOf(trailOf(call)) !== call.region) return failure(call, 'TrailNotFoundException', 400);
      const now = Math.floor(Date.now() / 1000);
      return json({ IsLogging: true, StartLoggingTime: 1735689600, LatestDeliveryTime: now });
    },
    'cloudtrail:GetEventSelectors': (call) => {
      const index = trailOf(call);
      if (regionOf(index) !== call.region) return failure(call, 'TrailNotFoundException', 400);
      const selector = {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      };
      return json({ TrailARN: trailArn(index), EventSelectors: [selector] });
    },
    'cloudtrail:ListEventDataStores': () => json({ EventDataStores: [] }),
  };
}

function trailOf(call: Call): number {
  const input = JSON.parse(call.input) as { Name?: string; TrailName?: string };
  return indexIn(input.Name ?? input.TrailName ?? '');
}

function trailArn(index: number): string {
  return `arn:aws:cloudtrail:${regionOf(index)}:${accountId}:trail/${trailName(index)}`;
}

function trail(index: number): object {
  return {
    Name: trailName(index),
    TrailARN: trailArn(index),
    HomeRegion: regionOf(index),
    S3BucketName: bucketName(0),
    IsMultiRegionTrail: isMultiRegion(index),
    IsOrganizationTrail: false,
    IncludeGlobalServiceEvents: isMultiRegion(index),
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: true,
    HasInsightSelectors: false,
  };
}
