import { type Expected, mostly, row } from './table.js';

/** The users of the account. */
export const users = [
  'ana.costa',
  'ben.okafor',
  'booking-ci',
  'dora.lind',
  'emil.novak',
  'fleet-telemetry',
  'grace.hughes',
  'henrik.vale',
  'ivo.brandt',
  'legacy-backup',
] as const;

/** Access keys that have an id here, and what stands for the others. */
const keys = {
  unknown: ['henrik.vale'],
  'not-applicable': ['emil.novak'],
} as const;

/** The findings of the checks of users and their credentials. */
export const iamUsers: Expected = {
  'iam-access-key-rotation': row({
    pass: ['ana.costa key 1', 'dora.lind key 1', 'ivo.brandt key 1'],
    fail: [
      'ben.okafor key 1',
      'booking-ci key 1',
      'fleet-telemetry key 1',
      'fleet-telemetry key 2',
      'legacy-backup key 1',
    ],
    ...keys,
  }),
  'iam-access-key-unused': row({
    pass: ['ana.costa key 1', 'dora.lind key 1', 'fleet-telemetry key 2', 'ivo.brandt key 1'],
    fail: ['ben.okafor key 1', 'booking-ci key 1', 'fleet-telemetry key 1', 'legacy-backup key 1'],
    ...keys,
  }),
  'iam-access-key-unused-90-days': row({
    pass: ['ana.costa key 1', 'dora.lind key 1', 'fleet-telemetry key 2', 'ivo.brandt key 1'],
    fail: ['ben.okafor key 1', 'booking-ci key 1', 'fleet-telemetry key 1', 'legacy-backup key 1'],
    ...keys,
  }),
  'iam-console-password-unused': mostly('not-applicable', users, {
    pass: ['ana.costa', 'dora.lind', 'ivo.brandt'],
    fail: ['ben.okafor', 'emil.novak'],
    unknown: ['henrik.vale'],
  }),
  'iam-console-password-unused-90-days': mostly('not-applicable', users, {
    pass: ['ana.costa', 'dora.lind', 'emil.novak', 'ivo.brandt'],
    fail: ['ben.okafor'],
    unknown: ['henrik.vale'],
  }),
  'iam-user-console-mfa': mostly('not-applicable', users, {
    pass: ['ana.costa', 'dora.lind', 'emil.novak', 'ivo.brandt'],
    fail: ['ben.okafor'],
    unknown: ['henrik.vale'],
  }),
  'iam-user-direct-policies': mostly('pass', users, { fail: ['ben.okafor', 'booking-ci'] }),
  'iam-user-group-membership': mostly('fail', users, {
    pass: ['ana.costa', 'emil.novak', 'ivo.brandt'],
    'not-applicable': ['ben.okafor', 'booking-ci'],
  }),
  'iam-user-initial-access-key': mostly('not-applicable', users, {
    pass: ['ana.costa', 'ben.okafor', 'dora.lind'],
    fail: ['ivo.brandt'],
    unknown: ['henrik.vale'],
  }),
  'iam-user-long-lived-keys': row({
    pass: ['booking-ci', 'dora.lind', 'ivo.brandt', 'legacy-backup'],
    fail: ['ana.costa', 'ben.okafor', 'fleet-telemetry'],
    'not-applicable': ['emil.novak', 'grace.hughes'],
    unknown: ['henrik.vale'],
  }),
  'iam-user-mfa': row({
    pass: ['ana.costa', 'dora.lind', 'emil.novak', 'ivo.brandt'],
    fail: ['ben.okafor', 'booking-ci', 'fleet-telemetry', 'legacy-backup'],
    'not-applicable': ['grace.hughes'],
    unknown: ['henrik.vale'],
  }),
  'iam-user-shared-credentials': mostly('pass', users, {
    fail: ['ana.costa'],
    'not-applicable': ['grace.hughes'],
    unknown: ['henrik.vale'],
  }),
  'iam-user-single-active-key': mostly('pass', users, {
    fail: ['fleet-telemetry'],
    'not-applicable': ['emil.novak', 'grace.hughes'],
    unknown: ['henrik.vale'],
  }),
  'iam-user-tags': mostly('fail', users, { pass: ['ana.costa', 'booking-ci', 'ivo.brandt'] }),
};
