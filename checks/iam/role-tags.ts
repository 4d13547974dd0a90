import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-entities.js';
import { tagKeys } from '../../src/datasets/iam-tags.js';

export default defineCheck({
  id: 'iam-role-tags',
  title: 'Roles carry the required tags',
  severity: 'informational',
  recommendation: 'tag-iam-identities',
  rationale: 'A role says what it may do and not whose it is; without an owner nobody dares to change or delete it.',
  remediation: {
    text: 'Tag the role with the required keys.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html',
  },
  resource: iam.role,
  needs: {},
  options: {
    keys: { default: ['owner'], description: 'tag keys that every role must have; empty, any tag will do' },
  },
  evaluate(role, _, { options: { keys } }) {
    const { present, missing } = tagKeys(role.data.tags, keys);
    const evidence = { tagKeys: present, required: keys };
    if (iam.isServiceLinked(role)) return notApplicable('The role belongs to an AWS service', evidence);
    if (iam.isIdentityCenterRole(role)) return notApplicable('The role belongs to IAM Identity Center', evidence);
    if (missing.length > 0) return fail(`Lacks the tags ${missing.join(', ')}`, evidence);
    return present.length === 0 ? fail('Has no tags', evidence) : pass('Has the required tags', evidence);
  },
});
