import { defineCheck, fail, isAbsent, isGap, maybe, notApplicable, pass, undecided } from '../../src/core/index.js';
import { daysSince, isOlder } from '../../src/datasets/age.js';
import * as rotation from '../../src/datasets/kms-rotation.js';
import * as kms from '../../src/datasets/kms.js';

export default defineCheck({
  id: 'kms-manual-rotation-age',
  title: 'Keys that cannot rotate by themselves are replaced or rotated on demand',
  severity: 'low',
  recommendation: 'rotate-kms-keys',
  rationale:
    'KMS does not rotate these keys, so that one version of the material protects ever more data unless somebody acts.',
  remediation: {
    text: 'Make a new key and point the alias to it; keep the old one for what it encrypted. Symmetric keys with imported material can be rotated on demand instead.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys-manually.html',
  },
  resource: kms.key,
  needs: {
    metadata: kms.keyMetadata,
    lastRotation: maybe(rotation.lastRotation),
    aliases: maybe(rotation.keyAliases),
  },
  options: {
    maxAgeDays: {
      default: 730,
      minimum: 1,
      maximum: 3650,
      description: 'days since a key was made, or last rotated on demand, after which it fails',
    },
  },
  evaluate(_, { metadata, lastRotation, aliases }, { now, options: { maxAgeDays } }) {
    const exclusion = rotation.ageExclusion(metadata);
    if (exclusion !== undefined) return notApplicable(`Does not apply: ${exclusion}`, { ...kms.keyKind(metadata) });
    const { created } = metadata;
    const evidence = { ...kms.keyKind(metadata), created, lastRotation, aliases, maxAgeDays };
    if (!isOlder(created, maxAgeDays, now)) return pass(`Made ${daysSince(created, now)} ago`, evidence);
    if (isGap(lastRotation))
      return undecided(lastRotation, 'When the key was last rotated could not be read', evidence);
    const since = isAbsent(lastRotation) ? created : lastRotation.at;
    const age = `${isAbsent(lastRotation) ? 'Made' : 'Last rotated'} ${daysSince(since, now)} ago`;
    if (!isOlder(since, maxAgeDays, now)) return pass(age, evidence);
    // KMS tells no history of aliases: one without any may have been replaced, or be used by its id.
    const unnamed = !isGap(aliases) && !isAbsent(aliases) && aliases.length === 0;
    return unnamed
      ? fail(`${age}; no alias stands for it, so it may be one that was replaced`, evidence, {
          severity: 'informational',
        })
      : fail(`${age}, more than the ${maxAgeDays} days allowed`, evidence);
  },
});
