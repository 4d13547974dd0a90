import { errorAnswer, type Answer } from './answer.js';
import type { Call } from './call.js';

/** The kind of policy that refuses a call. */
export type Refusal = 'identity' | 'scp' | 'resource' | 'boundary';

/** Something that goes wrong with some calls. */
export interface Fault {
  readonly when: (call: Call) => boolean;
  readonly what:
    | { readonly kind: 'deny'; readonly by: Refusal; readonly action: string }
    | { readonly kind: 'throttle' }
    | { readonly kind: 'html' }
    | { readonly kind: 'hang' }
    | { readonly kind: 'delay'; readonly milliseconds: number };
}

const caller = 'arn:aws:sts::123456789012:assumed-role/security-audit/lintel';

/**
 * How AWS says which policy refused.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function reason(action: string, by: Refusal): string {
  switch (by) {
    case 'identity':
      return `because no identity-based policy allows the ${action} action`;
    case 'boundary':
      return `because no permissions boundary allows the ${action} action`;
    case 'scp':
      return 'with an explicit deny in a service control policy';
    case 'resource':
      return 'with an explicit deny in a resource-based policy';
  }
}

/** What the refused call was about, where the service names it. */
function target(call: Call): string {
  const { Bucket, KeyId, UserName } = call.input;
  if (call.service === 's3express' && typeof Bucket === 'string') {
    return ` on resource: "arn:aws:s3express:${call.region}:123456789012:bucket/${Bucket}"`;
  }
  if (typeof Bucket === 'string') return ` on resource: "arn:aws:s3:::${Bucket}"`;
  if (typeof KeyId === 'string') {
    const arn = KeyId.startsWith('arn:') ? KeyId : `arn:aws:kms:${call.region}:123456789012:key/${KeyId}`;
    return ` on resource: ${arn}`;
  }
  if (typeof UserName === 'string') return ` on resource: user ${UserName}`;
  return call.service === 'iam' ? ' on resource: *' : '';
}

function denied(call: Call, action: string, by: Refusal): Answer {
  const refusal = `User: ${caller} is not authorized to perform: ${action}${target(call)} ${reason(action, by)}`;
  switch (call.service) {
    case 'ec2': {
      const message = `You are not authorized to perform this operation. ${refusal}`;
      return errorAnswer(call, 403, 'UnauthorizedOperation', message);
    }
    case 'iam':
    case 'sts':
    case 's3':
    case 's3express':
    case 's3-control':
      return errorAnswer(call, 403, 'AccessDenied', refusal);
    case 'accessanalyzer':
    case 'account':
      return errorAnswer(call, 403, 'AccessDeniedException', refusal);
    default:
      return errorAnswer(call, 400, 'AccessDeniedException', refusal);
  }
}

function throttled(call: Call): Answer {
  switch (call.service) {
    case 'ec2':
      return errorAnswer(call, 503, 'RequestLimitExceeded', 'Request limit exceeded.');
    case 's3':
    case 's3express':
    case 's3-control':
      return errorAnswer(call, 503, 'SlowDown', 'Please reduce your request rate.');
    case 'iam':
    case 'sts':
      return errorAnswer(call, 400, 'Throttling', 'Rate exceeded');
    default:
      return errorAnswer(call, 400, 'ThrottlingException', 'Rate exceeded');
  }
}

const htmlPage: Answer = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>',
};

/**
 * What becomes of a call under a fault: an answer in AWS's place; undefined after a delay, when the call goes on.
 * A hang never settles.
 */
export async function suffer(call: Call, { what }: Fault): Promise<Answer | undefined> {
  switch (what.kind) {
    case 'deny':
      return denied(call, what.action, what.by);
    case 'throttle':
      return throttled(call);
    case 'html':
      return htmlPage;
    case 'hang':
      return new Promise(() => undefined);
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, what.milliseconds));
      return undefined;
  }
}
