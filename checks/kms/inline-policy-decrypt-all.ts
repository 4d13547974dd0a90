import { anyOf, defineCheck, fail, isGap, known, notApplicable, pass, undecided } from '../../src/core/index.js';
import { identity } from '../../src/datasets/iam-entities.js';
import { inlinePoliciesOf } from '../../src/datasets/iam-policies.js';
import { listFlaws } from '../../src/policy/flaw.js';
import { decryptsWithAllKeys } from '../../src/policy/grants.js';

export default defineCheck({
  id: 'kms-inline-policy-decrypt-all',
  title: 'Inline policies name the keys they may decrypt with',
  severity: 'medium',
  recommendation: 'restrict-key-access',
  rationale: 'Whoever may decrypt with every key may read whatever data they come by, whomever it was encrypted for.',
  remediation: {
    text: 'Name the keys, or those of one Region, in the Resource of the statements that allow kms:Decrypt or kms:ReEncryptFrom.',
    url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html',
  },
  resource: identity,
  needs: { inline: inlinePoliciesOf },
  evaluate(_, { inline }) {
    if (inline.length === 0) return notApplicable('It has no inline policy', { inline: 0 });
    const judged = inline.map(({ name, policy }) => ({ name, grants: known(policy, decryptsWithAllKeys) }));
    const someWide = anyOf(judged.map(({ grants }) => known(grants, ({ flaws }) => flaws.length > 0)));
    if (isGap(someWide)) return undecided(someWide, 'An inline policy could not be judged', { judged });
    if (!someWide) return pass('Allows decryption with named keys at most', { inline: inline.length });
    const bad = judged.flatMap(({ name, grants }) =>
      isGap(grants) || grants.flaws.length === 0 ? [] : [{ name, ...grants }],
    );
    // A policy that could not be judged may be worse than those that could.
    const conditional = bad.every((one) => one.conditional) && judged.every(({ grants }) => !isGap(grants));
    const shown = bad.map(({ name, flaws }) => `${name}, ${listFlaws(flaws)}`).join('; ');
    const limits = conditional ? ' (a condition limits that)' : '';
    return fail(`Keys are not named: ${shown}${limits}`, { bad }, conditional ? { severity: 'low' } : {});
  },
});
