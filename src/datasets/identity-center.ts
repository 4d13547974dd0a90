/** IAM Identity Center. */
import { defineService } from '../aws/service.js';
import { perRegion } from '../core/dataset.js';
import { required } from './require.js';

const identityCenter = defineService({
  id: 'sso-admin',
  load: async () => {
    const { SSOAdminClient, ListInstancesCommand } = await import('@aws-sdk/client-sso-admin');
    return { client: SSOAdminClient, commands: { ListInstances: ListInstancesCommand } };
  },
  actions: { ListInstances: ['sso:ListInstances'] },
});

/** An instance of IAM Identity Center. */
export interface Instance {
  readonly arn: string;
  /** The account that owns it: for the instance of an organization its management account. */
  readonly owner: string;
  readonly status: string;
}

/** The instances that the account sees in one region: its own and its organization's. */
export const instances = perRegion({
  name: 'sso-admin.instances',
  operations: [identityCenter.ListInstances],
  async read({ pages, region }): Promise<readonly Instance[]> {
    const at = { operation: identityCenter.ListInstances, region };
    const found: Instance[] = [];
    const paging = { input: 'NextToken', output: 'NextToken' };
    for await (const { Instances } of pages(at.operation, { MaxResults: 100 }, paging)) {
      for (const { InstanceArn, OwnerAccountId, Status } of required(Instances, 'Instances', at)) {
        found.push({
          arn: required(InstanceArn, 'InstanceArn', at),
          owner: required(OwnerAccountId, 'OwnerAccountId', at),
          status: required(Status, 'Status', at),
        });
      }
    }
    return found;
  },
});
