/** Whether a credential is in use: one statement for every limit of days that a standard sets. */
import { fail, notApplicable, pass, undecided, type Verdict } from '../core/check.js';
import { isAbsent, isGap } from '../core/fact.js';
import { plural } from '../core/words.js';
import { daysSince, isOlder } from './age.js';
import type { AccessKeyData, UserCredentials } from './iam-credentials.js';

/** Fails an active access key without use, or since its creation for one never used, for more than `maxUnusedDays`. */
export function judgeKeyUse(data: AccessKeyData, maxUnusedDays: number, now: Date): Verdict {
  const { reportGeneratedAt } = data;
  if (data.known === 'inactive-only') {
    return notApplicable('All access keys of this user are inactive', { inactiveKeys: data.keys, reportGeneratedAt });
  }
  if (data.known === 'report-only') {
    const { activeKeys, why } = data;
    const evidence = { activeKeys, reportGeneratedAt, maxUnusedDays };
    // The report's date is never before a key's creation: a key that is too old by it is too old.
    const unused = activeKeys.filter(({ lastUsed, lastRotated }) =>
      isOlder(lastUsed === 'never' ? lastRotated : lastUsed, maxUnusedDays, now),
    );
    return unused.length > 0
      ? fail(`Active access keys not used for more than ${plural(maxUnusedDays, 'day')}: ${unused.length}`, evidence)
      : undecided(why, 'The access keys of this user could not be listed', evidence);
  }

  const { active, created, lastUsed } = data;
  const evidence = { active, created, lastUsed, reportGeneratedAt, maxUnusedDays };
  if (!active) return notApplicable('The access key is inactive', evidence);
  if (!isOlder(created, maxUnusedDays, now)) {
    return pass(`${lastUsed === 'never' ? 'Never used, ' : ''}${daysSince(created, now)} old`, evidence);
  }
  if (isGap(lastUsed)) return undecided(lastUsed, 'The last use of this access key is not clear', evidence);
  if (lastUsed === 'never') return fail(`Never used in ${daysSince(created, now)} since its creation`, evidence);
  const message = `Last used ${daysSince(lastUsed, now)} ago`;
  return isOlder(lastUsed, maxUnusedDays, now) ? fail(message, evidence) : pass(message, evidence);
}

/** Fails a console password without use, or since it was set for one never used, for more than `maxUnusedDays`. */
export function judgePasswordUse(
  { password, reportGeneratedAt }: UserCredentials,
  maxUnusedDays: number,
  now: Date,
): Verdict {
  if (isAbsent(password)) return notApplicable('The user has no console password', { password, reportGeneratedAt });
  const { lastUsed, lastChanged } = password;
  const evidence = { lastUsed, lastChanged, reportGeneratedAt, maxUnusedDays };
  const message =
    lastUsed === 'never'
      ? `Never used, set ${daysSince(lastChanged, now)} ago`
      : `Last used ${daysSince(lastUsed, now)} ago`;
  return isOlder(lastUsed === 'never' ? lastChanged : lastUsed, maxUnusedDays, now)
    ? fail(message, evidence)
    : pass(message, evidence);
}
