/** The parts that users, groups, roles and policies have in GetAccountAuthorizationDetails. For datasets only. */
import { createGap, type Gap } from '../core/fact.js';
import { type Operation, operationId } from '../core/operation.js';
import { iam } from './iam-client.js';
import { required } from './require.js';

/** What AWS sends of an attached policy, an inline policy and a tag; the package's own types name no SDK. */
interface Attached {
  readonly PolicyArn?: string | undefined;
  readonly PolicyName?: string | undefined;
}

interface PolicyDetail {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
}

interface Tagged {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** A managed policy that is attached to a user, group or role. */
export interface AttachedPolicy {
  readonly arn: string;
  readonly name: string;
}

/** An inline policy: its document is JSON text, or what AWS sent where that cannot be decoded. */
export interface InlineDocument {
  readonly name: string;
  readonly document: string;
}

/** A tag. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What is asked, for gaps. */
export const at: { readonly operation: Operation; readonly region: string } = {
  operation: iam.GetAccountAuthorizationDetails,
  region: 'global',
};

/** A part of the answer that cannot be judged, where the rest can. */
export function malformedDetail(what: string): Gap {
  const { operation, region } = at;
  const message = `The answer of ${operationId(operation)} cannot be judged: ${what}.`;
  return createGap({
    kind: 'malformed',
    operation: operationId(operation),
    actions: operation.actions,
    region,
    message,
  });
}

/** The managed policies that are attached. */
export function attachedOf(list: readonly Attached[] | undefined): AttachedPolicy[] {
  return required(list, 'AttachedManagedPolicies', at).map(({ PolicyArn, PolicyName }) => ({
    arn: required(PolicyArn, 'PolicyArn', at),
    name: required(PolicyName, 'PolicyName', at),
  }));
}

/** The inline policies of the named member. */
export function inlineOf(list: readonly PolicyDetail[] | undefined, member: string): InlineDocument[] {
  return required(list, member, at).map(({ PolicyName, PolicyDocument }) => ({
    name: required(PolicyName, 'PolicyName', at),
    document: decoded(required(PolicyDocument, 'PolicyDocument', at)),
  }));
}

/** The permissions boundary, where there is one. */
export function boundaryOf(boundary: { PermissionsBoundaryArn?: string | undefined } | undefined): {
  boundary?: string;
} {
  if (boundary === undefined) return {};
  return { boundary: required(boundary.PermissionsBoundaryArn, 'PermissionsBoundaryArn', at) };
}

/** Tags; AWS leaves the list out where there are none. */
export function tagsOf(tags: readonly Tagged[] = []): Tag[] {
  return tags.map(({ Key, Value }) => ({ key: required(Key, 'Key', at), value: required(Value, 'Value', at) }));
}

/** Tags by key. */
export function tagMap(tags: readonly Tagged[] | undefined): Record<string, string> {
  return Object.fromEntries(tagsOf(tags).map(({ key, value }) => [key, value]));
}

/** JSON text of a document, which AWS sends URL-encoded (RFC 3986); what cannot be decoded stays as it is. */
export function decoded(document: string): string {
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}
