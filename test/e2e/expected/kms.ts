import { mostly, type Expected } from './table.js';

/** Every key; of one region the keys cannot be listed. */
const keys = [
  'audit-trail',
  'aws/s3',
  'booking-database',
  'card-network',
  'card-vault',
  'closed-warehouse',
  'customs-broker',
  'fare-feeds',
  'invoices',
  'old-crm',
  'partner-portal',
  'passengers',
  'passengers replica',
  'port-authority',
  'retired ticket-signing',
  'session-tokens',
  'ticket-signing',
];

/** Every finding of the checks of KMS keys. */
export const kms: Expected = {
  'kms-imported-material-expiry': mostly('not-applicable', keys, {
    pass: ['port-authority'],
    fail: ['card-network', 'customs-broker'],
    unknown: ['ap-southeast-2'],
  }),
  'kms-key-pending-deletion': mostly('pass', keys, {
    fail: ['closed-warehouse'],
    'not-applicable': ['aws/s3'],
    unknown: ['ap-southeast-2'],
  }),
  'kms-key-public-policy': mostly('pass', keys, {
    fail: ['partner-portal'],
    'not-applicable': ['aws/s3'],
    unknown: ['ap-southeast-2'],
  }),
  'kms-key-rotation': mostly('not-applicable', keys, {
    pass: ['audit-trail', 'booking-database', 'card-vault', 'fare-feeds', 'partner-portal'],
    fail: ['invoices', 'passengers'],
    unknown: ['ap-southeast-2'],
  }),
  'kms-manual-rotation-age': mostly('not-applicable', keys, {
    pass: ['card-network', 'port-authority', 'session-tokens'],
    fail: ['retired ticket-signing', 'ticket-signing'],
    unknown: ['ap-southeast-2'],
  }),
};
