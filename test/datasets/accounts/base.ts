/** Who asks and which regions there are: the same in every account. */
import type { Replies } from '../bench.js';

export const everything: Replies = {
  'sts:GetCallerIdentity': { Arn: 'arn:aws:iam::111122223333:user/ann', Account: '111122223333' },
  'ec2:DescribeRegions': { Regions: [{ RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' }] },
  'account:ListRegions': { Regions: [{ RegionName: 'us-east-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' }] },
};

export const nothing: Replies = { ...everything };
