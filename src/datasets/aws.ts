/** Who is asking, and which regions there are: what a scan reads before anything else. */
import { defineService } from '../aws/service.js';
import { perAccount, perRegion } from '../core/dataset.js';
import type { Operation } from '../core/operation.js';
import { accountManagement } from './account.js';
import { required } from './require.js';

const sts = defineService({
  id: 'sts',
  load: async () => {
    const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    return { client: STSClient, commands: { GetCallerIdentity: GetCallerIdentityCommand } };
  },
  actions: { GetCallerIdentity: ['sts:GetCallerIdentity'] },
});

const ec2 = defineService({
  id: 'ec2',
  load: async () => {
    const { EC2Client, DescribeRegionsCommand } = await import('@aws-sdk/client-ec2');
    return { client: EC2Client, commands: { DescribeRegions: DescribeRegionsCommand } };
  },
  actions: { DescribeRegions: ['ec2:DescribeRegions'] },
});

/** The principal that scans. */
export interface Caller {
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
}

/** The caller's ARN, and from it the partition and account. */
export const caller = perAccount({
  name: 'sts.caller',
  operations: [sts.GetCallerIdentity],
  async read({ send, region }): Promise<Caller> {
    const at = { operation: sts.GetCallerIdentity, region };
    const { Arn, Account } = await send(sts.GetCallerIdentity, {});
    const arn = required(Arn, 'Arn', at);
    return { arn, account: required(Account, 'Account', at), partition: required(arn.split(':')[1], 'partition', at) };
  },
});

/** Whether the caller's credentials work in one region: how a region is tried when no list of regions can be read. */
export const answersInRegion = perRegion({
  name: 'sts.answersInRegion',
  operations: [sts.GetCallerIdentity],
  async read({ send }) {
    await send(sts.GetCallerIdentity, {});
    return true;
  },
});

/** One region of the partition. */
export interface Region {
  readonly name: string;
  readonly enabled: boolean;
}

/** The regions as EC2 lists them, those that are not enabled included. */
export const describedRegions = perAccount({
  name: 'ec2.regions',
  operations: [ec2.DescribeRegions],
  async read({ send, region }): Promise<readonly Region[]> {
    const at = { operation: ec2.DescribeRegions, region };
    const { Regions } = await send(ec2.DescribeRegions, { AllRegions: true });
    return nonEmpty(Regions, at).map(({ RegionName, OptInStatus }) => ({
      name: required(RegionName, 'RegionName', at),
      enabled: required(OptInStatus, 'OptInStatus', at) !== 'not-opted-in',
    }));
  },
});

/** The regions as Account Management lists them: for callers whom EC2 refuses. */
export const listedRegions = perAccount({
  name: 'account.regions',
  operations: [accountManagement.ListRegions],
  async read({ pages, region }): Promise<readonly Region[]> {
    const at = { operation: accountManagement.ListRegions, region };
    const found: Region[] = [];
    const paging = { input: 'NextToken', output: 'NextToken' };
    for await (const { Regions } of pages(accountManagement.ListRegions, { MaxResults: 50 }, paging)) {
      for (const { RegionName, RegionOptStatus } of required(Regions, 'Regions', at)) {
        const status = required(RegionOptStatus, 'RegionOptStatus', at);
        const enabled = status === 'ENABLED' || status === 'ENABLED_BY_DEFAULT' || status === 'DISABLING';
        found.push({ name: required(RegionName, 'RegionName', at), enabled });
      }
    }
    return nonEmpty(found, at);
  },
});

/** An account without any region cannot be: a list without one is no list. */
function nonEmpty<T>(list: readonly T[] | undefined, at: { readonly operation: Operation; readonly region: string }) {
  return required(list?.length === 0 ? undefined : list, 'regions', at);
}
