import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { accountId, allow, awsPolicyArn, policyArn } from './account-arns.js';
import type { Building } from './account.js';

interface RolePlan {
  readonly name: string;
  readonly path?: string;
  /** The principal of the trust policy; the action follows from it. */
  readonly trusts: object;
  readonly condition?: object;
  /** ARNs. */
  readonly attached?: readonly string[];
  /** The document of an inline policy. */
  readonly inline?: string;
  readonly boundary?: string;
  readonly owner?: string;
  readonly maxSeconds?: number;
  /** Days before now. */
  readonly created: number;
  readonly used?: number;
}

const ownAccount = { AWS: `arn:aws:iam::${accountId}:root` };
const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const github = 'token.actions.githubusercontent.com';
const githubProvider = { Federated: `arn:aws:iam::${accountId}:oidc-provider/${github}` };
const audience = { [`${github}:aud`]: 'sts.amazonaws.com' };
const login = { Federated: `arn:aws:iam::${accountId}:saml-provider/harbourline-login` };
const printed = allow(['kms:Decrypt', 'iam:PassRole']);

const roles: readonly RolePlan[] = [
  {
    name: 'security-audit',
    trusts: ownAccount,
    condition: withMfa,
    attached: [awsPolicyArn('SecurityAudit')],
    owner: 'security',
    created: 380,
    used: 0.2,
  },
  {
    name: 'break-glass',
    trusts: ownAccount,
    attached: [policyArn('harbour-everything')],
    maxSeconds: 43_200,
    created: 800,
    used: 230,
  },
  {
    name: 'platform-admin',
    trusts: ownAccount,
    condition: withMfa,
    attached: [awsPolicyArn('AdministratorAccess')],
    owner: 'platform',
    created: 500,
    used: 2,
  },
  {
    name: 'ticket-printer',
    trusts: { Service: 'states.amazonaws.com' },
    inline: printed,
    owner: 'booking',
    created: 300,
  },
  {
    name: 'crew-scheduler',
    trusts: { Service: 'scheduler.amazonaws.com' },
    condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    attached: [policyArn('ticket-desk')],
    owner: 'crew-planning',
    created: 120,
    used: 1,
  },
  {
    name: 'website-build',
    trusts: githubProvider,
    condition: { StringEquals: audience },
    attached: [policyArn('deploy-anything')],
    boundary: policyArn('developer-boundary'),
    owner: 'web',
    created: 250,
    used: 4,
  },
  {
    name: 'website-publish',
    trusts: githubProvider,
    condition: { StringEquals: { ...audience, [`${github}:sub`]: 'repo:harbourline/website:ref:refs/heads/main' } },
    attached: [policyArn('fleet-data')],
    owner: 'web',
    created: 250,
    used: 1,
  },
  { name: 'partner-lookup', trusts: { AWS: '*' }, owner: 'partners', created: 30 },
  {
    name: 'night-batch',
    trusts: { Service: 'lambda.amazonaws.com' },
    inline: allow('*'),
    owner: 'finance',
    created: 60,
    used: 0.5,
  },
  {
    name: 'AWSReservedSSO_DutyOfficer_0123456789abcdef',
    path: '/aws-reserved/sso.amazonaws.com/eu-west-1/',
    trusts: login,
    condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    attached: [awsPolicyArn('AdministratorAccess')],
    maxSeconds: 43_200,
    created: 300,
    used: 100,
  },
];

function assumeAction({ trusts, path }: RolePlan): string {
  if (!('Federated' in trusts)) return 'sts:AssumeRole';
  return path === undefined ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRoleWithSAML';
}

async function buildRole(plan: RolePlan, { clients: { iam }, facts, daysAgo }: Building): Promise<void> {
  const { name: RoleName, path, trusts, condition, attached = [], inline, boundary, owner, maxSeconds } = plan;
  const Condition = condition === undefined ? {} : { Condition: condition };
  const statement = { Effect: 'Allow', Principal: trusts, Action: assumeAction(plan), ...Condition };
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      Tags: owner === undefined ? [] : [{ Key: 'owner', Value: owner }],
      ...(path !== undefined && { Path: path }),
      ...(maxSeconds !== undefined && { MaxSessionDuration: maxSeconds }),
      ...(boundary !== undefined && { PermissionsBoundary: boundary }),
    }),
  );
  for (const PolicyArn of attached) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  if (inline !== undefined) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: `${RoleName}-work`, PolicyDocument: inline }));
  }
  facts.roles[RoleName] = {
    created: daysAgo(plan.created),
    ...(plan.used !== undefined && { used: daysAgo(plan.used) }),
  };
}

/** Roles for people, services and other accounts, and the one that GuardDuty made for itself. */
export async function buildRoles(building: Building): Promise<void> {
  for (const plan of roles) await buildRole(plan, building);
  await building.clients.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'guardduty.amazonaws.com' }));
}
