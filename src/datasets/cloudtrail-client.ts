import { defineService } from '../aws/service.js';

/** CloudTrail. Its datasets stand in the files beside this one, by what they are about. */
export const cloudtrail = defineService({
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
