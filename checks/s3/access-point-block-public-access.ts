import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3-access-points.js';

export default defineCheck({
  id: 's3-access-point-block-public-access',
  title: 'Access points block public access',
  severity: 'high',
  recommendation: 'block-s3-public-access',
  rationale:
    'An access point has a policy of its own. Unless it blocks public access itself, that policy can open the bucket behind it.',
  remediation: {
    text: 'Make a new access point with all four Block Public Access settings on and delete this one: the settings cannot be changed. Until then the settings of the bucket or the account still apply.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html',
  },
  resource: s3.accessPoint,
  needs: { block: s3.accessPointPublicAccessBlock },
  evaluate({ data: { bucket, networkOrigin } }, { block }) {
    const off = s3.settingsOff(block);
    const evidence = { bucket, networkOrigin, ...block };
    if (off.length === 0) return pass('All four Block Public Access settings are on', evidence);
    const what = `Off: ${off.join(', ')}`;
    return networkOrigin === 'VPC'
      ? fail(`${what}; requests must come from one VPC`, evidence, { severity: 'low' })
      : fail(what, evidence);
  },
});
