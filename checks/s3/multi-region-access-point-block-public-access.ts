import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3-access-points.js';

export default defineCheck({
  id: 's3-multi-region-access-point-block-public-access',
  title: 'Multi-Region Access Points block public access',
  severity: 'high',
  recommendation: 'block-s3-public-access',
  rationale:
    'A Multi-Region Access Point has a policy of its own for buckets in many Regions. Unless it blocks public access itself, that policy can open them.',
  remediation: {
    text: 'Make a new Multi-Region Access Point with all four Block Public Access settings on and delete this one: the settings cannot be changed. Until then the settings of the buckets or the account still apply.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html',
  },
  resource: s3.multiRegionAccessPoint,
  needs: {},
  evaluate({ data: { status, block } }) {
    const off = s3.settingsOff(block);
    const evidence = { status, ...block };
    return off.length === 0
      ? pass('All four Block Public Access settings are on', evidence)
      : fail(`Off: ${off.join(', ')}`, evidence);
  },
});
