import type { Expected } from './table.js';

/** Every finding of the checks of S3. */
export const s3: Expected = {
  's3-bucket-public-access': {
    'harbourline-audit-logs': 'pass',
    'harbourline-website': 'fail',
    'harbourline-booking-assets': 'pass',
    'harbourline-press-kit': 'fail',
    'harbourline-timetables': 'fail',
    'harbourline-old-timetables': 'pass',
    'harbourline-office-share': 'pass',
    'harbourline-crew-roster': 'fail',
    'harbourline-build-artifacts': 'pass',
    'harbourline-payroll': 'pass',
    'harbourline-partner-exchange': 'pass',
    'harbourline-invoices': 'pass',
    'harbourline-terminal-cctv': 'unknown',
  },
};
