import { defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import * as kms from '../../src/datasets/kms.js';

export default defineCheck({
  id: 'kms-key-rotation',
  title: 'Customer managed symmetric keys rotate automatically',
  severity: 'medium',
  recommendation: 'rotate-kms-keys',
  rationale:
    'Rotation bounds how much data one version of the key material protects. Automatic rotation keeps the key id and every earlier ciphertext readable.',
  remediation: {
    text: 'Turn automatic rotation on. For a multi-Region key do so on the primary; replicas follow.',
    cli: 'aws kms enable-key-rotation --key-id {arn} --region {region}',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  },
  resource: kms.key,
  needs: { metadata: kms.keyMetadata, rotation: kms.keyRotation },
  options: {
    maxPeriodDays: {
      default: null,
      minimum: 90,
      maximum: 2560,
      description: 'longest rotation period in days that passes; unset, any period does',
    },
  },
  evaluate(_, { metadata, rotation }, { options: { maxPeriodDays } }) {
    const exclusion = kms.rotationExclusion(metadata);
    if (exclusion !== undefined || isAbsent(rotation)) {
      return notApplicable(`Automatic rotation does not apply: ${exclusion}`, { ...kms.keyKind(metadata) });
    }
    const evidence = { ...kms.keyKind(metadata), rotation, maxPeriodDays };
    if (!rotation.enabled) return fail('Automatic rotation is off', evidence);
    const message = `Rotates every ${rotation.periodDays} days`;
    return maxPeriodDays !== null && rotation.periodDays > maxPeriodDays
      ? fail(`${message}, more than the ${maxPeriodDays} allowed`, evidence)
      : pass(message, evidence);
  },
});
