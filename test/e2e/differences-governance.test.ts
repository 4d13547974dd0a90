import { AccessAnalyzerClient, ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import { GetAlternateContactCommand, GetContactInformationCommand } from '@aws-sdk/client-account';
import { ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { turnSettings } from './account-governance.js';
import { clientOptions, clientsFor, type Clients } from './clients.js';
import { startEmulated, type Emulated } from './emulated.js';
import { failure } from './failure.js';
import type { Proxy } from './proxy.js';

let emulated: Emulated;
let proxy: Proxy;
let aws: Clients;
/** Straight to moto, to show that the difference is still there. */
let bare: Clients;

beforeAll(async () => {
  emulated = await startEmulated();
  [proxy] = emulated.proxies as [Proxy];
  aws = clientsFor(proxy.endpoint);
  bare = clientsFor(emulated.moto);
});

afterAll(async () => emulated.stop());

const security = new GetAlternateContactCommand({ AlternateContactType: 'SECURITY' });
const contact = new GetContactInformationCommand({});
const features = new ListOrganizationsFeaturesCommand({});
const delegation = new organizations.DescribeResourcePolicyCommand({});

/** What moto's answer to an operation that it does not know comes to: no answer of the service's. */
async function unknownToMoto(answer: Promise<unknown>): Promise<boolean> {
  return answer.then(
    () => false,
    (error: Error) => !/(?:NotFound|NotEnabled)Exception$/.test(error.name),
  );
}

test('there is no alternate contact, and that is a 404', async () => {
  expect(await failure(bare.account.send(security))).toEqual(['ResourceNotFoundException', 400]);
  expect(await failure(aws.account.send(security))).toEqual(['ResourceNotFoundException', 404]);
});

test('there is a primary contact', async () => {
  expect(await unknownToMoto(bare.account.send(contact))).toBe(true);
  expect((await aws.account.send(contact)).ContactInformation?.FullName).toBe('Harbourline Ferries');
});

test('IAM has no trusted access to the organization', async () => {
  expect(await unknownToMoto(bare.iam.send(features))).toBe(true);
  expect(await failure(aws.iam.send(features))).toEqual(['ServiceAccessNotEnabledException', 400]);
});

test('the organization has no delegation policy', async () => {
  expect(await unknownToMoto(bare.organizations.send(delegation))).toBe(true);
  expect(await failure(aws.organizations.send(delegation))).toEqual(['ResourcePolicyNotFoundException', 400]);
});

test('what the organization has is dated by the facts', async () => {
  const dates = async ({ organizations: client }: Clients) => {
    const { DelegatedAdministrators = [] } = await client.send(new organizations.ListDelegatedAdministratorsCommand());
    const [{ Id: AccountId, JoinedTimestamp, DelegationEnabledDate } = {}] = DelegatedAdministrators;
    const { DelegatedServices = [] } = await client.send(
      new organizations.ListDelegatedServicesForAccountCommand({ AccountId }),
    );
    const { EnabledServicePrincipals = [] } = await client.send(
      new organizations.ListAWSServiceAccessForOrganizationCommand({}),
    );
    return [
      JoinedTimestamp,
      DelegationEnabledDate,
      DelegatedServices[0]?.DelegationEnabledDate,
      EnabledServicePrincipals[1]?.DateEnabled,
    ];
  };
  const { created, now } = emulated.account.facts;
  for (const date of await dates(bare)) expect(date?.getTime()).toBeGreaterThan(now.getTime());
  expect(await dates(aws)).toEqual([created, created, created, created]);
});

test('an analyzer is where the facts say', async () => {
  const analyzers = async (endpoint: string, region: string) =>
    (await new AccessAnalyzerClient(clientOptions(endpoint, region)).send(new ListAnalyzersCommand({}))).analyzers;
  expect(await unknownToMoto(analyzers(emulated.moto, 'eu-west-1'))).toBe(true);
  expect(await analyzers(proxy.endpoint, 'eu-west-1')).toMatchObject([
    { name: 'harbourline-external', type: 'ACCOUNT', status: 'ACTIVE' },
  ]);
  expect(await analyzers(proxy.endpoint, 'eu-west-2')).toEqual([]);
});

test('Identity Center is in one region', async () => {
  const instances = async (endpoint: string, region: string) =>
    (await new SSOAdminClient(clientOptions(endpoint, region)).send(new ListInstancesCommand({}))).Instances;
  expect(await instances(emulated.moto, 'eu-west-2')).toHaveLength(1);
  expect(await instances(proxy.endpoint, 'eu-west-2')).toEqual([]);
  expect(await instances(proxy.endpoint, 'eu-west-1')).toMatchObject([
    { InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', OwnerAccountId: '123456789012', Status: 'ACTIVE' },
  ]);
});

test('what is turned round shows', async () => {
  await turnSettings({ clients: bare, facts: emulated.account.facts });
  expect((await aws.account.send(security)).AlternateContact?.Name).toBe('Duty officer');
  expect(await failure(aws.account.send(contact))).toEqual(['ResourceNotFoundException', 404]);
  expect((await aws.iam.send(features)).EnabledFeatures).toEqual(['RootCredentialsManagement']);
  const { ResourcePolicy } = await aws.organizations.send(delegation);
  expect(JSON.parse(ResourcePolicy?.Content ?? '')).toMatchObject({ Statement: [{ Sid: 'PoliciesBySecurity' }] });
});
