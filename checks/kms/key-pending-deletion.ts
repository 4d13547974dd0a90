import { defineCheck, fail, notApplicable, pass } from '../../src/core/index.js';
import * as kms from '../../src/datasets/kms.js';

export default defineCheck({
  id: 'kms-key-pending-deletion',
  title: 'No customer managed key waits to be deleted without approval',
  severity: 'high',
  recommendation: 'control-key-deletion',
  rationale: 'Once KMS has deleted a key, nobody can ever read what was encrypted with it.',
  remediation: {
    text: 'Cancel the deletion unless it is meant, and disable the key first to see who still needs it. A key whose deletion is meant goes on the list of approved keys.',
    cli: 'aws kms cancel-key-deletion --key-id {arn} --region {region}',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  },
  resource: kms.key,
  needs: { metadata: kms.keyMetadata },
  options: {
    approved: { default: [], description: 'ids or ARNs of the keys whose deletion is approved; these pass' },
  },
  evaluate({ key, name }, { metadata }, { options: { approved } }) {
    const { manager, state, deletion } = metadata;
    const evidence = { manager, state, deletion: deletion ?? null };
    if (manager !== 'CUSTOMER') return notApplicable('AWS manages this key', evidence);
    if (!kms.isToBeDeleted(metadata)) return pass(`The key is in state ${state}`, evidence);
    const when = deletion === undefined ? 'once its replicas are gone' : `on ${deletion.toISOString()}`;
    return approved.includes(name) || approved.includes(key)
      ? pass(`KMS deletes the key ${when}, which is approved`, { ...evidence, approved: true })
      : fail(`KMS deletes the key ${when}`, evidence);
  },
});
