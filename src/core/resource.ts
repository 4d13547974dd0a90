import type { Gap } from './fact.js';

declare const typeName: unique symbol;

/** Whether resources of a type live in a region or, like IAM's, once per account. */
export type Reach = 'global' | 'regional';

/** One AWS thing that checks judge. Branded by its type: structure alone does not tell a key from an alias. */
export interface Resource<Name extends string = string, Data = unknown> {
  readonly [typeName]?: Name;
  /** CloudFormation type, for example `AWS::S3::Bucket`. */
  readonly type: string;
  /** What identifies it for ever: the ARN, or the owner's ARN plus values that never pass to another thing. */
  readonly key: string;
  readonly arn?: string;
  /** What people call it. */
  readonly name: string;
  /** The name of the thing it belongs to (the user of an access key). */
  readonly owner?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Where it lives, or `global`. Never where it was seen. */
  readonly region: string;
  /** What listing told of it. */
  readonly data: Data;
}

/** What a lister says of one resource; the engine makes the {@link Resource} of it. */
export interface Listed<Data> {
  /** CloudFormation type, where the resource type is a union; else the resource type's. */
  readonly type?: string;
  /** Defaults to the ARN. */
  readonly key?: string;
  readonly arn?: string;
  readonly name: string;
  readonly owner?: string;
  /** Where the listing tells them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Defaults to the region listed, `global` for global types. */
  readonly region?: string;
  /** The account that owns it, where that may be another: then it is evidence and not judged here. */
  readonly account?: string;
  /** Where it was read from beside the listing itself. */
  readonly sources?: readonly string[];
  readonly data: Data;
}

/** Identity of what a finding is about. */
export type Subject = Pick<Resource, 'type' | 'key' | 'name' | 'region' | 'arn' | 'tags'>;

/** A part of a listing that is not known; `at` names the resource it is about, else it is the whole scope. */
export interface ListingGap {
  readonly gap: Gap;
  readonly at?: Subject;
  /** Where it was read from beside the listing itself. */
  readonly sources?: readonly string[];
}

/** One page of a listing. */
export interface Page<Data> {
  readonly items: readonly Listed<Data>[];
  readonly gaps?: readonly ListingGap[];
  /** How many of its items were deleted since they were listed, confirmed by a second look of the lister's own. */
  readonly gone?: number;
}
