import { jsonAnswer } from './answer.js';
import type { Difference } from './differences.js';
import { isoSeconds, type TrailFacts } from './facts.js';

const reference = 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference';

/** What a trail without selectors logs: all management events. */
const defaultSelector = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
};

function status(trail: TrailFacts): object {
  const seconds = (date: Date): number => date.getTime() / 1000;
  const { started, stopped, delivered, deliveryError, deliveredToLogs, logsDeliveryError } = trail;
  return {
    IsLogging: stopped === undefined,
    StartLoggingTime: seconds(started),
    TimeLoggingStarted: isoSeconds(started),
    TimeLoggingStopped: stopped === undefined ? '' : isoSeconds(stopped),
    ...(stopped && { StopLoggingTime: seconds(stopped) }),
    ...(delivered && { LatestDeliveryTime: seconds(delivered) }),
    ...(deliveryError !== undefined && { LatestDeliveryError: deliveryError }),
    ...(deliveredToLogs && { LatestCloudWatchLogsDeliveryTime: seconds(deliveredToLogs) }),
    ...(logsDeliveryError !== undefined && { LatestCloudWatchLogsDeliveryError: logsDeliveryError }),
  };
}

export const trailDifferences: readonly Difference[] = [
  {
    service: 'cloudtrail',
    operation: 'GetTrailStatus',
    moto: 'delivers always and just now, and cannot be dated',
    page: `${reference}/API_GetTrailStatus.html`,
    async answer(call, { facts, next }) {
      const answer = await next();
      const name = String(call.input['Name']);
      const trail = facts.trails[name] ?? Object.entries(facts.trails).find(([arn]) => arn.endsWith(`/${name}`))?.[1];
      return answer.status === 200 && trail !== undefined ? jsonAnswer(status(trail)) : answer;
    },
  },
  {
    service: 'cloudtrail',
    operation: 'GetEventSelectors',
    moto: 'gives empty lists for a trail whose selectors were never set; AWS gives the default selector',
    page: `${reference}/API_PutEventSelectors.html`,
    async answer(_, { next }) {
      const answer = await next();
      if (answer.status !== 200) return answer;
      const { TrailARN, EventSelectors, AdvancedEventSelectors } = JSON.parse(answer.body) as {
        TrailARN: string;
        EventSelectors: unknown[];
        AdvancedEventSelectors: unknown[];
      };
      if (AdvancedEventSelectors.length > 0) return jsonAnswer({ TrailARN, AdvancedEventSelectors });
      return jsonAnswer({ TrailARN, EventSelectors: EventSelectors.length > 0 ? EventSelectors : [defaultSelector] });
    },
  },
  {
    service: 'cloudtrail',
    operation: 'ListEventDataStores',
    moto: 'answers 500 with an HTML page',
    page: `${reference}/API_ListEventDataStores.html`,
    answer: () => jsonAnswer({ EventDataStores: [] }),
  },
];
