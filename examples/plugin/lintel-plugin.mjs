/**
 * A lintel plug-in: one check on a dataset that lintel has already. It imports from 'lintel' alone; whatever copy of
 * lintel loads it is the one that it gets.
 */
import { defineCheck, fail, kms, notApplicable, pass, isAbsent, plural } from 'lintel';

export default defineCheck({
  id: 'kms-rotation-period',
  title: 'Customer managed keys rotate at least once a year',
  severity: 'high',
  recommendation: 'rotate-kms-keys',
  rationale: 'Our cryptography standard asks for new key material every year, whatever the key protects.',
  remediation: {
    text: 'Turn automatic rotation on, with a period of a year or less.',
    cli: 'aws kms enable-key-rotation --key-id {arn} --region {region} --rotation-period-in-days 365',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  },
  resource: kms.key,
  // A key whose rotation lintel may not read never gets as far as evaluate: its finding is unknown.
  needs: { metadata: kms.keyMetadata, rotation: kms.keyRotation },
  options: {
    maxPeriodDays: { default: 365, minimum: 90, maximum: 2560, description: 'longest rotation period in days' },
  },
  evaluate(_key, { metadata, rotation }, { options: { maxPeriodDays } }) {
    if (isAbsent(rotation)) {
      return notApplicable(`Automatic rotation does not apply: ${kms.rotationExclusion(metadata)}`, { ...metadata });
    }
    const evidence = { rotation, maxPeriodDays };
    if (!rotation.enabled) return fail('Automatic rotation is off', evidence);
    const message = `Rotates every ${plural(rotation.periodDays, 'day')}`;
    return rotation.periodDays > maxPeriodDays
      ? fail(`${message}, more than the ${maxPeriodDays} allowed`, evidence)
      : pass(message, evidence);
  },
});
