import { defineService } from '../aws/service.js';
import { perResource, resourceType } from '../core/dataset.js';
import { absent, isAbsent } from '../core/fact.js';
import { required, requiredFlag } from './require.js';

const kms = defineService({
  id: 'kms',
  load: async () => {
    const { KMSClient, DescribeKeyCommand, GetKeyRotationStatusCommand, ListKeysCommand } =
      await import('@aws-sdk/client-kms');
    return {
      client: KMSClient,
      commands: {
        DescribeKey: DescribeKeyCommand,
        GetKeyRotationStatus: GetKeyRotationStatusCommand,
        ListKeys: ListKeysCommand,
      },
    };
  },
  actions: {
    DescribeKey: ['kms:DescribeKey'],
    GetKeyRotationStatus: ['kms:GetKeyRotationStatus'],
    ListKeys: ['kms:ListKeys'],
  },
});

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

/** What decides how a key rotates. */
export interface KeyMetadata {
  readonly manager: string;
  readonly spec: string;
  readonly usage: string;
  readonly origin: string;
  readonly state: string;
  /** `PRIMARY` or `REPLICA` of a multi-Region key, else `NONE`. */
  readonly multiRegion: string;
}

/** A key's kind and state. */
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
  if (metadata.usage === 'GENERATE_VERIFY_MAC') return 'HMAC keys do not rotate automatically';
  if (metadata.spec !== 'SYMMETRIC_DEFAULT' || metadata.usage !== 'ENCRYPT_DECRYPT') {
    return 'asymmetric keys do not rotate automatically';
  }
  if (metadata.origin === 'EXTERNAL') return 'keys with imported material do not rotate automatically';
  if (metadata.origin !== 'AWS_KMS')
    return `keys in a custom key store (${metadata.origin}) do not rotate automatically`;
  if (metadata.multiRegion === 'REPLICA')
    return 'this replica of a multi-Region key follows its primary, which is judged';
  return undefined;
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
