/** What age tells of keys that KMS does not rotate by itself. */
import { onDemand, perRegion, perResource } from '../core/dataset.js';
import { absent, type Absent } from '../core/fact.js';
import { kms } from './kms-client.js';
import { followsPrimary, key, keyMetadata, type KeyMetadata, manualRotation } from './kms.js';
import { required } from './require.js';

/**
 * Why a key's age does not matter, in words; undefined where someone has to replace it or rotate it on demand. A
 * replica was made later than the material that it shares with its primary, so that its own age says nothing.
 */
export function ageExclusion(metadata: KeyMetadata): string | undefined {
  if (metadata.manager !== 'CUSTOMER') return 'AWS manages this key and rotates it every year';
  if (metadata.state !== 'Enabled') return `the key is in state ${metadata.state}`;
  if (manualRotation(metadata) === undefined) return 'KMS can rotate this key automatically';
  return metadata.multiRegion === 'REPLICA' ? followsPrimary : undefined;
}

/**
 * When a key's material was last rotated on demand, of all keys that KMS does not rotate by itself those with imported
 * material (RotateKeyOnDemand); absent for any other key (then nothing is asked), and for one that never was.
 */
export const lastRotation = perResource(key, {
  name: 'kms.lastRotation',
  operations: [kms.ListKeyRotations],
  needs: { metadata: keyMetadata },
  async read({ pages, region }, { metadata }, { key: keyArn }): Promise<{ readonly at: Date } | Absent> {
    const { spec, origin } = metadata;
    if (ageExclusion(metadata) !== undefined || spec !== 'SYMMETRIC_DEFAULT' || origin !== 'EXTERNAL') return absent;
    const operation = kms.ListKeyRotations;
    let last: Date | undefined;
    const paging = { input: 'Marker', output: 'NextMarker' };
    for await (const { Rotations } of pages(operation, { KeyId: keyArn, Limit: 1000 }, paging)) {
      for (const { RotationDate } of required(Rotations, 'Rotations', { operation, region })) {
        const at = required(RotationDate, 'RotationDate', { operation, region });
        if (last === undefined || at > last) last = at;
      }
    }
    return last === undefined ? absent : { at: last };
  },
});

/** The aliases of a region, by the id of the key that each stands for now. */
export const aliases = perRegion({
  name: 'kms.aliases',
  operations: [kms.ListAliases],
  async read({ pages, region }): Promise<ReadonlyMap<string, readonly string[]>> {
    const operation = kms.ListAliases;
    const byKey = new Map<string, string[]>();
    const paging = { input: 'Marker', output: 'NextMarker' };
    for await (const { Aliases } of pages(operation, { Limit: 100 }, paging)) {
      for (const { AliasName, TargetKeyId } of required(Aliases, 'Aliases', { operation, region })) {
        // Names that AWS keeps for itself have no key before a service makes one (API_ListAliases).
        if (TargetKeyId === undefined) continue;
        const name = required(AliasName, 'AliasName', { operation, region });
        byKey.set(TargetKeyId, [...(byKey.get(TargetKeyId) ?? []), name]);
      }
    }
    return byKey;
  },
});

/**
 * The aliases that stand for a key now; absent for a key whose age does not matter (then nothing is asked). KMS tells
 * no history: a key without an alias may have lost it to a newer key, or may never have had one.
 */
export const keyAliases = perResource(key, {
  name: 'kms.keyAliases',
  needs: { metadata: keyMetadata, aliases: onDemand(aliases) },
  async read(_, { metadata, aliases: byKey }, { name }): Promise<readonly string[] | Absent> {
    return ageExclusion(metadata) === undefined ? ((await byKey()).get(name) ?? []).toSorted() : absent;
  },
});
