import type { IncomingHttpHeaders } from 'node:http';

/** One API call, as its request tells. */
export interface Call {
  /** Service id as in the SDK package name, for example `s3-control`; `s3express` for a directory bucket. */
  readonly service: string;
  /** Operation name as in the AWS API reference; for S3 requests not named here, method and path. */
  readonly operation: string;
  /** The region the request was signed for. */
  readonly region: string;
  /** The input, as far as it decides: query parameters, JSON body, or the bucket. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** A request as it came in. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const s3Subresources: Readonly<Record<string, string>> = {
  acl: 'GetBucketAcl',
  encryption: 'GetBucketEncryption',
  lifecycle: 'GetBucketLifecycleConfiguration',
  location: 'GetBucketLocation',
  logging: 'GetBucketLogging',
  'object-lock': 'GetObjectLockConfiguration',
  ownershipControls: 'GetBucketOwnershipControls',
  policy: 'GetBucketPolicy',
  policyStatus: 'GetBucketPolicyStatus',
  publicAccessBlock: 'GetPublicAccessBlock',
  versioning: 'GetBucketVersioning',
};

function s3(method: string, url: URL): Pick<Call, 'operation' | 'input'> {
  const [, bucket = '', ...key] = decodeURIComponent(url.pathname).split('/');
  const parameters = Object.fromEntries(url.searchParams);
  delete parameters['x-id'];
  if (bucket === '') return { operation: method === 'GET' ? 'ListBuckets' : `${method} /`, input: parameters };
  const named = Object.keys(parameters).find((name) => name in s3Subresources);
  const read = method === 'GET' && key.every((part) => part === '') && named !== undefined;
  return {
    operation: read ? (s3Subresources[named] as string) : `${method} ${url.pathname}${url.search}`,
    input: { Bucket: bucket },
  };
}

const s3ControlReads: readonly (readonly [RegExp, string])[] = [
  [/^configuration\/publicAccessBlock$/, 'GetPublicAccessBlock'],
  [/^accesspoint$/, 'ListAccessPoints'],
  [/^accesspoint\/(?<Name>[^/]+)$/, 'GetAccessPoint'],
  [/^mrap\/instances\/?$/, 'ListMultiRegionAccessPoints'],
];

function s3Control(method: string, url: URL): Pick<Call, 'operation' | 'input'> {
  const path = url.pathname.slice('/v20180820/'.length);
  const input = Object.fromEntries(url.searchParams);
  for (const [pattern, operation] of method === 'GET' ? s3ControlReads : []) {
    const match = pattern.exec(path);
    if (match !== null) return { operation, input: { ...input, ...match.groups } };
  }
  return { operation: `${method} ${path}`, input };
}

function json(body: Buffer): Record<string, unknown> {
  return body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as Record<string, unknown>);
}

function single(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}

/**
 * Reads service, operation, region and input from a signed request. The credential scope of the signature
 * names service and region; the operation stands where the service's protocol puts it.
 * @throws Error for a request that is not signed or of a protocol that is not known here.
 */
export function parseCall(request: Request): Call {
  const { headers, method, path, body } = request;
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(single(headers.authorization));
  if (scope === null) throw new Error(`not signed: ${method} ${path}`);
  const [, region = '', name = ''] = scope;
  const url = new URL(path, 'http://127.0.0.1');

  if (name === 's3' && url.pathname.startsWith('/v20180820/')) {
    const { operation, input } = s3Control(method, url);
    const AccountId = single(headers['x-amz-account-id']);
    return { service: 's3-control', region, operation, input: { AccountId, ...input } };
  }
  if (name === 's3') return { service: name, region, ...s3(method, url) };
  if (name === 's3express') {
    const { operation, input } = s3(method, url);
    const listing = operation === 'ListBuckets';
    return { service: name, region, operation: listing ? 'ListDirectoryBuckets' : operation, input };
  }

  const target = single(headers['x-amz-target']);
  if (target !== '') {
    return {
      service: name === 'sso' ? 'sso-admin' : name,
      region,
      operation: target.slice(target.lastIndexOf('.') + 1),
      input: json(body),
    };
  }
  if (single(headers['content-type']).startsWith('application/x-www-form-urlencoded')) {
    const { Action = '', Version: _, ...input } = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    return { service: name, region, operation: Action, input };
  }
  if (name === 'access-analyzer' && method === 'GET' && url.pathname === '/analyzer') {
    const input = Object.fromEntries(url.searchParams);
    return { service: 'accessanalyzer', region, operation: 'ListAnalyzers', input };
  }
  if (name === 'account') {
    const operation = url.pathname.slice(1, 2).toUpperCase() + url.pathname.slice(2);
    return { service: name, region, operation, input: json(body) };
  }
  throw new Error(`unknown protocol: ${name} ${method} ${path}`);
}

/** A call in one line; two calls with the same line are the same operation with the same input. */
export function callLine(call: Call): string {
  const input = Object.entries(call.input).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${call.service}:${call.operation} ${call.region} ${JSON.stringify(Object.fromEntries(input))}`;
}
