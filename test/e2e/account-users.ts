import { CreateAccessKeyCommand, CreateUserCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import type { Building } from './account.js';
import type { KeyFacts } from './facts.js';

/** Days before now. */
interface KeyPlan {
  readonly created: number;
  readonly changed?: number;
  readonly used?: number;
  readonly inactive?: true;
}

interface UserPlan {
  readonly name: string;
  readonly created: number;
  readonly keys: readonly KeyPlan[];
  readonly inReport?: false;
}

const users: readonly UserPlan[] = [
  { name: 'ana.costa', created: 900, keys: [{ created: 80, used: 1 }] },
  { name: 'ben.okafor', created: 700, keys: [{ created: 420, used: 120 }] },
  { name: 'booking-ci', created: 210, keys: [{ created: 200 }] },
  { name: 'dora.lind', created: 6, keys: [{ created: 5 }] },
  { name: 'emil.novak', created: 600, keys: [{ created: 590, changed: 60, used: 61, inactive: true }] },
  {
    name: 'fleet-telemetry',
    created: 500,
    keys: [
      { created: 490, used: 300 },
      { created: 100, used: 0.5 },
    ],
  },
  { name: 'grace.hughes', created: 300, keys: [] },
  // Made five minutes ago, after the credential report was.
  { name: 'henrik.vale', created: 5 / 1440, keys: [{ created: 5 / 1440 }], inReport: false },
  // Switched off and on again: the report shows that day, the key is older and was never used.
  { name: 'legacy-backup', created: 400, keys: [{ created: 399, changed: 20 }] },
];

async function buildKey(plan: KeyPlan, user: string, label: string, building: Building): Promise<KeyFacts> {
  const { clients, daysAgo } = building;
  const { AccessKey } = await clients.iam.send(new CreateAccessKeyCommand({ UserName: user }));
  const AccessKeyId = AccessKey?.AccessKeyId ?? '';
  if (plan.inactive) {
    await clients.iam.send(new UpdateAccessKeyCommand({ UserName: user, AccessKeyId, Status: 'Inactive' }));
  }
  building.label(AccessKeyId, label);
  return {
    created: daysAgo(plan.created),
    ...(plan.changed !== undefined && { changed: daysAgo(plan.changed) }),
    ...(plan.used !== undefined && { used: { date: daysAgo(plan.used), region: 'eu-west-1', service: 's3' } }),
  };
}

/** Users with every kind of access key, and a root user without MFA. */
export async function buildUsers(building: Building): Promise<void> {
  const { clients, facts, daysAgo } = building;
  for (const { name, created, keys, inReport = true } of users) {
    await clients.iam.send(new CreateUserCommand({ UserName: name }));
    const made: KeyFacts[] = [];
    for (const [index, key] of keys.entries())
      made.push(await buildKey(key, name, `${name} key ${index + 1}`, building));
    facts.users[name] = { created: daysAgo(created), inReport, keys: made };
  }
}
