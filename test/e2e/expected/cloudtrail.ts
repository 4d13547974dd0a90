import { accountId } from '../account.js';
import type { Expected } from './table.js';

/** Every finding of the checks of CloudTrail. */
export const cloudtrail: Expected = {
  'cloudtrail-multi-region-trail': { [accountId]: 'pass' },
  'cloudtrail-trail-logging': {
    'harbourline-audit': 'pass',
    'first-trail': 'fail',
    'warehouse-feed': 'fail',
    'payments-events': 'pass',
  },
};
