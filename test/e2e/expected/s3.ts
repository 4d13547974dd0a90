import { accountId } from '../account.js';
import { mostly, row, type Expected } from './table.js';

/** Every bucket. */
const buckets = [
  'harbourline-access-logs',
  'harbourline-agency-sales',
  'harbourline-audit-logs',
  'harbourline-booking-assets',
  'harbourline-build-artifacts',
  'harbourline-crew-roster',
  'harbourline-invoices',
  'harbourline-lost-and-found',
  'harbourline-office-share',
  'harbourline-old-timetables',
  'harbourline-old-trails',
  'harbourline-partner-exchange',
  'harbourline-payroll',
  'harbourline-press-kit',
  'harbourline-terminal-cctv',
  'harbourline-timetables',
  'harbourline-website',
];

/** Every finding of the checks of S3. */
export const s3: Expected = {
  's3-access-point-block-public-access': row({ pass: ['crew-app'], fail: ['booking-engine', 'press-downloads'] }),
  's3-account-block-public-access': { [accountId]: 'fail' },
  's3-bucket-access-logging': mostly('fail', buckets, {
    pass: ['harbourline-audit-logs'],
    'not-applicable': ['harbourline-access-logs'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-acl-disabled': mostly('pass', buckets, {
    fail: [
      'harbourline-agency-sales',
      'harbourline-old-timetables',
      'harbourline-old-trails',
      'harbourline-press-kit',
      'harbourline-timetables',
    ],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-block-public-access': mostly('fail', buckets, {
    pass: [
      'harbourline-access-logs',
      'harbourline-agency-sales',
      'harbourline-audit-logs',
      'harbourline-invoices',
      'harbourline-old-trails',
      'harbourline-payroll',
    ],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-cross-account-actions': mostly('pass', buckets, {
    fail: ['harbourline-agency-sales'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-cross-account-writes': mostly('pass', buckets, {
    fail: ['harbourline-agency-sales', 'harbourline-lost-and-found'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-customer-provided-keys': mostly('fail', buckets, {
    pass: ['harbourline-audit-logs', 'harbourline-payroll'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-kms-encryption': mostly('fail', buckets, {
    pass: ['harbourline-audit-logs', 'harbourline-invoices', 'harbourline-payroll'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-lifecycle': mostly('fail', buckets, {
    pass: ['harbourline-access-logs', 'harbourline-build-artifacts'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-mfa-delete': mostly('fail', buckets, {
    pass: ['harbourline-payroll'],
    'not-applicable': ['harbourline-access-logs', 'harbourline-build-artifacts', 'harbourline-old-timetables'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-object-lock': mostly('not-applicable', buckets, {}),
  's3-bucket-public-access': mostly('pass', buckets, {
    fail: [
      'harbourline-crew-roster',
      'harbourline-lost-and-found',
      'harbourline-press-kit',
      'harbourline-timetables',
      'harbourline-website',
    ],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-public-write': mostly('pass', buckets, {
    fail: ['harbourline-lost-and-found'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-tls-only': mostly('fail', buckets, {
    pass: ['harbourline-audit-logs'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-versioned-lifecycle': mostly('not-applicable', buckets, {
    pass: ['harbourline-build-artifacts'],
    fail: ['harbourline-audit-logs', 'harbourline-invoices', 'harbourline-payroll'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-bucket-versioning': mostly('fail', buckets, {
    pass: ['harbourline-audit-logs', 'harbourline-build-artifacts', 'harbourline-invoices', 'harbourline-payroll'],
    unknown: ['harbourline-terminal-cctv'],
  }),
  's3-directory-bucket-lifecycle': row({
    pass: ['harbourline-berth-telemetry--euw1-az1--x-s3'],
    fail: ['harbourline-fare-models--use1-az4--x-s3'],
  }),
  's3-multi-region-access-point-block-public-access': row({ pass: ['route-maps'], fail: ['brochures'] }),
};
