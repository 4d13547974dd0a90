import { defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';

/** Services that a person's tools call to turn a key into temporary credentials, or to rotate it. */
const forTemporary: readonly string[] = ['sts', 'iam'];

export default defineCheck({
  id: 'iam-user-long-lived-keys',
  title: 'Workloads use roles rather than IAM user keys',
  severity: 'low',
  recommendation: 'prefer-temporary-credentials',
  rationale: 'A role hands out credentials that expire within hours. A user’s key works until somebody deletes it.',
  remediation: {
    text: 'Give the workload a role: of its instance, task or function, or through IAM Roles Anywhere outside AWS. Then delete the key.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_non-aws.html',
  },
  resource: user,
  needs: { credentials: iam.userCredentials },
  options: {
    exceptedUsers: {
      default: [],
      description: 'names of users whose workloads cannot use a role; they are not judged',
    },
  },
  evaluate({ name }, { credentials: { keys, reportGeneratedAt } }, { options: { exceptedUsers } }) {
    const activeKeys = keys.filter(({ active }) => active);
    const evidence = { activeKeys, reportGeneratedAt };
    if (activeKeys.length === 0) return notApplicable('The user has no active access key', evidence);
    if (exceptedUsers.includes(name)) {
      return notApplicable('The user is on the list of excepted users', { ...evidence, exceptedUsers });
    }
    const services = new Set(
      activeKeys.flatMap(({ lastUsedService }) =>
        isAbsent(lastUsedService) || forTemporary.includes(lastUsedService) ? [] : [lastUsedService],
      ),
    );
    return services.size === 0
      ? pass('No active access key was last used to call a service directly', evidence)
      : fail(`Active access keys were last used to call ${[...services].join(' and ')}`, evidence);
  },
});
