/** The organization that the account is in. All but its bare description is read in its management account alone. */
import { defineService } from '../aws/service.js';
import { perAccount } from '../core/dataset.js';
import { type Absent, absent, isAbsent } from '../core/fact.js';
import { malformed } from '../core/unreadable.js';
import { matchesAction } from '../policy/match.js';
import { isParseFailure, parsePolicy } from '../policy/parse.js';
import type { Statement } from '../policy/policy.js';
import { required } from './require.js';

const organizations = defineService({
  id: 'organizations',
  global: true,
  load: async () => {
    const {
      OrganizationsClient,
      DescribeOrganizationCommand,
      DescribeResourcePolicyCommand,
      ListAWSServiceAccessForOrganizationCommand,
      ListDelegatedAdministratorsCommand,
      ListDelegatedServicesForAccountCommand,
    } = await import('@aws-sdk/client-organizations');
    return {
      client: OrganizationsClient,
      commands: {
        DescribeOrganization: DescribeOrganizationCommand,
        DescribeResourcePolicy: DescribeResourcePolicyCommand,
        ListAWSServiceAccessForOrganization: ListAWSServiceAccessForOrganizationCommand,
        ListDelegatedAdministrators: ListDelegatedAdministratorsCommand,
        ListDelegatedServicesForAccount: ListDelegatedServicesForAccountCommand,
      },
    };
  },
  actions: {
    DescribeOrganization: ['organizations:DescribeOrganization'],
    DescribeResourcePolicy: ['organizations:DescribeResourcePolicy'],
    ListAWSServiceAccessForOrganization: ['organizations:ListAWSServiceAccessForOrganization'],
    ListDelegatedAdministrators: ['organizations:ListDelegatedAdministrators'],
    ListDelegatedServicesForAccount: ['organizations:ListDelegatedServicesForAccount'],
  },
  cut: {
    DescribeOrganization: ['MasterAccountEmail', 'AvailablePolicyTypes'],
    ListDelegatedAdministrators: ['Email'],
  },
});

const paging = { input: 'NextToken', output: 'NextToken' };

/** An organization. */
export interface Organization {
  readonly id: string;
  /** Id of its management account. */
  readonly managementAccount: string;
}

/** The organization that the account is in; absent for a standalone account. */
export const organization = perAccount({
  name: 'organizations.organization',
  operations: [organizations.DescribeOrganization],
  async read({ send, region }): Promise<Organization | Absent> {
    const at = { operation: organizations.DescribeOrganization, region };
    const answer = await send(at.operation, {}, { absent: ['AWSOrganizationsNotInUseException'] });
    if (isAbsent(answer)) return absent;
    const { Id, MasterAccountId } = required(answer.Organization, 'Organization', at);
    return {
      id: required(Id, 'Organization.Id', at),
      managementAccount: required(MasterAccountId, 'Organization.MasterAccountId', at),
    };
  },
});

/** Why an account other than the management account has nothing of the organization to judge, in words. */
export function whyNotHere(of: Organization | Absent): string {
  return isAbsent(of)
    ? 'The account is in no organization'
    : `The organization is judged in its management account, ${of.managementAccount}`;
}

function manages(account: string, of: Organization | Absent): boolean {
  return !isAbsent(of) && of.managementAccount === account;
}

/** A member account that administers services for the organization. */
export interface DelegatedAdministrator {
  readonly account: string;
  readonly name: string;
  /** Service principals, for example `guardduty.amazonaws.com`. */
  readonly services: readonly string[];
}

/** The delegated administrators of services; absent outside the management account. */
export const delegatedAdministrators = perAccount({
  name: 'organizations.delegatedAdministrators',
  operations: [organizations.ListDelegatedAdministrators, organizations.ListDelegatedServicesForAccount],
  needs: { organization },
  async read({ pages, account, region }, { organization: of }): Promise<readonly DelegatedAdministrator[] | Absent> {
    if (!manages(account, of)) return absent;
    const at = { operation: organizations.ListDelegatedAdministrators, region };
    const found: { account: string; name: string }[] = [];
    for await (const { DelegatedAdministrators } of pages(at.operation, {}, paging)) {
      for (const { Id, Name } of required(DelegatedAdministrators, 'DelegatedAdministrators', at)) {
        found.push({ account: required(Id, 'Id', at), name: required(Name, 'Name', at) });
      }
    }
    const servicesOf = async (AccountId: string): Promise<readonly string[]> => {
      const asked = { operation: organizations.ListDelegatedServicesForAccount, region };
      const services: string[] = [];
      for await (const { DelegatedServices } of pages(asked.operation, { AccountId }, paging)) {
        for (const { ServicePrincipal } of required(DelegatedServices, 'DelegatedServices', asked)) {
          services.push(required(ServicePrincipal, 'ServicePrincipal', asked));
        }
      }
      return services;
    };
    return Promise.all(found.map(async (one) => ({ ...one, services: await servicesOf(one.account) })));
  },
});

/** The service principals that have trusted access to the organization; absent outside the management account. */
export const trustedServices = perAccount({
  name: 'organizations.trustedServices',
  operations: [organizations.ListAWSServiceAccessForOrganization],
  needs: { organization },
  async read({ pages, account, region }, { organization: of }): Promise<readonly string[] | Absent> {
    if (!manages(account, of)) return absent;
    const at = { operation: organizations.ListAWSServiceAccessForOrganization, region };
    const services: string[] = [];
    for await (const { EnabledServicePrincipals } of pages(at.operation, {}, paging)) {
      for (const { ServicePrincipal } of required(EnabledServicePrincipals, 'EnabledServicePrincipals', at)) {
        services.push(required(ServicePrincipal, 'ServicePrincipal', at));
      }
    }
    return services;
  },
});

/** To read policies is not to manage them. */
const policyActions = ['CreatePolicy', 'UpdatePolicy', 'DeletePolicy', 'AttachPolicy', 'DetachPolicy'].map(
  (name) => `organizations:${name}`,
);

/** A member account that may manage policies of the organization. */
export interface PolicyDelegation {
  readonly account: string;
  readonly actions: readonly string[];
}

/**
 * The member accounts that the delegation policy lets manage policies of the organization, by statement, with the
 * actions that it allows them; empty where there is no such policy, absent outside the management account.
 */
export const policyDelegations = perAccount({
  name: 'organizations.policyDelegations',
  operations: [organizations.DescribeResourcePolicy],
  needs: { organization },
  async read({ send, account, region }, { organization: of }): Promise<readonly PolicyDelegation[] | Absent> {
    if (!manages(account, of)) return absent;
    const at = { operation: organizations.DescribeResourcePolicy, region };
    const answer = await send(at.operation, {}, { absent: ['ResourcePolicyNotFoundException'] });
    if (isAbsent(answer)) return [];
    const policy = parsePolicy(required(answer.ResourcePolicy?.Content, 'ResourcePolicy.Content', at));
    if (isParseFailure(policy)) return malformed(at.operation, region, policy.reason.slice(0, -1));
    return policy.statements.flatMap((statement) => delegationsBy(statement, account));
  },
});

function delegationsBy({ effect, principal, action }: Statement, management: string): PolicyDelegation[] {
  if (effect !== 'Allow' || principal === undefined || principal.negated) return [];
  const actions = policyActions.filter(
    (name) => action.patterns.some((pattern) => matchesAction(pattern, name)) !== action.negated,
  );
  if (actions.length === 0) return [];
  return principal.named.flatMap(({ type, id }) => {
    const [account] = /(?<![0-9])[0-9]{12}(?![0-9])/.exec(id) ?? [];
    return type === 'AWS' && account !== undefined && account !== management ? [{ account, actions }] : [];
  });
}
