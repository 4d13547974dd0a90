import { defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import * as material from '../../src/datasets/kms-material.js';
import * as kms from '../../src/datasets/kms.js';

const day = 86_400_000;

export default defineCheck({
  id: 'kms-imported-material-expiry',
  title: 'Imported key material is present and not close to expiry',
  severity: 'high',
  recommendation: 'manage-keys-in-kms',
  rationale:
    'When imported material expires, KMS deletes it: until the same material is imported again, nothing that the key encrypted can be read.',
  remediation: {
    text: 'Import the same key material again, with a later expiry or with none. Keep the material where AWS cannot lose it.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-import-key-material.html',
  },
  resource: kms.key,
  needs: { metadata: kms.keyMetadata, imported: material.importedMaterial },
  options: {
    minDays: { default: 30, minimum: 0, maximum: 365, description: 'days before the expiry from which a key fails' },
  },
  evaluate(_, { metadata, imported }, { now, options: { minDays } }) {
    const { origin, state } = metadata;
    const exclusion = material.importExclusion(metadata);
    if (exclusion !== undefined || isAbsent(imported)) {
      return notApplicable(`Does not apply: ${exclusion}`, { origin, state });
    }
    if (!imported.present) return fail('The key has no key material', { origin, state });
    const { validTo } = imported;
    if (isAbsent(validTo)) return pass('The key material never expires', { origin, state, validTo });
    const evidence = { origin, state, validTo, minDays };
    const message = `The key material expires on ${validTo.toISOString()}`;
    return validTo.getTime() - now.getTime() <= minDays * day ? fail(message, evidence) : pass(message, evidence);
  },
});
