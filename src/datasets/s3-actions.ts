import { matchesAction } from '../policy/match.js';
import type { Patterns } from '../policy/policy.js';
import { covers } from '../policy/refuse.js';

/**
 * The actions that hand a bucket's protection to whoever may do them: the list of the control S3.6.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6
 */
const protectionActions: readonly string[] = [
  's3:DeleteBucketPolicy',
  's3:PutBucketAcl',
  's3:PutBucketPolicy',
  's3:PutEncryptionConfiguration',
  's3:PutObjectAcl',
];

/** Which of {@link protectionActions} an `Action` or `NotAction` covers. */
export function protectionCovered({ negated, patterns }: Patterns): readonly string[] {
  return protectionActions.filter((action) => patterns.some((pattern) => matchesAction(pattern, action)) !== negated);
}

/**
 * True when an `Action` or `NotAction` of a bucket policy covers an action that changes the bucket or its objects.
 *
 * The actions of S3 that only read are called `Get…`, `List…` or `Describe…`; whatever else a pattern may stand for
 * changes something, actions that are still to come included. `NotAction` always leaves one of them in, unless it
 * excludes S3 as a whole.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function changes(action: Patterns): boolean {
  if (action.negated) return !covers({ ...action, negated: false }, 's3:*', matchesAction);
  return action.patterns.some((pattern) => !/^s3:(?:g|l|desc)/i.test(pattern));
}

/** True when it covers such an action besides {@link protectionActions}. */
export function changesData(action: Patterns): boolean {
  if (action.negated) return changes(action);
  const named = protectionActions.map((one) => one.toLowerCase());
  const patterns = action.patterns.filter((pattern) => !named.includes(pattern.toLowerCase()));
  return changes({ ...action, patterns });
}
