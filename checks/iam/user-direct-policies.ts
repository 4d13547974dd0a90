import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';

export default defineCheck({
  id: 'iam-user-direct-policies',
  title: 'Users hold no policies of their own',
  severity: 'low',
  recommendation: 'grant-permissions-through-groups',
  rationale:
    'Permissions that hang on one person are granted one by one and forgotten one by one; those of a group are reviewed once and end when the person leaves it.',
  remediation: {
    text: 'Give the permissions to a group or role, add the user to the group, then detach and delete the user’s own policies.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html',
  },
  resource: iam.user,
  needs: {},
  evaluate({ data }) {
    // A permissions boundary grants nothing.
    const attached = data.attached.map(({ name }) => name);
    const inline = data.inline.map(({ name }) => name);
    const evidence = { attached, inline, groups: data.groups };
    if (attached.length + inline.length === 0) return pass('Holds no policies of its own', evidence);
    return fail(`Holds policies of its own: ${[...attached, ...inline].join(', ')}`, evidence);
  },
});
