import type { Replies } from '../bench.js';

export const everything: Replies = {
  'cloudtrail:DescribeTrails': {
    trailList: [
      {
        TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main',
        Name: 'main',
        HomeRegion: 'us-east-1',
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        IsOrganizationTrail: false,
        S3BucketName: 'logs',
        LogFileValidationEnabled: true,
        CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
      },
    ],
  },
  'cloudtrail:GetTrailStatus': {
    IsLogging: true,
    LatestDeliveryTime: new Date('2026-01-01T00:00:00Z'),
    LatestCloudWatchLogsDeliveryTime: new Date('2026-01-01T00:00:00Z'),
  },
  'cloudtrail:GetEventSelectors': { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] },
  'cloudtrail:ListEventDataStores': { EventDataStores: [{ Name: 'lake' }] },
};

export const nothing: Replies = {
  'cloudtrail:DescribeTrails': { trailList: [] },
  'cloudtrail:ListEventDataStores': { EventDataStores: [] },
};
