import { regions } from '../account.js';
import { type Formulas, pages } from './formula.js';

const listed = { 'cloudtrail:DescribeTrails': regions.length };

export const cloudtrail: Formulas = {
  'cloudtrail-bucket-access-logging': ({ buckets, trails }) => ({
    ...listed,
    'cloudtrail:GetTrailStatus': trails,
    'cloudtrail:GetEventSelectors': trails,
    's3:ListBuckets': pages(buckets),
    's3:GetBucketLogging': trailBuckets(trails, buckets),
  }),
  'cloudtrail-bucket-protection': ({ buckets, trails }) => ({
    ...listed,
    's3:ListBuckets': pages(buckets),
    's3:GetBucketVersioning': trailBuckets(trails, buckets),
    's3:GetObjectLockConfiguration': trailBuckets(trails, buckets),
    's3:GetBucketLifecycleConfiguration': trailBuckets(trails, buckets),
  }),
  'cloudtrail-cloudwatch-logs': () => ({ ...listed }),
  'cloudtrail-cloudwatch-delivery': ({ trails }) => ({ ...listed, 'cloudtrail:GetTrailStatus': trails }),
  'cloudtrail-kms-encryption': () => listed,
  'cloudtrail-kms-event-coverage': ({ trails }) => ({
    ...listed,
    'cloudtrail:GetTrailStatus': trails,
    'cloudtrail:GetEventSelectors': trails,
  }),
  'cloudtrail-log-validation': () => listed,
  'cloudtrail-multi-region-trail': ({ trails }) => ({
    ...listed,
    'cloudtrail:ListEventDataStores': regions.length,
    'cloudtrail:GetTrailStatus': trails,
    'cloudtrail:GetEventSelectors': trails,
  }),
  'cloudtrail-organization-trail': ({ trails }) => ({
    ...listed,
    'cloudtrail:GetTrailStatus': trails,
    'organizations:DescribeOrganization': 1,
  }),
  'cloudtrail-s3-read-events': objectEvents,
  'cloudtrail-s3-write-events': objectEvents,
  'cloudtrail-trail-enabled': ({ trails }) => ({ ...listed, 'cloudtrail:GetTrailStatus': trails }),
  'cloudtrail-trail-logging': ({ trails }) => ({ ...listed, 'cloudtrail:GetTrailStatus': trails }),
};

function objectEvents({ buckets, trails }: Parameters<Formulas[string]>[0]) {
  return {
    ...listed,
    'cloudtrail:GetTrailStatus': trails,
    'cloudtrail:GetEventSelectors': trails,
    's3:ListBuckets': pages(buckets),
  };
}

/** All trails deliver to the first bucket. */
function trailBuckets(trails: number, buckets: number): number {
  return Math.min(1, trails, buckets);
}
