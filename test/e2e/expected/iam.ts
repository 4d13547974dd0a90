import { accountId } from '../account.js';
import type { Expected } from './table.js';

/** Every finding of the checks of IAM. */
export const iam: Expected = {
  'iam-root-mfa': { [accountId]: 'fail' },
  'iam-access-key-unused': {
    'ana.costa key 1': 'pass',
    'ben.okafor key 1': 'fail',
    'booking-ci key 1': 'fail',
    'dora.lind key 1': 'pass',
    'emil.novak': 'not-applicable',
    'fleet-telemetry key 1': 'fail',
    'fleet-telemetry key 2': 'pass',
    'henrik.vale': 'unknown',
    'legacy-backup key 1': 'fail',
  },
};
