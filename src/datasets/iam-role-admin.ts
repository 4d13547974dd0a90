/** Whether a role is an administrator. */
import { lookup, perResource } from '../core/dataset.js';
import { type Gap, isAbsent, isGap, mergeGaps } from '../core/fact.js';
import { stale } from '../core/unreadable.js';
import { adminStatements } from '../policy/admin.js';
import { statementName } from '../policy/describe.js';
import { isParseFailure, parsePolicy } from '../policy/parse.js';
import { iam } from './iam-client.js';
import { malformedDetail } from './iam-details.js';
import { managedPolicy, role } from './iam-entities.js';
import { policyOf } from './iam-policies.js';

/** What makes a role an administrator. */
export interface RoleAdmin {
  /** The policies, and where they are the account's own the statements, that do. */
  readonly by: readonly string[];
  /** Why a policy could not be judged, where none is known to do so. */
  readonly gap?: Gap;
  /** Names of attached AWS managed policies, whose documents are not read. */
  readonly notRead: readonly string[];
}

/**
 * The policies by which a role may take every action on every resource without condition: inline, customer managed,
 * or AWS's AdministratorAccess. Customer managed policies are looked up only where no other policy does.
 */
export const roleAdmin = perResource(role, {
  name: 'iam.roleAdmin',
  needs: { managed: lookup(managedPolicy, { policy: policyOf }) },
  async read(_, { managed }, { data: { attached, inline } }): Promise<RoleAdmin> {
    const gaps: Gap[] = [];
    const by = attached.filter(({ arn }) => isAdministratorAccess(arn)).map(({ name }) => name);
    for (const { name, document } of inline) {
      const policy = parsePolicy(document);
      if (isParseFailure(policy)) gaps.push(malformedDetail(`the inline policy ${name} is not a policy`));
      else by.push(...adminStatements(policy).map((one) => `the inline policy ${name}, ${statementName(one)}`));
    }
    const notRead = attached
      .filter(({ arn }) => isAwsManaged(arn) && !isAdministratorAccess(arn))
      .map(({ name }) => name);
    if (by.length > 0) return { by, notRead };
    for (const { arn, name } of attached.filter((one) => !isAwsManaged(one.arn))) {
      const found = await managed(arn);
      if (isAbsent(found)) gaps.push(stale(iam.GetAccountAuthorizationDetails, 'global', notListed));
      else if (isGap(found.policy)) gaps.push(found.policy);
      else by.push(...adminStatements(found.policy).map((one) => `the policy ${name}, ${statementName(one)}`));
    }
    const [first, ...rest] = gaps;
    return { by, ...(by.length === 0 && first !== undefined && { gap: mergeGaps([first, ...rest]) }), notRead };
  },
});

const notListed = 'A policy is attached to the role and is not in the list of customer managed policies.';

function isAwsManaged(arn: string): boolean {
  return /^arn:[^:]*:iam::aws:policy\//.test(arn);
}

function isAdministratorAccess(arn: string): boolean {
  return /^arn:[^:]*:iam::aws:policy\/AdministratorAccess$/.test(arn);
}
