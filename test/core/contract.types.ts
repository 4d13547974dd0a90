/**
 * What a check's author cannot write: each line marked here must not compile. `npm run types` holds it:
 * a mark above a line that does compile is itself an error.
 */
import {
  account,
  acrossRegions,
  collect,
  defineCheck,
  type Evidence,
  fail,
  type Gap,
  isAbsent,
  isGap,
  maybe,
  pass,
  perAccount,
  perResource,
  region,
  undecided,
  type Verdict,
} from '../../src/core/index.js';
// @ts-expect-error only the engine and datasets make gaps
import { createGap } from '../../src/core/index.js';
// @ts-expect-error nor is the thrower of gaps at hand
import { malformed } from '../../src/core/index.js';
import * as cloudtrail from '../../src/datasets/cloudtrail.js';
import * as iam from '../../src/datasets/iam-entities.js';
import * as kms from '../../src/datasets/kms.js';
import * as s3 from '../../src/datasets/s3.js';
import { described } from './toy.js';

const about = described('toy-types');
const fine = pass('Fine', { fine: true });
const evidence: Evidence = { fine: true };

export const unused = [createGap, malformed];

export const compiles = [
  defineCheck({
    ...about,
    resource: kms.key,
    needs: { metadata: kms.keyMetadata, rotation: maybe(kms.keyRotation), block: s3.accountPublicAccessBlock },
    options: { days: { default: 3, minimum: 1, maximum: 9, description: 'days' } },
    evaluate(key, { metadata, rotation, block }, { options: { days } }) {
      if (isGap(rotation)) return undecided(rotation, 'Open', { state: metadata.state });
      if (isAbsent(rotation) || isAbsent(block)) return fail(key.name, { days: days + 1 });
      return rotation.enabled && block.blockPublicAcls ? fine : fail('No', evidence, { severity: 'low' });
    },
  }),
  defineCheck({ ...about, resource: region, needs: { stores: cloudtrail.eventDataStores }, evaluate: () => fine }),
  defineCheck({
    ...about,
    resource: account,
    needs: { stores: acrossRegions(cloudtrail.eventDataStores), keys: kms.key },
    evaluate: (_, { stores, keys }) => pass('Fine', { stores: stores.length, keys: keys.length }),
  }),
];

defineCheck({
  ...about,
  resource: kms.key,
  needs: { metadata: kms.keyMetadata },
  // @ts-expect-error a need that is not declared
  evaluate: (_, { rotation }) => pass('Fine', { rotation }),
});

defineCheck({
  ...about,
  resource: s3.bucket,
  // @ts-expect-error a fact of another kind of resource
  needs: { metadata: kms.keyMetadata },
  evaluate: () => fine,
});

defineCheck({
  ...about,
  resource: s3.bucket,
  // @ts-expect-error the same behind maybe
  needs: { metadata: maybe(kms.keyMetadata) },
  evaluate: () => fine,
});

defineCheck({
  ...about,
  resource: account,
  // @ts-expect-error a fact of a resource where the account is judged
  needs: { metadata: kms.keyMetadata },
  evaluate: () => fine,
});

defineCheck({
  ...about,
  resource: iam.user,
  // @ts-expect-error a fact of a region where the resource has none
  needs: { stores: cloudtrail.eventDataStores },
  evaluate: () => fine,
});

defineCheck({
  ...about,
  resource: account,
  // @ts-expect-error the same for the account
  needs: { stores: maybe(cloudtrail.eventDataStores) },
  evaluate: () => fine,
});

// @ts-expect-error a collection of keys with a fact of buckets
collect(kms.key, { acl: s3.bucketPublicGrants });

// @ts-expect-error a fact of one resource across regions
acrossRegions(kms.keyMetadata);

// @ts-expect-error a dataset of a key that needs one of a bucket
perResource(kms.key, { name: 'toy.mixed', needs: { acl: s3.bucketPublicGrants }, read: async () => true });

// @ts-expect-error a fact of the account that depends on a region
perAccount({ name: 'toy.wide', needs: { stores: cloudtrail.eventDataStores }, read: async () => true });

defineCheck({
  ...about,
  resource: kms.key,
  needs: { rotation: kms.keyRotation },
  // @ts-expect-error reading what may be absent without asking
  evaluate: (_, { rotation }) => pass('Fine', { enabled: rotation.enabled }),
});

defineCheck({
  ...about,
  resource: kms.key,
  needs: { rotation: kms.keyRotation },
  // @ts-expect-error nor does a question mark help
  evaluate: (_, { rotation }) => pass('Fine', { enabled: rotation?.enabled }),
});

defineCheck({
  ...about,
  resource: kms.key,
  needs: { metadata: maybe(kms.keyMetadata) },
  // @ts-expect-error reading what may be a gap without asking
  evaluate: (_, { metadata }) => pass('Fine', { state: metadata.state }),
});

defineCheck({
  ...about,
  resource: account,
  needs: { keys: maybe(kms.key) },
  // @ts-expect-error taking a list that may be incomplete for an array
  evaluate: (_, { keys }) => pass('Fine', { count: keys.length }),
});

defineCheck({
  ...about,
  resource: account,
  needs: { trails: collect(cloudtrail.trail, { status: cloudtrail.trailStatus }) },
  // @ts-expect-error reading a collected fact that may be a gap without asking
  evaluate: (_, { trails }) => pass('Fine', { logging: trails.map(({ status }) => status.logging) }),
});

defineCheck({
  ...about,
  resource: kms.key,
  needs: {},
  // @ts-expect-error a check is synchronous
  evaluate: async () => fine,
});

// @ts-expect-error a verdict says why
pass('Fine');

// @ts-expect-error a severity of its own
fail('No', evidence, { severity: 'catastrophic' });

// @ts-expect-error a gap of an author's own
export const ownGap: Gap = { kind: 'denied', region: 'us-east-1', message: 'Denied.' };

// @ts-expect-error nor an empty one
undecided({}, 'Open');

// @ts-expect-error a verdict of an author's own
export const ownVerdict: Verdict = { status: 'pass', message: 'Fine', evidence };

defineCheck({
  ...about,
  resource: kms.key,
  needs: {},
  // @ts-expect-error an unknown of an author's own
  evaluate: () => ({ status: 'unknown' as const, message: 'Hm', evidence }),
});

defineCheck({
  ...about,
  resource: kms.key,
  needs: {},
  options: { days: { default: null, minimum: 1, maximum: 9, description: 'days' } },
  // @ts-expect-error a threshold that may be unset
  evaluate: (_, __, { options }) => pass('Fine', { days: options.days + 1 }),
});

defineCheck({
  ...about,
  resource: kms.key,
  needs: {},
  options: { days: { default: 3, minimum: 1, maximum: 9, description: 'days' } },
  // @ts-expect-error a threshold that is not declared
  evaluate: (_, __, { options }) => pass('Fine', { hours: options.hours }),
});
