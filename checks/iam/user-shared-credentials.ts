import { defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import { isOlder } from '../../src/datasets/age.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';

const inUseDays = 45;

export default defineCheck({
  id: 'iam-user-shared-credentials',
  title: 'Credentials do not look shared',
  severity: 'informational',
  recommendation: 'use-individual-identities',
  rationale:
    'What is done with shared credentials can be traced to nobody, and they cannot be taken from one person alone. Signs of sharing are no proof: ask the owner.',
  remediation: {
    text: 'Ask who uses the user. Give each person a federated identity and each workload a role of its own.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  resource: user,
  needs: { credentials: iam.userCredentials },
  options: {
    sharedNames: {
      default: ['admin', 'shared', 'team', 'test', 'deploy'],
      description: 'user names that stand for more than one person, in either case',
    },
  },
  evaluate({ name }, { credentials: { password, keys, reportGeneratedAt } }, { now, options: { sharedNames } }) {
    const activeKeys = keys.filter(({ active }) => active);
    const passwordLastUsed = isAbsent(password) ? password : password.lastUsed;
    const evidence = { passwordLastUsed, activeKeys, sharedNames, reportGeneratedAt };
    if (isAbsent(passwordLastUsed) && activeKeys.length === 0) {
      return notApplicable('The user has no console password and no active access key', evidence);
    }
    const inUse = (at: Date | 'never'): boolean => at !== 'never' && !isOlder(at, inUseDays, now);
    const regions = new Set(
      activeKeys.flatMap(({ lastUsedRegion }) => (isAbsent(lastUsedRegion) ? [] : [lastUsedRegion])),
    );
    const signs = [
      sharedNames.some((shared) => shared.toLowerCase() === name.toLowerCase()) && `the name ${name}`,
      !isAbsent(passwordLastUsed) &&
        inUse(passwordLastUsed) &&
        activeKeys.some(({ lastUsed }) => inUse(lastUsed)) &&
        `a password and a key that were both used within ${inUseDays} days`,
      regions.size > 1 && `active keys last used in ${[...regions].join(' and ')}`,
    ].filter((sign) => sign !== false);
    return signs.length === 0
      ? pass('Nothing suggests that more than one person uses these credentials', evidence)
      : fail(`Signs of sharing: ${signs.join('; ')}`, evidence);
  },
});
