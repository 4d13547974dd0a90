import { accountId } from '../account.js';
import { mostly, row, type Expected } from './table.js';

/** Every trail. */
const trails = ['first-trail', 'harbourline-audit', 'payments-events', 'warehouse-feed'];

/** Every finding of the checks of CloudTrail. */
export const cloudtrail: Expected = {
  'cloudtrail-bucket-access-logging': row({
    pass: ['harbourline-audit-logs'],
    fail: ['harbourline-old-trails'],
    unknown: ['harbourline-log-archive'],
  }),
  'cloudtrail-bucket-protection': row({
    pass: ['harbourline-audit-logs'],
    fail: ['harbourline-old-trails'],
    unknown: ['harbourline-log-archive'],
  }),
  'cloudtrail-cloudwatch-delivery': mostly('not-applicable', trails, {
    pass: ['harbourline-audit'],
    fail: ['warehouse-feed'],
  }),
  'cloudtrail-cloudwatch-logs': mostly('fail', trails, { pass: ['harbourline-audit', 'warehouse-feed'] }),
  'cloudtrail-kms-encryption': mostly('fail', trails, { pass: ['harbourline-audit'] }),
  'cloudtrail-kms-event-coverage': { [accountId]: 'pass' },
  'cloudtrail-log-validation': mostly('fail', trails, { pass: ['harbourline-audit'] }),
  'cloudtrail-multi-region-trail': { [accountId]: 'pass' },
  'cloudtrail-organization-trail': { [accountId]: 'fail' },
  'cloudtrail-s3-read-events': { [accountId]: 'fail' },
  'cloudtrail-s3-write-events': { [accountId]: 'pass' },
  'cloudtrail-trail-enabled': { [accountId]: 'pass' },
  'cloudtrail-trail-logging': mostly('pass', trails, { fail: ['first-trail', 'warehouse-feed'] }),
};
