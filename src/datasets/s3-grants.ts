import { perResource } from '../core/dataset.js';
import { type Absent, absent, isAbsent } from '../core/fact.js';
import { type CrossAccountGrant, crossAccountGrants } from '../policy/cross-account.js';
import { describeStatement } from '../policy/describe.js';
import { bucket, bucketPolicy } from './s3.js';
import { changesData, protectionCovered } from './s3-actions.js';

/** What one statement of a bucket policy lets the principals of one other account do. */
export interface BucketGrant extends Omit<CrossAccountGrant, 'action'> {
  /** Actions that hand over the protection of the bucket. */
  readonly protection: readonly string[];
  /** True when it covers further actions that change the bucket or its objects. */
  readonly changesData: boolean;
  /** What the statement says, cut. */
  readonly statement: string;
}

/** What the bucket policy lets other accounts do; absent when there is no policy. */
export const crossAccountAccess = perResource(bucket, {
  name: 's3.crossAccountAccess',
  needs: { policy: bucketPolicy },
  async read({ account }, { policy }): Promise<readonly BucketGrant[] | Absent> {
    if (isAbsent(policy)) return absent;
    const described = new Map(policy.statements.map((one) => [one.index, describeStatement(one)]));
    return crossAccountGrants(policy, account).map(({ action, ...grant }) => ({
      ...grant,
      protection: protectionCovered(action),
      changesData: changesData(action),
      statement: described.get(grant.index) ?? '',
    }));
  },
});

/** True for a grant to an account on the list, and for one limited to named organizations. */
export function isTrusted({ account, organizations }: BucketGrant, trusted: readonly string[]): boolean {
  return organizations !== undefined || trusted.includes(account);
}

/** Who a grant is to, in words. */
export function grantee({ account, organizations }: BucketGrant): string {
  const who = {
    anyone: 'every account',
    unstated: 'a principal that does not say its account',
  }[account];
  return `${who ?? `account ${account}`}${organizations ? ` in ${organizations.join(', ')}` : ''}`;
}
