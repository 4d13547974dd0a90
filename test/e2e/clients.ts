import { AccountClient } from '@aws-sdk/client-account';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { STSClient } from '@aws-sdk/client-sts';

// The pinned SDK supports Node 20; its warning is about later versions.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Real SDK clients for one endpoint, by region. */
export interface Clients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly account: AccountClient;
  readonly organizations: OrganizationsClient;
  s3(region: string): S3Client;
  s3control(region: string): S3ControlClient;
  kms(region: string): KMSClient;
  cloudtrail(region: string): CloudTrailClient;
}

/** What a client for the emulated account takes. */
export function clientOptions(endpoint: string, region: string) {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' };
  return { endpoint, region, credentials, maxAttempts: 1 };
}

/** Clients that send to the endpoint, each made once. */
export function clientsFor(endpoint: string): Clients {
  const made = new Map<string, unknown>();
  const once = <T>(key: string, make: () => T): T => {
    if (!made.has(key)) made.set(key, make());
    return made.get(key) as T;
  };
  const options = (region: string) => clientOptions(endpoint, region);
  const pathStyle = { forcePathStyle: true, disableS3ExpressSessionAuth: true };
  // An address has no name for the account id to stand before.
  const noHostPrefix = { endpointProvider: () => ({ url: new URL(endpoint) }), disableHostPrefix: true };
  return {
    iam: new IAMClient(options('us-east-1')),
    sts: new STSClient(options('us-east-1')),
    account: new AccountClient(options('us-east-1')),
    organizations: new OrganizationsClient(options('us-east-1')),
    // Sessions are for the objects of directory buckets.
    s3: (region) => once(`s3 ${region}`, () => new S3Client({ ...options(region), ...pathStyle })),
    s3control: (region) =>
      once(`s3control ${region}`, () => new S3ControlClient({ ...options(region), ...noHostPrefix })),
    kms: (region) => once(`kms ${region}`, () => new KMSClient(options(region))),
    cloudtrail: (region) => once(`cloudtrail ${region}`, () => new CloudTrailClient(options(region))),
  };
}
