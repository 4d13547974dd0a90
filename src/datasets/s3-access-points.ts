/** Access points of one region, and those that span regions. */
import { perResource, resourceType } from '../core/dataset.js';
import { required } from './require.js';
import { s3Control, s3MultiRegion } from './s3-client.js';
import { type BlockSetting, blockSettings, type PublicAccessBlock, publicAccessBlockOf } from './s3.js';

/** What listing tells of an access point. */
export interface AccessPoint {
  readonly bucket: string;
  /** `VPC` where requests must come from one VPC, else `Internet`. */
  readonly networkOrigin: string;
}

const paging = { input: 'NextToken', output: 'NextToken' };

/** Access points of general purpose buckets. Those of directory buckets and file systems are other kinds. */
export const accessPoint = resourceType({
  name: 's3.accessPoint',
  type: 'AWS::S3::AccessPoint',
  reach: 'regional',
  listed: 'per-region',
  operations: [s3Control.ListAccessPoints],
  gone: {
    codes: ['NoSuchAccessPoint'],
    operations: [s3Control.ListAccessPoints],
    async stillThere({ name, data }, { pages, account, region }) {
      const at = { operation: s3Control.ListAccessPoints, region };
      const { bucket: Bucket } = data as AccessPoint;
      const input = { AccountId: account, Bucket, MaxResults: 1000 };
      for await (const { AccessPointList } of pages(s3Control.ListAccessPoints, input, paging)) {
        const found = required(AccessPointList, 'AccessPointList', at);
        if (found.some(({ Name }) => required(Name, 'Name', at) === name)) return true;
      }
      return false;
    },
  },
  async *list({ pages, partition, account, region }) {
    const at = { operation: s3Control.ListAccessPoints, region };
    const input = { AccountId: account, MaxResults: 1000 };
    for await (const { AccessPointList } of pages(s3Control.ListAccessPoints, input, paging)) {
      yield {
        items: required(AccessPointList, 'AccessPointList', at).map(({ Name, Bucket, NetworkOrigin }) => {
          const name = required(Name, 'Name', at);
          const data: AccessPoint = {
            bucket: required(Bucket, 'Bucket', at),
            networkOrigin: required(NetworkOrigin, 'NetworkOrigin', at),
          };
          return { name, arn: `arn:${partition}:s3:${region}:${account}:accesspoint/${name}`, data };
        }),
      };
    }
  },
});

/** Block Public Access of an access point: set when it is made, and never changed. */
export const accessPointPublicAccessBlock = perResource(accessPoint, {
  name: 's3.accessPointPublicAccessBlock',
  operations: [s3Control.GetAccessPoint],
  async read({ send, account, region }, _, { name }) {
    const answer = await send(s3Control.GetAccessPoint, { AccountId: account, Name: name });
    return publicAccessBlockOf(answer.PublicAccessBlockConfiguration, { operation: s3Control.GetAccessPoint, region });
  },
});

/** What listing tells of a Multi-Region Access Point. */
export interface MultiRegionAccessPoint {
  readonly status: string;
  readonly block: PublicAccessBlock;
}

/** Multi-Region Access Points; their alias never passes to another one, their name may. */
export const multiRegionAccessPoint = resourceType({
  name: 's3.multiRegionAccessPoint',
  type: 'AWS::S3::MultiRegionAccessPoint',
  reach: 'global',
  listed: 'per-account',
  operations: [s3MultiRegion.ListMultiRegionAccessPoints],
  async *list({ pages, partition, account, region }) {
    const at = { operation: s3MultiRegion.ListMultiRegionAccessPoints, region };
    for await (const { AccessPoints } of pages(at.operation, { AccountId: account }, paging)) {
      yield {
        items: required(AccessPoints, 'AccessPoints', at).map(({ Name, Alias, Status, PublicAccessBlock: block }) => {
          const data: MultiRegionAccessPoint = {
            status: required(Status, 'Status', at),
            block: publicAccessBlockOf(block, at),
          };
          const alias = required(Alias, 'Alias', at);
          return {
            name: required(Name, 'Name', at),
            arn: `arn:${partition}:s3::${account}:accesspoint/${alias}`,
            data,
          };
        }),
      };
    }
  },
});

/** The settings of Block Public Access that are off. */
export function settingsOff(block: PublicAccessBlock): readonly BlockSetting[] {
  return blockSettings.filter((setting) => !block[setting]);
}
