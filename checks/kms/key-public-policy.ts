import { defineCheck, fail, isAbsent, notApplicable, pass, plural } from '../../src/core/index.js';
import * as kms from '../../src/datasets/kms.js';
import { describeStatement, statementName } from '../../src/policy/describe.js';
import { publicKeyStatements } from '../../src/policy/public.js';

export default defineCheck({
  id: 'kms-key-public-policy',
  title: 'Key policies do not admit everyone',
  severity: 'critical',
  recommendation: 'control-resource-based-policies',
  rationale:
    'A key policy that admits everyone lets any AWS account decrypt with the key, whatever guards the data itself.',
  remediation: {
    text: 'Name the principals that may use the key, or add a condition on kms:CallerAccount or aws:PrincipalOrgID with fixed values.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
  },
  resource: kms.key,
  needs: { metadata: kms.keyMetadata, policy: kms.keyPolicy },
  evaluate(_, { metadata, policy }) {
    const { manager, state } = metadata;
    if (isAbsent(policy)) return notApplicable('AWS manages this key and its policy', { manager });
    const open = publicKeyStatements(policy).filter((grant) => grant.public);
    const evidence = {
      state,
      publicStatements: policy.statements
        .filter(({ index }) => open.some((grant) => grant.index === index))
        .map((statement) => describeStatement(statement)),
      why: open.map(({ why }) => why),
    };
    if (open.length === 0) {
      return pass(`None of ${plural(policy.statements.length, 'statement')} admits everyone`, evidence);
    }
    const message = `Open to everyone through ${open.map(statementName).join(', ')} of its key policy`;
    return kms.isToBeDeleted(metadata)
      ? fail(`${message}; in state ${state} the key cannot be used`, evidence, { severity: 'low' })
      : fail(message, evidence);
  },
});
