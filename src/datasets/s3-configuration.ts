/** How a bucket is configured: versions, locks, logs, lifecycle, encryption. */
import { collect, maybe, perAccount, perResource } from '../core/dataset.js';
import { absent, type Absent, type Gap, isAbsent, isGap } from '../core/fact.js';
import { anyOf, type Truth } from '../core/logic.js';
import type { Operation } from '../core/operation.js';
import type { Resource } from '../core/resource.js';
import { malformed } from '../core/unreadable.js';
import { required } from './require.js';
import { s3 } from './s3-client.js';
import { bucket } from './s3.js';

/**
 * Whether the bucket keeps versions, and asks for MFA to delete one. An answer without `Status` means that
 * versioning was never turned on, one without `MFADelete` that this was never configured (API_GetBucketVersioning):
 * here an empty answer says something.
 */
export const bucketVersioning = perResource(bucket, {
  name: 's3.bucketVersioning',
  operations: [s3.GetBucketVersioning],
  async read({ send, region }, _, { name }) {
    const answer = await send(s3.GetBucketVersioning, { Bucket: name });
    // The SDK hands on whatever string AWS says.
    const { Status, MFADelete }: { Status?: string | undefined; MFADelete?: string | undefined } = answer;
    const unreadable = (member: string): never =>
      malformed(s3.GetBucketVersioning, region, `its ${member} is not a value that AWS documents`);
    if (MFADelete !== undefined && MFADelete !== 'Enabled' && MFADelete !== 'Disabled') unreadable('MFADelete');
    const mfaDelete = MFADelete === 'Enabled';
    if (Status === undefined) return { status: 'never' as const, mfaDelete };
    if (Status !== 'Enabled' && Status !== 'Suspended') return unreadable('Status');
    return { status: Status, mfaDelete };
  },
});

/** What a bucket's Object Lock does to objects that come without a retention of their own. */
export interface DefaultRetention {
  /** `COMPLIANCE` (nobody can shorten it) or `GOVERNANCE` (some can). */
  readonly mode: string;
  readonly days?: number;
  readonly years?: number;
}

/** A bucket's Object Lock. */
export interface ObjectLock {
  readonly enabled: boolean;
  readonly defaultRetention?: DefaultRetention;
}

/** The bucket's Object Lock; absent where it has none. A rule may set an event hold alone, which is no retention. */
export const bucketObjectLock = perResource(bucket, {
  name: 's3.bucketObjectLock',
  operations: [s3.GetObjectLockConfiguration],
  async read({ send, region }, _, { name }): Promise<ObjectLock | Absent> {
    const at = { operation: s3.GetObjectLockConfiguration, region };
    const answer = await send(
      s3.GetObjectLockConfiguration,
      { Bucket: name },
      { absent: ['ObjectLockConfigurationNotFoundError'] },
    );
    if (isAbsent(answer)) return absent;
    const { ObjectLockEnabled, Rule } = required(answer.ObjectLockConfiguration, 'ObjectLockConfiguration', at);
    const enabled = required<string>(ObjectLockEnabled, 'ObjectLockEnabled', at) === 'Enabled';
    if (Rule === undefined) return { enabled };
    const { Mode, Days, Years, DefaultEventHold } = required(Rule.DefaultRetention, 'Rule.DefaultRetention', at);
    if (Mode === undefined && DefaultEventHold !== undefined) return { enabled };
    const mode = required(Mode, 'DefaultRetention.Mode', at);
    return {
      enabled,
      defaultRetention:
        Years === undefined
          ? { mode, days: required(Days, 'DefaultRetention.Days', at) }
          : { mode, years: required(Years, 'DefaultRetention.Years', at) },
    };
  },
});

/**
 * Where the bucket's server access log goes; absent where there is none. AWS says so by a status without
 * `LoggingEnabled` (API_GetBucketLogging), so an empty answer is an answer here.
 */
export const bucketLogging = perResource(bucket, {
  name: 's3.bucketLogging',
  operations: [s3.GetBucketLogging],
  async read({ send, region }, _, { name }) {
    const at = { operation: s3.GetBucketLogging, region };
    const { LoggingEnabled } = await send(s3.GetBucketLogging, { Bucket: name });
    if (LoggingEnabled === undefined) return absent;
    return {
      target: required(LoggingEnabled.TargetBucket, 'LoggingEnabled.TargetBucket', at),
      prefix: required(LoggingEnabled.TargetPrefix, 'LoggingEnabled.TargetPrefix', at),
    };
  },
});

/** The buckets that receive a server access log of a bucket of the account; ask it by {@link receivesAccessLogs}. */
export interface AccessLogTargets {
  readonly items: readonly string[];
  /** What could not be seen of the list of buckets. */
  readonly unlisted: readonly Gap[];
  /** Why it is not known where a bucket of that region logs to. */
  readonly unread: readonly { readonly region: string; readonly gap: Gap }[];
}

/** Where the buckets of the account log to. */
export const accessLogTargets = perAccount({
  name: 's3.accessLogTargets',
  needs: { buckets: maybe(collect(bucket, { logging: bucketLogging })) },
  async read(_, { buckets }): Promise<AccessLogTargets> {
    const targets = new Set<string>();
    const unread: { readonly region: string; readonly gap: Gap }[] = [];
    for (const { resource, logging } of buckets.items) {
      if (isGap(logging)) unread.push({ region: resource.region, gap: logging });
      else if (!isAbsent(logging)) targets.add(logging.target);
    }
    return { items: [...targets].sort(), unlisted: buckets.gaps, unread };
  },
});

/** Whether a bucket receives the access log of another; both are in one region (API_PutBucketLogging). */
export function receivesAccessLogs(
  { name, region }: Pick<Resource, 'name' | 'region'>,
  { items, unlisted, unread }: AccessLogTargets,
): Truth {
  const near = unread.filter((one) => one.region === region).map(({ gap }) => gap);
  return anyOf([items.includes(name), ...unlisted, ...near]);
}

/** One lifecycle rule. */
export interface LifecycleRule {
  readonly id?: string;
  readonly enabled: boolean;
  /** The key prefix it is limited to. */
  readonly prefix?: string;
  /** Whether tags or sizes limit it too. */
  readonly filtered: boolean;
  readonly expirationDays?: number;
  /** The instant from which objects expire. */
  readonly expirationDate?: string;
  readonly noncurrentDays?: number;
  readonly abortUploadDays?: number;
  /** Whether it moves objects to another storage class. */
  readonly transitions: boolean;
}

/** What the SDK gives of a lifecycle rule, as far as it is read. */
interface RuleAnswer {
  readonly ID?: string | undefined;
  readonly Status?: string | undefined;
  readonly Prefix?: string | undefined;
  readonly Filter?: (RuleFilter & { readonly And?: RuleFilter | undefined }) | undefined;
  readonly Expiration?: { readonly Days?: number | undefined; readonly Date?: Date | undefined } | undefined;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays?: number | undefined } | undefined;
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number | undefined } | undefined;
  readonly Transitions?: readonly unknown[] | undefined;
  readonly NoncurrentVersionTransitions?: readonly unknown[] | undefined;
}

interface RuleFilter {
  readonly Prefix?: string | undefined;
  readonly Tag?: unknown;
  readonly Tags?: unknown;
  readonly ObjectSizeGreaterThan?: number | undefined;
  readonly ObjectSizeLessThan?: number | undefined;
}

/** The rules of an answer of GetBucketLifecycleConfiguration, of a bucket of either kind. */
export function lifecycleRules(
  rules: readonly RuleAnswer[] | undefined,
  at: { readonly operation: Operation; readonly region: string },
): readonly LifecycleRule[] {
  return required(rules, 'Rules', at).map((rule) => {
    const filters = [rule.Filter ?? {}, rule.Filter?.And ?? {}];
    const prefix = [rule.Prefix, ...filters.map(({ Prefix }) => Prefix)].find((one) => one !== undefined && one !== '');
    return {
      enabled: required(rule.Status, 'Status', at) === 'Enabled',
      filtered: filters.some(({ Tag, Tags, ObjectSizeGreaterThan, ObjectSizeLessThan }) =>
        [Tag, Tags, ObjectSizeGreaterThan, ObjectSizeLessThan].some((limit) => limit !== undefined),
      ),
      transitions: rule.Transitions !== undefined || rule.NoncurrentVersionTransitions !== undefined,
      ...defined({
        id: rule.ID,
        prefix,
        expirationDays: rule.Expiration?.Days,
        expirationDate: rule.Expiration?.Date?.toISOString(),
        noncurrentDays: rule.NoncurrentVersionExpiration?.NoncurrentDays,
        abortUploadDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
      }),
    };
  });
}

/** The members that are there. */
function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const there = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** The bucket's lifecycle rules, disabled ones included; absent where it has no lifecycle configuration. */
export const bucketLifecycle = perResource(bucket, {
  name: 's3.bucketLifecycle',
  operations: [s3.GetBucketLifecycleConfiguration],
  async read({ send, region }, _, { name }) {
    const at = { operation: s3.GetBucketLifecycleConfiguration, region };
    const answer = await send(at.operation, { Bucket: name }, { absent: ['NoSuchLifecycleConfiguration'] });
    return isAbsent(answer) ? absent : lifecycleRules(answer.Rules, at);
  },
});

/** How objects that come without an encryption of their own are encrypted. */
export interface DefaultEncryption {
  /** `AES256`, `aws:kms` or `aws:kms:dsse`. */
  readonly algorithm: string;
  /** The KMS key as it is configured; where it is missing with KMS, S3 uses the AWS managed key aws/s3. */
  readonly keyId?: string;
  readonly bucketKey: boolean;
  /** What S3 refuses to encrypt with here: `SSE-C`. */
  readonly blocked: readonly string[];
}

/**
 * The bucket's default encryption. Every bucket has one since 2023, so an answer without a rule is a gap.
 * `BucketKeyEnabled` and `BlockedEncryptionTypes` are settings that a rule need not have: what is not set is off.
 */
export const bucketEncryption = perResource(bucket, {
  name: 's3.bucketEncryption',
  operations: [s3.GetBucketEncryption],
  async read({ send, region }, _, { name }): Promise<DefaultEncryption> {
    const at = { operation: s3.GetBucketEncryption, region };
    const { ServerSideEncryptionConfiguration: configuration } = await send(s3.GetBucketEncryption, { Bucket: name });
    const rule = required(configuration?.Rules?.[0], 'encryption rule', at);
    const encryption = required(rule.ApplyServerSideEncryptionByDefault, 'ApplyServerSideEncryptionByDefault', at);
    return {
      algorithm: required(encryption.SSEAlgorithm, 'SSEAlgorithm', at),
      ...defined({ keyId: encryption.KMSMasterKeyID }),
      bucketKey: rule.BucketKeyEnabled === true,
      blocked:
        rule.BlockedEncryptionTypes === undefined
          ? []
          : required(rule.BlockedEncryptionTypes.EncryptionType, 'BlockedEncryptionTypes.EncryptionType', at),
    };
  },
});
