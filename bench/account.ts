/**
 * The synthetic account that the bench scans: every resource is made from its index
 * when it is asked for, so an account of any size takes no memory.
 */

/** How large the account is. */
export interface AccountShape {
  readonly buckets: number;
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  /** Customer managed ones. */
  readonly policies: number;
  readonly keysPerRegion: number;
  readonly trails: number;
}

export const accountId = '123456789012';

/** The enabled regions; the first is where global services answer. */
export const regions = ['us-east-1', 'eu-west-1'] as const;

/** A region of the partition that the account has not enabled. */
export const closedRegion = 'ap-east-1';

/** How often `GenerateCredentialReport` must be asked again before the report is complete. */
export const reportPolls = 1;

/** What of a bucket, user or trail goes where: resources alternate between the regions. */
export function regionOf(index: number): string {
  return regions[index % regions.length] as string;
}

function numbered(prefix: string, index: number): string {
  return `${prefix}-${String(index).padStart(6, '0')}`;
}

/** The index in a name, id or ARN made here. */
export function indexIn(name: string): number {
  return Number(/(\d+)$/.exec(name)?.[1] ?? Number.NaN);
}

export function bucketName(index: number): string {
  return numbered('bench-bucket', index);
}

/** What policy a bucket has: 1 % public, half of the rest not public, the others none. */
export function bucketPolicy(index: number): 'public' | 'private' | 'none' {
  if (index % 100 === 7) return 'public';
  return index % 2 === 0 ? 'private' : 'none';
}

export function userName(index: number): string {
  return numbered('bench-user', index);
}

export function userArn(index: number): string {
  return `arn:aws:iam::${accountId}:user/${userName(index)}`;
}

export function groupName(index: number): string {
  return numbered('bench-group', index);
}

export function roleName(index: number): string {
  return numbered('bench-role', index);
}

export function policyName(index: number): string {
  return numbered('bench-policy', index);
}

/** Whether a user's two access key slots hold an active, an inactive or no key. */
export function userKeys(index: number): readonly ['active' | 'inactive' | 'none', 'active' | 'inactive' | 'none'] {
  if (index % 40 === 0) return ['active', 'active'];
  if (index % 20 === 0) return ['none', 'active'];
  return index % 3 === 0 ? ['inactive', 'none'] : ['none', 'none'];
}

export function keyId(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

const keyKinds = [
  'aws-managed',
  'asymmetric',
  'disabled',
  'imported',
  'replica',
  'primary',
  'rotating',
  'rotating',
  'not-rotating',
  'not-rotating',
] as const;

/** The kinds of KMS keys an account holds. */
export type KeyKind = (typeof keyKinds)[number];

export function keyKind(index: number): KeyKind {
  return keyKinds[index % keyKinds.length] as KeyKind;
}

/** Whether AWS can rotate a key of this kind automatically and here (the rule stands in KMS `EnableKeyRotation`). */
export function canRotate(kind: KeyKind): boolean {
  return kind === 'primary' || kind === 'rotating' || kind === 'not-rotating';
}

export function trailName(index: number): string {
  return numbered('bench-trail', index);
}

/** Every other pair of trails covers all regions and is shown as a shadow trail in those it does not live in. */
export function isMultiRegion(index: number): boolean {
  return index % 4 < 2;
}

/** `count` indices as an array, those for which `keep` holds. */
export function indices(count: number, keep: (index: number) => boolean = () => true): number[] {
  const kept: number[] = [];
  for (let index = 0; index < count; index++) if (keep(index)) kept.push(index);
  return kept;
}
