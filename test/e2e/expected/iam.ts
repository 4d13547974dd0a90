import { accountId } from '../account-arns.js';
import { iamUsers, users } from './iam-users.js';
import { type Expected, mostly, row } from './table.js';

const groups = ['former-crew', 'season-staff', 'terminal-operations'] as const;
const serviceLinked = 'AWSServiceRoleForguardduty';
const ofIdentityCenter = 'AWSReservedSSO_DutyOfficer_0123456789abcdef';

/** Roles that people of the account made. */
const ownRoles = [
  'break-glass',
  'crew-scheduler',
  'night-batch',
  'partner-lookup',
  'platform-admin',
  'security-audit',
  'ticket-printer',
  'website-build',
  'website-publish',
] as const;
const roles = [...ownRoles, serviceLinked, ofIdentityCenter];
const identities = [...users, ...groups, ...roles];

/** The settings that one account has once; `turned` has the other verdicts. */
const settings: Expected = {
  'iam-password-policy-expiry': { [accountId]: 'not-applicable' },
  'iam-password-policy-length': { [accountId]: 'fail' },
  'iam-password-policy-lowercase': { [accountId]: 'pass' },
  'iam-password-policy-numbers': { [accountId]: 'fail' },
  'iam-password-policy-reuse': { [accountId]: 'fail' },
  'iam-password-policy-symbols': { [accountId]: 'fail' },
  'iam-password-policy-uppercase': { [accountId]: 'pass' },
  'iam-root-access-key': { [accountId]: 'pass' },
  'iam-root-central-management': { [accountId]: 'fail' },
  'iam-root-hardware-mfa': { [accountId]: 'fail' },
  'iam-root-mfa': { [accountId]: 'pass' },
  'iam-root-recent-use': { [accountId]: 'fail' },
  'iam-support-role': { [accountId]: 'fail' },
  'iam-workforce-federation': { [accountId]: 'pass' },
};

/** Every finding of the checks of IAM, and of those of KMS that read policies of IAM. */
export const iam: Expected = {
  ...iamUsers,
  ...settings,
  'iam-admin-mfa-condition': mostly('not-applicable', roles, { pass: ['platform-admin'], fail: ['break-glass'] }),
  'iam-attached-policy-full-admin': row({
    pass: ['deploy-anything', 'fleet-data', 'ticket-desk'],
    fail: ['harbour-everything'],
    'not-applicable': ['developer-boundary', 'old-office-admin', 'winter-timetable'],
  }),
  'iam-cloudshell-full-access': mostly('pass', identities, { fail: ['ben.okafor'] }),
  'iam-expired-server-certificate': row({ pass: ['booking-site'], fail: ['old-booking-site'] }),
  'iam-federated-trust-conditions': mostly('not-applicable', roles, {
    pass: ['website-publish', ofIdentityCenter],
    fail: ['website-build'],
  }),
  'iam-group-members': row({
    pass: ['terminal-operations'],
    fail: ['season-staff'],
    'not-applicable': ['former-crew'],
  }),
  'iam-inline-policy-delegation-wildcard': mostly('not-applicable', identities, {
    // What allows everything has a check of its own.
    pass: ['booking-ci', 'terminal-operations'],
    fail: ['ticket-printer'],
  }),
  'iam-inline-policy-full-admin': mostly('pass', identities, { fail: ['night-batch'] }),
  'iam-managed-admin-attachment': mostly('pass', identities, {
    fail: ['platform-admin'],
    'not-applicable': [ofIdentityCenter],
  }),
  'iam-policy-delegation-wildcard': row({
    pass: ['fleet-data', 'ticket-desk'],
    fail: ['deploy-anything'],
    'not-applicable': ['developer-boundary', 'harbour-everything', 'old-office-admin', 'winter-timetable'],
  }),
  'iam-policy-service-wildcards': row({
    pass: ['deploy-anything', 'ticket-desk', 'winter-timetable'],
    fail: ['fleet-data', 'harbour-everything', 'old-office-admin'],
    'not-applicable': ['developer-boundary'],
  }),
  'iam-role-service-confused-deputy': mostly('not-applicable', roles, {
    pass: ['crew-scheduler'],
    fail: ['ticket-printer'],
  }),
  'iam-role-session-duration': mostly('not-applicable', roles, ownBut('break-glass')),
  'iam-role-tags': mostly('not-applicable', roles, ownBut('break-glass')),
  'iam-role-trust-wildcard': mostly('pass', roles, { fail: ['partner-lookup'] }),
  'iam-role-unused': mostly('not-applicable', roles, ownBut('break-glass', 'ticket-printer')),
  'iam-saml-provider-expiry': row({ pass: ['harbourline-login'], fail: ['crew-agency-login'] }),
  'iam-unattached-policy-full-admin': mostly(
    'not-applicable',
    ['deploy-anything', 'developer-boundary', 'fleet-data', 'harbour-everything', 'ticket-desk'],
    { pass: ['winter-timetable'], fail: ['old-office-admin'] },
  ),
  'kms-inline-policy-decrypt-all': mostly('not-applicable', identities, {
    pass: ['booking-ci', 'terminal-operations'],
    fail: ['night-batch', 'ticket-printer'],
  }),
  'kms-managed-policy-decrypt-all': row({
    pass: ['deploy-anything', 'ticket-desk', 'winter-timetable'],
    fail: ['fleet-data', 'harbour-everything', 'old-office-admin'],
    'not-applicable': ['developer-boundary'],
  }),
};

/** Roles that people made pass, but for these. */
function ownBut(...failing: readonly string[]) {
  return { pass: ownRoles, fail: failing };
}
