import { collect, maybe, perAccount } from '../core/dataset.js';
import type { Gap } from '../core/fact.js';
import { allOf, anyOf, known, type Truth } from '../core/logic.js';
import type { Resource } from '../core/resource.js';
import { type ObjectSelection, selections } from './cloudtrail-selectors.js';
import { trail, trailStatus } from './cloudtrail.js';

/** What one trail records of the events of S3 objects. */
export interface ObjectEventTrail {
  readonly name: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly logging: Truth;
  readonly objects: readonly ObjectSelection[] | Gap;
}

/** What all trails record of the events of S3 objects; ask it by {@link recordsAllObjects} or {@link recordsObjectsOf}. */
export interface ObjectEventCoverage {
  /** What the ARNs of the partition's buckets begin with. */
  readonly everyBucket: string;
  readonly trails: readonly ObjectEventTrail[];
  /** What could not be seen of the list of trails. */
  readonly gaps: readonly Gap[];
}

/** What the account's trails record of the events of S3 objects, an organization's trail included. */
export const objectEventCoverage = perAccount({
  name: 'cloudtrail.objectEventCoverage',
  needs: { trails: maybe(collect(trail, { status: trailStatus, selected: selections })) },
  async read({ partition }, { trails }): Promise<ObjectEventCoverage> {
    return {
      everyBucket: `arn:${partition}:s3:::`,
      trails: trails.items.map(({ resource: { name, region, data }, status, selected }) => ({
        name,
        homeRegion: region,
        multiRegion: data.multiRegion,
        logging: known(status, ({ logging }) => logging),
        objects: known(selected, ({ objects }) => objects.filter(({ narrowedBy }) => narrowedBy.length === 0)),
      })),
      gaps: trails.gaps,
    };
  },
});

/** Whether a logging multi-Region trail records the reads, or the writes, of the objects of every bucket. */
export function recordsAllObjects(coverage: ObjectEventCoverage, access: 'reads' | 'writes'): Truth {
  return anyOf([...coverage.trails.map((one) => recordsAll(one, coverage.everyBucket, access)), ...coverage.gaps]);
}

/** The trails that are known to record the reads, or the writes, of the objects of every bucket, by name. */
export function trailsOfAllObjects(coverage: ObjectEventCoverage, access: 'reads' | 'writes'): readonly string[] {
  return coverage.trails
    .filter((one) => recordsAll(one, coverage.everyBucket, access) === true)
    .map(({ name }) => name);
}

/** Whether a logging trail records the reads, or the writes, of all objects of one bucket. */
export function recordsObjectsOf(
  bucket: Pick<Resource, 'key' | 'region'>,
  coverage: ObjectEventCoverage,
  access: 'reads' | 'writes',
): Truth {
  const objects = `${bucket.key}/`;
  const recorded = coverage.trails.map((one) =>
    allOf([
      one.multiRegion || one.homeRegion === bucket.region,
      one.logging,
      known(one.objects, (selected) =>
        selected.some(
          (selection) =>
            selection[access] &&
            selection.of.some((start) => objects.startsWith(start)) &&
            !selection.except.some((start) => objects.startsWith(start) || start.startsWith(objects)),
        ),
      ),
    ]),
  );
  return anyOf([...recorded, ...coverage.gaps]);
}

function recordsAll(one: ObjectEventTrail, everyBucket: string, access: 'reads' | 'writes'): Truth {
  return allOf([
    one.multiRegion,
    one.logging,
    known(one.objects, (selected) =>
      selected.some(
        ({ of, except, [access]: recorded }) =>
          recorded && except.length === 0 && of.some((start) => everyBucket.startsWith(start)),
      ),
    ),
  ]);
}
