/** What AWS SDK clients put on the wire: requests told apart, answers and errors in each service's own form. */
import type { IncomingHttpHeaders } from 'node:http';

/** One request as the endpoint understands it. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** The input as sent; with operation and region it tells two calls apart. */
  readonly input: string;
}

/** An HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const s3Subresources: Readonly<Record<string, string>> = {
  policyStatus: 'GetBucketPolicyStatus',
  policy: 'GetBucketPolicy',
  acl: 'GetBucketAcl',
  publicAccessBlock: 'GetPublicAccessBlock',
  versioning: 'GetBucketVersioning',
  lifecycle: 'GetBucketLifecycleConfiguration',
  'object-lock': 'GetObjectLockConfiguration',
  logging: 'GetBucketLogging',
  encryption: 'GetBucketEncryption',
  ownershipControls: 'GetBucketOwnershipControls',
};

const s3ControlPaths: Readonly<Record<string, string>> = {
  'configuration/publicAccessBlock': 'GetPublicAccessBlock',
  accesspoint: 'ListAccessPoints',
  'mrap/instances': 'ListMultiRegionAccessPoints',
};

/** Operations of services that are told apart by path. */
const restPaths: Readonly<Record<string, string>> = {
  '/analyzer': 'ListAnalyzers',
  '/getAlternateContact': 'GetAlternateContact',
  '/getContactInformation': 'GetContactInformation',
};

/** Clients whose requests are signed for by another name. */
const clients: Readonly<Record<string, string>> = { 'access-analyzer': 'accessanalyzer', sso: 'sso-admin' };

/** Reads a request; the service and region are those it was signed for. */
export function readCall(url: string, headers: IncomingHttpHeaders, body: string): Call {
  const [, , region = '', signed = ''] = (headers.authorization ?? '').split('/', 4);
  const service = clients[signed] ?? signed;
  if (service === 's3' && url.startsWith('/v20180820/')) {
    const path = url.slice('/v20180820/'.length).split('?', 1)[0] ?? '';
    const operation = s3ControlPaths[path] ?? url;
    return { service: 's3-control', operation, region, input: String(headers['x-amz-account-id']) };
  }
  // Directory buckets are signed for by another name.
  if (service === 's3express') return { service: 's3', operation: 'ListDirectoryBuckets', region, input: url };
  if (service === 's3') return { service, operation: s3Operation(url), region, input: url };
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return { service, operation: target.slice(target.indexOf('.') + 1), region, input: body };
  }
  const rest = restPaths[url.split('?', 1)[0] ?? ''];
  if (rest !== undefined) return { service, operation: rest, region, input: `${url} ${body}` };
  return { service, operation: /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? url, region, input: body };
}

function s3Operation(url: string): string {
  if (url.startsWith('/?')) return 'ListBuckets';
  const subresource = /\?([\w-]+)/.exec(url)?.[1] ?? '';
  return s3Subresources[subresource] ?? url;
}

export function xml(body: string, status = 200): Reply {
  return { status, type: 'text/xml', body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

export function json(body: object, status = 200): Reply {
  return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify(body) };
}

/** A result of the AWS Query protocol (STS and IAM). */
export function queryResult(call: Call, result: string): Reply {
  const { operation } = call;
  const metadata = '<ResponseMetadata><RequestId>bench</RequestId></ResponseMetadata>';
  return xml(
    `<${operation}Response><${operation}Result>${result}</${operation}Result>${metadata}</${operation}Response>`,
  );
}

/** An error in the form of the call's service. */
export function failure(call: Call, code: string, status: number): Reply {
  const message = `${code} by the bench`;
  switch (call.service) {
    case 's3':
    case 's3-control':
      return xml(
        `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>bench</RequestId></Error>`,
        status,
      );
    case 'ec2':
      return xml(
        `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>` +
          '<RequestID>bench</RequestID></Response>',
        status,
      );
    case 'iam':
    case 'sts':
      return xml(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>` +
          '<RequestId>bench</RequestId></ErrorResponse>',
        status,
      );
    default:
      return json({ __type: code, message }, status);
  }
}

/** How each service says that it is asked too often. */
export function throttled(call: Call): Reply {
  switch (call.service) {
    case 's3':
    case 's3-control':
      return failure(call, 'SlowDown', 503);
    case 'ec2':
      return failure(call, 'RequestLimitExceeded', 503);
    case 'iam':
    case 'sts':
      return failure(call, 'Throttling', 400);
    default:
      return failure(call, 'ThrottlingException', 400);
  }
}
