import { perResource, resourceType } from '../core/dataset.js';
import { absent, type Absent, isAbsent } from '../core/fact.js';
import { malformed } from '../core/unreadable.js';
import { isParseFailure, parsePolicy } from '../policy/parse.js';
import type { Policy } from '../policy/policy.js';
import { kms } from './kms-client.js';
import { required, requiredFlag } from './require.js';

/** KMS keys of every kind, AWS managed ones included. */
export const key = resourceType({
  name: 'kms.key',
  type: 'AWS::KMS::Key',
  reach: 'regional',
  listed: 'per-region',
  operations: [kms.ListKeys],
  gone: {
    codes: ['NotFoundException'],
    operations: [kms.DescribeKey],
    async stillThere({ key: keyArn }, { send }) {
      return !isAbsent(await send(kms.DescribeKey, { KeyId: keyArn }, { absent: ['NotFoundException'] }));
    },
  },
  async *list({ pages, region }) {
    const at = { operation: kms.ListKeys, region };
    for await (const { Keys } of pages(kms.ListKeys, { Limit: 1000 }, { input: 'Marker', output: 'NextMarker' })) {
      yield {
        items: required(Keys, 'Keys', at).map(({ KeyArn, KeyId }) => ({
          arn: required(KeyArn, 'KeyArn', at),
          name: required(KeyId, 'KeyId', at),
          data: {},
        })),
      };
    }
  },
});

/** What kind of key it is, and its state. */
export interface KeyKind {
  readonly manager: string;
  readonly spec: string;
  readonly usage: string;
  readonly origin: string;
  readonly state: string;
  /** `PRIMARY` or `REPLICA` of a multi-Region key, else `NONE`. */
  readonly multiRegion: string;
}

/** What DescribeKey tells of a key. */
export interface KeyMetadata extends KeyKind {
  readonly created: Date;
  /** When KMS deletes it; not known before the last replica of a multi-Region key is gone. */
  readonly deletion?: Date;
  /** `KEY_MATERIAL_EXPIRES` or `KEY_MATERIAL_DOES_NOT_EXPIRE`, of imported material that is there. */
  readonly expirationModel?: string;
  /** When the first of its imported materials expires. */
  readonly validTo?: Date;
}

/** The part of a key's metadata that says what kind of key it is, to show beside a verdict. */
export function keyKind({ manager, spec, usage, origin, state, multiRegion }: KeyMetadata): KeyKind {
  return { manager, spec, usage, origin, state, multiRegion };
}

/** A key's kind, state and dates. */
export const keyMetadata = perResource(key, {
  name: 'kms.keyMetadata',
  operations: [kms.DescribeKey],
  async read({ send, region }, _, { key: keyArn }): Promise<KeyMetadata> {
    const at = { operation: kms.DescribeKey, region };
    const answer = await send(kms.DescribeKey, { KeyId: keyArn });
    const metadata = required(answer.KeyMetadata, 'KeyMetadata', at);
    const multiRegion = requiredFlag(metadata.MultiRegion, 'MultiRegion', at)
      ? required(metadata.MultiRegionConfiguration?.MultiRegionKeyType, 'MultiRegionConfiguration', at)
      : 'NONE';
    return {
      manager: required(metadata.KeyManager, 'KeyManager', at),
      spec: required(metadata.KeySpec, 'KeySpec', at),
      usage: required(metadata.KeyUsage, 'KeyUsage', at),
      origin: required(metadata.Origin, 'Origin', at),
      state: required(metadata.KeyState, 'KeyState', at),
      multiRegion,
      created: required(metadata.CreationDate, 'CreationDate', at),
      ...(metadata.DeletionDate && { deletion: metadata.DeletionDate }),
      ...(metadata.ExpirationModel && { expirationModel: metadata.ExpirationModel }),
      ...(metadata.ValidTo && { validTo: metadata.ValidTo }),
    };
  },
});

/**
 * Why automatic rotation does not apply to a key, in words; undefined where it does. Source: the KMS API
 * reference, EnableKeyRotation (symmetric, customer managed, key material from KMS; the primary of a
 * multi-Region key) and GetKeyRotationStatus (states).
 */
export function rotationExclusion(metadata: KeyMetadata): string | undefined {
  if (metadata.manager !== 'CUSTOMER') return 'AWS manages this key and rotates it every year';
  if (metadata.state !== 'Enabled') return `the key is in state ${metadata.state}`;
  const manual = manualRotation(metadata);
  if (manual !== undefined) return `${manual} do not rotate automatically`;
  return metadata.multiRegion === 'REPLICA' ? followsPrimary : undefined;
}

/** Why a replica is not judged. */
export const followsPrimary = 'this replica of a multi-Region key follows its primary, which is judged';

/** The kinds of key that KMS never rotates by itself, in words; undefined for a key that it can (EnableKeyRotation). */
export function manualRotation({ usage, spec, origin }: KeyMetadata): string | undefined {
  if (usage === 'GENERATE_VERIFY_MAC') return 'HMAC keys';
  if (spec !== 'SYMMETRIC_DEFAULT' || usage !== 'ENCRYPT_DECRYPT') return 'asymmetric keys';
  if (origin === 'EXTERNAL') return 'keys with imported material';
  return origin === 'AWS_KMS' ? undefined : `keys in a custom key store (${origin})`;
}

/** How a key that can rotate does; absent for a key that automatic rotation does not apply to (then nothing is asked). */
export const keyRotation = perResource(key, {
  name: 'kms.keyRotation',
  operations: [kms.GetKeyRotationStatus],
  needs: { metadata: keyMetadata },
  async read({ send, region }, { metadata }, { key: keyArn }) {
    if (rotationExclusion(metadata) !== undefined) return absent;
    const at = { operation: kms.GetKeyRotationStatus, region };
    const answer = await send(kms.GetKeyRotationStatus, { KeyId: keyArn });
    if (!requiredFlag(answer.KeyRotationEnabled, 'KeyRotationEnabled', at)) return { enabled: false as const };
    return {
      enabled: true as const,
      periodDays: required(answer.RotationPeriodInDays, 'RotationPeriodInDays', at),
    };
  },
});

/** Whether a customer managed key waits to be deleted: itself, or once its replicas are. */
export function isToBeDeleted({ state }: KeyMetadata): boolean {
  return state === 'PendingDeletion' || state === 'PendingReplicaDeletion';
}
/** The key policy; absent for a key that AWS manages (then nothing is asked), since nobody can change that one. */
export const keyPolicy = perResource(key, {
  name: 'kms.keyPolicy',
  operations: [kms.GetKeyPolicy],
  needs: { metadata: keyMetadata },
  async read({ send, region }, { metadata }, { key: keyArn }): Promise<Policy | Absent> {
    if (metadata.manager !== 'CUSTOMER') return absent;
    const at = { operation: kms.GetKeyPolicy, region };
    // A key has one policy, and `default` is the only name that a policy can have (API_GetKeyPolicy).
    const { Policy: text } = await send(kms.GetKeyPolicy, { KeyId: keyArn, PolicyName: 'default' });
    const policy = parsePolicy(required(text, 'Policy', at));
    return isParseFailure(policy)
      ? malformed(at.operation, region, 'the policy is not a valid policy document')
      : policy;
  },
});
