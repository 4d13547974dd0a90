import { resourceType } from './dataset.js';
import type { Subject } from './resource.js';

async function* one(name: string, key: string) {
  yield { items: [{ name, key, data: {} }] };
}

/** The account: the resource of checks that something exists in the account. Always there, once. */
export const account = resourceType({
  name: 'aws.account',
  type: 'AWS::::Account',
  reach: 'global',
  listed: 'per-account',
  operations: [],
  list: (context) => one(context.account, accountSubject(context.account).key),
});

/** The account in one region: the resource of checks that something exists there. Always there, once a region. */
export const region = resourceType({
  name: 'aws.region',
  type: 'AWS::::Region',
  reach: 'regional',
  listed: 'per-region',
  operations: [],
  list: (context) => one(context.region, regionSubject(context.account, context.region).key),
});

/** The account as what a finding is about. */
export function accountSubject(id: string): Subject {
  return { type: account.type, key: `AWS::::Account:${id}`, name: id, region: 'global' };
}

/** A region of the account as what a finding is about. */
export function regionSubject(id: string, name: string): Subject {
  return { type: region.type, key: `AWS::::Account:${id}/${name}`, name, region: name };
}
