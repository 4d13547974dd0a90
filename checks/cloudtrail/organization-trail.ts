import {
  account,
  allOf,
  anyOf,
  collect,
  defineCheck,
  fail,
  isAbsent,
  isGap,
  known,
  maybe,
  notApplicable,
  pass,
  undecided,
} from '../../src/core/index.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';
import * as organizations from '../../src/datasets/organizations.js';

export default defineCheck({
  id: 'cloudtrail-organization-trail',
  title: 'An organization trail collects from all accounts',
  severity: 'medium',
  recommendation: 'aggregate-logs',
  rationale:
    'A trail of the organization records every account, those created tomorrow included, and no member account can switch it off.',
  remediation: {
    text: 'Create an organization trail in the management account or in a delegated administrator, or start logging on the one there is.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html',
  },
  resource: account,
  needs: {
    organization: organizations.organization,
    trails: maybe(collect(cloudtrail.trail, { status: cloudtrail.trailStatus })),
  },
  evaluate(_, { organization, trails }) {
    if (isAbsent(organization)) return notApplicable('The account is in no organization', { organization });
    const judged = trails.items.map(({ resource: { name, key, region, data }, status }) => ({
      name,
      owner: cloudtrail.ownerOf(key) ?? null,
      homeRegion: region,
      organization: data.organization,
      logging: known(status, ({ logging }) => logging),
    }));
    const evidence = { organization: organization.id, trails: judged };
    const collects = judged.map(({ organization: ofAll, logging }) => allOf([ofAll, logging]));
    const collected = anyOf([...collects, ...trails.gaps]);
    if (isGap(collected))
      return undecided(collected, 'Whether an organization trail is logging could not be read', evidence);
    if (collected) {
      return pass(
        `Collected by ${judged
          .filter((_one, i) => collects[i] === true)
          .map(({ name }) => name)
          .join(', ')}`,
        evidence,
      );
    }
    const off = judged.filter((one) => one.organization).map(({ name }) => name);
    return fail(
      off.length === 0
        ? 'No trail is an organization trail'
        : `The organization trail ${off.join(', ')} is not logging`,
      evidence,
    );
  },
});
