import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
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
  readonly password?: { readonly changed: number; readonly used?: number };
  readonly mfa?: true;
  /** Value of the tag `owner`. */
  readonly owner?: string;
  readonly keys: readonly KeyPlan[];
  readonly inReport?: false;
}

const users: readonly UserPlan[] = [
  {
    name: 'ana.costa',
    created: 900,
    password: { changed: 200, used: 1 },
    mfa: true,
    owner: 'terminal-operations',
    keys: [{ created: 80, used: 1 }],
  },
  { name: 'ben.okafor', created: 700, password: { changed: 420, used: 120 }, keys: [{ created: 420, used: 120 }] },
  { name: 'booking-ci', created: 210, owner: 'booking', keys: [{ created: 200 }] },
  // Never signed in: the password is as old as the user. The key was made a day later.
  { name: 'dora.lind', created: 6, password: { changed: 6 }, mfa: true, keys: [{ created: 5 }] },
  {
    name: 'emil.novak',
    created: 600,
    password: { changed: 300, used: 60 },
    mfa: true,
    keys: [{ created: 590, changed: 60, used: 61, inactive: true }],
  },
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
  // The console offered a key with the new user, and nobody took it.
  {
    name: 'ivo.brandt',
    created: 40,
    password: { changed: 40, used: 3 },
    mfa: true,
    owner: 'crew-planning',
    keys: [{ created: 40 }],
  },
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

async function buildUser(plan: UserPlan, building: Building): Promise<void> {
  const { clients, facts, daysAgo } = building;
  const { name: UserName, created, password, mfa, owner, keys, inReport = true } = plan;
  const Tags = owner === undefined ? [] : [{ Key: 'owner', Value: owner }];
  await clients.iam.send(new CreateUserCommand({ UserName, Tags }));
  if (password !== undefined) {
    await clients.iam.send(new CreateLoginProfileCommand({ UserName, Password: 'not-a-Secret-1' }));
  }
  if (mfa) {
    const device = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${UserName}-phone` });
    const { VirtualMFADevice } = await clients.iam.send(device);
    const SerialNumber = VirtualMFADevice?.SerialNumber ?? '';
    const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
    await clients.iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
  }
  const made: KeyFacts[] = [];
  for (const [index, key] of keys.entries()) {
    made.push(await buildKey(key, UserName, `${UserName} key ${index + 1}`, building));
  }
  facts.users[UserName] = {
    created: daysAgo(created),
    inReport,
    keys: made,
    ...(password !== undefined && {
      password: {
        changed: daysAgo(password.changed),
        ...(password.used !== undefined && { used: daysAgo(password.used) }),
      },
    }),
  };
}

/** Users with every kind of credential. */
export async function buildUsers(building: Building): Promise<void> {
  for (const plan of users) await buildUser(plan, building);
}
