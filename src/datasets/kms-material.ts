/** Imported key material. */
import { perResource } from '../core/dataset.js';
import { absent, type Absent } from '../core/fact.js';
import { kms } from './kms-client.js';
import { key, keyMetadata, type KeyMetadata } from './kms.js';
import { required } from './require.js';

/** Why the question of imported key material does not arise, in words; undefined where it does. */
export function importExclusion(metadata: KeyMetadata): string | undefined {
  if (metadata.origin !== 'EXTERNAL') return `the key material is not imported (${metadata.origin})`;
  return ['Enabled', 'Disabled', 'PendingImport'].includes(metadata.state)
    ? undefined
    : `the key is in state ${metadata.state}`;
}

/** The imported material of a key. */
export type ImportedMaterial =
  | { readonly present: false }
  | { readonly present: true; /** Absent for material that never expires. */ readonly validTo: Date | Absent };

/** A key's imported material; absent where {@link importExclusion} says why there is none to judge. */
export const importedMaterial = perResource(key, {
  name: 'kms.importedMaterial',
  needs: { metadata: keyMetadata },
  async read({ region }, { metadata }): Promise<ImportedMaterial | Absent> {
    if (importExclusion(metadata) !== undefined) return absent;
    if (metadata.state === 'PendingImport') return { present: false };
    const at = { operation: kms.DescribeKey, region };
    const model = required(metadata.expirationModel, 'ExpirationModel', at);
    return {
      present: true,
      validTo: model === 'KEY_MATERIAL_DOES_NOT_EXPIRE' ? absent : required(metadata.validTo, 'ValidTo', at),
    };
  },
});
