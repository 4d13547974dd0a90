import { describe, expect, test } from 'vitest';
import { instances } from '../../src/datasets/identity-center.js';
import { benchOf, paged } from './bench.js';
import { fact, readsAs } from './specimen.js';

const instance = (id: string) => ({
  InstanceArn: `arn:aws:sso:::instance/${id}`,
  OwnerAccountId: '999999999999',
  Status: 'ACTIVE',
});
const value = (id: string) => ({ arn: `arn:aws:sso:::instance/${id}`, owner: '999999999999', status: 'ACTIVE' });

describe('instances', () => {
  readsAs({
    operation: 'sso-admin:ListInstances',
    actions: ['sso:ListInstances'],
    answer: { Instances: [instance('ssoins-1')] },
    value: [value('ssoins-1')],
    read: fact(instances),
  });

  test('reads two pages', async () => {
    const pages = ['ssoins-1', 'ssoins-2'].map((id) => ({ Instances: [instance(id)] }));
    const bench = await benchOf({ 'sso-admin:ListInstances': paged({ in: 'NextToken', out: 'NextToken' }, ...pages) });
    expect(await fact(instances)(bench)).toEqual([value('ssoins-1'), value('ssoins-2')]);
  });
});
