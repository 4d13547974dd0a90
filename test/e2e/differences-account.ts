import { errorAnswer, jsonAnswer, withBody } from './answer.js';
import type { Difference } from './differences.js';
import type { Facts } from './facts.js';

const defaultRegions = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/** Regions that an account has only after opting in. */
const optInRegions = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
];

function optInStatus(region: string, facts: Facts): string {
  if (defaultRegions.includes(region)) return 'opt-in-not-required';
  return facts.optedIn.includes(region) ? 'opted-in' : 'not-opted-in';
}

export const accountDifferences: readonly Difference[] = [
  {
    service: 'ec2',
    operation: 'DescribeRegions',
    moto: 'takes some opt-in regions for enabled by default, cannot opt in, and lists regions of other partitions',
    page: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
    async answer(_, { facts, next }) {
      const answer = await next();
      const status = (_all: string, region: string): string =>
        `<optInStatus>${optInStatus(region, facts)}</optInStatus><regionName>${region}</regionName>`;
      const elsewhere =
        /<item>(?:(?!<\/item>)[^])*<regionName>(?:cn|us-gov)-[^<]*<\/regionName>(?:(?!<\/item>)[^])*<\/item>/g;
      return withBody(
        answer,
        answer.body
          .replaceAll(elsewhere, '')
          .replaceAll(/<optInStatus>[^<]*<\/optInStatus><regionName>([^<]*)<\/regionName>/g, status),
      );
    },
  },
  {
    service: 'account',
    operation: 'ListRegions',
    moto: 'answers 404 with an HTML page',
    page: 'https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html',
    answer(_, { facts }) {
      const state = (region: string): string => {
        if (defaultRegions.includes(region)) return 'ENABLED_BY_DEFAULT';
        return facts.optedIn.includes(region) ? 'ENABLED' : 'DISABLED';
      };
      const names = [...defaultRegions, ...optInRegions];
      return jsonAnswer({ Regions: names.map((RegionName) => ({ RegionName, RegionOptStatus: state(RegionName) })) });
    },
  },
  {
    service: 'sts',
    operation: 'GetCallerIdentity',
    moto: 'answers in regions that the account has not enabled',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html',
    answer(call, { facts, next }) {
      if (optInStatus(call.region, facts) !== 'not-opted-in') return next();
      return errorAnswer(call, 403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
    },
  },
];
