/** The parsed policies of users, groups, roles and customer managed policies. */
import { perResource } from '../core/dataset.js';
import { type Gap, isGap } from '../core/fact.js';
import { unread } from '../core/unreadable.js';
import { isParseFailure, parsePolicy } from '../policy/parse.js';
import type { Policy } from '../policy/policy.js';
import { malformedDetail } from './iam-details.js';
import { identity, managedPolicy, role } from './iam-entities.js';

/** An inline policy, or why it cannot be judged. */
export interface InlinePolicy {
  readonly name: string;
  readonly policy: Policy | Gap;
}

/** The default version of a customer managed policy. */
export const policyOf = perResource(managedPolicy, {
  name: 'iam.policy',
  async read(_, __, { data: { document } }): Promise<Policy> {
    const policy = parsed(document, 'its default version');
    return isGap(policy) ? unread(policy) : policy;
  },
});

/** The trust policy of a role. */
export const trustOf = perResource(role, {
  name: 'iam.trust',
  async read(_, __, { data: { trust } }): Promise<Policy> {
    const policy = parsed(trust, 'its trust policy');
    return isGap(policy) ? unread(policy) : policy;
  },
});

/** The inline policies of a user, group or role. */
export const inlinePoliciesOf = perResource(identity, {
  name: 'iam.inlinePolicies',
  async read(_, __, { data: { inline } }): Promise<readonly InlinePolicy[]> {
    return inline.map(({ name, document }) => ({ name, policy: parsed(document, `the inline policy ${name}`) }));
  },
});

function parsed(document: string, what: string): Policy | Gap {
  const policy = parsePolicy(document);
  return isParseFailure(policy) ? malformedDetail(`${what} is not a policy (${policy.reason.slice(0, -1)})`) : policy;
}
