import { defineCheck, fail, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';
import { tagKeys } from '../../src/datasets/iam-tags.js';

export default defineCheck({
  id: 'iam-user-tags',
  title: 'Users carry the required tags',
  severity: 'informational',
  recommendation: 'tag-iam-identities',
  rationale:
    'A user that stands for a program bears no person’s name; its tags tell whom to ask before its keys are taken away.',
  remediation: {
    text: 'Tag the user with the required keys.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_users.html',
  },
  resource: iam.user,
  needs: {},
  options: {
    keys: { default: ['owner'], description: 'tag keys that every user must have; empty, any tag will do' },
  },
  evaluate({ data }, _, { options: { keys } }) {
    const { present, missing } = tagKeys(data.tags, keys);
    const evidence = { tagKeys: present, required: keys };
    if (missing.length > 0) return fail(`Lacks the tags ${missing.join(', ')}`, evidence);
    return present.length === 0 ? fail('Has no tags', evidence) : pass('Has the required tags', evidence);
  },
});
