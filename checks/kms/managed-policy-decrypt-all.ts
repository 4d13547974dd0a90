import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import { managedPolicy } from '../../src/datasets/iam-entities.js';
import { policyOf } from '../../src/datasets/iam-policies.js';
import { listFlaws } from '../../src/policy/flaw.js';
import { decryptsWithAllKeys } from '../../src/policy/grants.js';

export default defineCheck({
  id: 'kms-managed-policy-decrypt-all',
  title: 'Customer managed policies name the keys they may decrypt with',
  severity: 'medium',
  recommendation: 'restrict-key-access',
  rationale: 'Whoever may decrypt with every key may read whatever data they come by, whomever it was encrypted for.',
  remediation: {
    text: 'Name the keys, or those of one Region, in the Resource of the statements that allow kms:Decrypt or kms:ReEncryptFrom.',
    url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html',
  },
  resource: managedPolicy,
  needs: { policy: policyOf },
  evaluate({ data: { attachments, boundaryUses } }, { policy }) {
    const uses = { attachments, boundaryUses };
    if (attachments === 0 && boundaryUses > 0) {
      return notApplicable('The policy is a permissions boundary, which allows nothing by itself', uses);
    }
    const { flaws, conditional } = decryptsWithAllKeys(policy);
    if (flaws.length === 0) return pass('Allows decryption with named keys at most', uses);
    const limits = conditional ? ' (a condition limits that)' : '';
    const unused = attachments === 0 ? ' (the policy is attached to nothing)' : '';
    return fail(
      `Keys are not named: ${listFlaws(flaws)}${limits}${unused}`,
      { ...uses, flaws },
      conditional || attachments === 0 ? { severity: 'low' } : {},
    );
  },
});
