import type { Expected } from './table.js';

/** Every finding of the checks of KMS. */
export const kms: Expected = {
  'kms-key-rotation': {
    'booking-database': 'pass',
    invoices: 'fail',
    'card-vault': 'pass',
    'ticket-signing': 'not-applicable',
    'session-tokens': 'not-applicable',
    'customs-broker': 'not-applicable',
    'old-crm': 'not-applicable',
    'closed-warehouse': 'not-applicable',
    passengers: 'fail',
    'passengers replica': 'not-applicable',
    'aws/s3': 'not-applicable',
    'ap-southeast-2': 'unknown',
  },
};
