/** What the formats for CI systems have in common: they know files and sentences, not resources. */
import { toUSVString } from 'node:util';
import type { Finding, Suppression } from '../src/core/finding.js';

/**
 * A relative path that stands for the resource of a finding: `aws/<account>/<region>/<service>/<name>`, each segment
 * percent-encoded. GitHub rejects an upload with an absolute URI, so it is never one; the ARN stands elsewhere.
 */
export function pathOf(finding: Finding, name = finding.resource.name): string {
  const { account, region, resource } = finding;
  return ['aws', account, region, serviceOf(resource.type), name].map(segment).join('/');
}

/** The service of a CloudFormation type: `s3` of `AWS::S3::Bucket`, `account` of `AWS::::Account`. */
function serviceOf(type: string): string {
  const [, service = '', ...rest] = type.split('::');
  return (service === '' ? (rest.at(-1) ?? type) : service).toLowerCase();
}

function segment(text: string): string {
  // A user may be named `..`, and browsers read `%2E%2E` as that too.
  if (/^\.*$/.test(text)) return text === '' ? '_' : text.replaceAll('.', '%252E');
  return encodeURIComponent(toUSVString(text));
}

/** The resource of a finding and where it is: `my-bucket (eu-west-1)`. Not yet fit to be shown. */
export function subjectOf({ resource, region }: Finding): string {
  return `${resource.name} (${region})`;
}

/**
 * What the finding says of its resource; of an unknown also why, with the permissions that were missing, each told
 * once. Not yet fit to be shown.
 */
export function sentenceOf({ message, gaps }: Finding): string {
  const why = gaps.map((gap) => gap.message).filter((words) => !message.includes(words));
  const missing = gaps.flatMap(({ kind, actions = [] }) => (kind === 'denied' ? actions : []));
  const permissions = missing.length === 0 ? [] : [`Permissions missing: ${[...new Set(missing)].join(', ')}.`];
  return [message, ...new Set(why), ...permissions].join(' ');
}

/** Who accepted a finding, until when and why. Not yet fit to be shown. */
export function acceptanceOf({ reason, owner, expires, ticket }: Suppression): string {
  return `Accepted by ${owner} until ${expires}: ${reason}${ticket === undefined ? '' : ` (${ticket})`}.`;
}
