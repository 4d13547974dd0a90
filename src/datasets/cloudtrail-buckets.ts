/** The buckets that trails deliver to. */
import { lookup, maybe, perResource, resourceType } from '../core/dataset.js';
import { createGap, type Gap, isAbsent, isGap, mergeGaps } from '../core/fact.js';
import { compareText } from '../core/finding.js';
import type { Resource } from '../core/resource.js';
import { unread } from '../core/unreadable.js';
import { ownerOf, trail } from './cloudtrail.js';
import {
  bucketLifecycle,
  bucketLogging,
  bucketObjectLock,
  bucketVersioning,
  type LifecycleRule,
} from './s3-configuration.js';
import { bucket } from './s3.js';

/** What the trails tell of a bucket that they deliver to. */
export interface TrailBucketData {
  /** The names of the account's trails that deliver to it. */
  readonly trails: readonly string[];
  /** What the keys of their files begin with. */
  readonly prefixes: readonly string[];
}

/**
 * The buckets that the account's own trails deliver to, each once and in its region; `global` where the bucket is
 * not among the account's, since then its region is not known either.
 */
export const trailBucket = resourceType({
  name: 'cloudtrail.trailBucket',
  type: 'AWS::S3::Bucket',
  reach: 'regional',
  listed: 'per-account',
  operations: [],
  needs: { trails: maybe(trail), buckets: maybe(bucket) },
  async *list({ partition, account }, { trails, buckets }) {
    const regions = new Map(buckets.items.map(({ name, region }) => [name, region]));
    const own = trails.items.filter(({ key }) => ownerOf(key) === account);
    const names = [...new Set(own.map(({ data }) => data.bucket))].sort(compareText);
    const found = names.map((name) => {
      const delivering = own.filter(({ data }) => data.bucket === name);
      return {
        name,
        arn: `arn:${partition}:s3:::${name}`,
        region: regions.get(name) ?? 'global',
        data: {
          trails: delivering.map((one) => one.name),
          prefixes: [...new Set(delivering.map(({ data }) => data.prefix))],
        } satisfies TrailBucketData,
      };
    });
    const [first, ...rest] = buckets.gaps;
    const known = ({ name }: { readonly name: string }): boolean => first === undefined || regions.has(name);
    yield {
      items: found.filter(known),
      gaps: [
        ...trails.gaps.map((gap) => ({ gap })),
        ...(first === undefined ? [] : found.filter((one) => !known(one))).map(({ name, arn, region }) => ({
          gap: mergeGaps([first as Gap, ...rest]),
          at: { type: 'AWS::S3::Bucket', key: arn, arn, name, region },
        })),
      ],
    };
  },
});

/** Ends a read about a bucket that the account's list of buckets does not have. */
function foreign({ name, region }: Resource): never {
  return unread(
    createGap({
      kind: 'foreign',
      region,
      message: `The bucket ${name} is not among the account's buckets: another account owns it, or it was deleted.`,
    }),
  );
}

/** Where the access log of a trail's bucket goes; absent where it has none. */
export const trailBucketLogging = perResource(trailBucket, {
  name: 'cloudtrail.trailBucketLogging',
  needs: { find: lookup(bucket, { logging: bucketLogging }) },
  async read(_, { find }, resource) {
    const found = await find(resource.key);
    if (isAbsent(found)) return foreign(resource);
    return isGap(found.logging) ? unread(found.logging) : found.logging;
  },
});

/** What keeps the files in a trail's bucket from deletion, each part a value or its gap. */
export const trailBucketProtection = perResource(trailBucket, {
  name: 'cloudtrail.trailBucketProtection',
  needs: {
    find: lookup(bucket, { versioning: bucketVersioning, objectLock: bucketObjectLock, lifecycle: bucketLifecycle }),
  },
  async read(_, { find }, resource) {
    const found = await find(resource.key);
    if (isAbsent(found)) return foreign(resource);
    const { versioning, objectLock, lifecycle } = found;
    return { versioning, objectLock, lifecycle };
  },
});

/**
 * Whether a lifecycle rule expires log files whose keys begin so before they are that old. A rule that tags or sizes
 * limit expires some of them, and one with a date whatever is there on that day.
 */
export function expiresLogs(rule: LifecycleRule, prefixes: readonly string[], days: number): boolean {
  const { enabled, prefix = '', expirationDays, expirationDate } = rule;
  const reaches = prefixes.some((logs) => logs.startsWith(prefix) || prefix.startsWith(logs));
  const early = expirationDate !== undefined || (expirationDays !== undefined && expirationDays < days);
  return enabled && reaches && early;
}
