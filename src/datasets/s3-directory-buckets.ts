/** Directory buckets (S3 Express One Zone): another kind than general purpose buckets, with an endpoint of their own. */
import { perResource, resourceType } from '../core/dataset.js';
import { absent, gapReasons, isAbsent } from '../core/fact.js';
import { Unreadable } from '../core/unreadable.js';
import { required } from './require.js';
import { s3 } from './s3-client.js';
import { lifecycleRules } from './s3-configuration.js';

const paging = { input: 'ContinuationToken', output: 'ContinuationToken' };

/** Where AWS says that directory buckets can be (s3-express-Endpoints). Every region is asked; see {@link directoryBucket}. */
const documentedRegions = new Set([
  'ap-northeast-1',
  'ap-south-1',
  'eu-north-1',
  'eu-west-1',
  'us-east-1',
  'us-east-2',
  'us-west-2',
]);

/**
 * Directory buckets. A region without S3 Express has no endpoint, and its name does not resolve: where AWS documents
 * none either, that is a list of nothing. Where it does, the network is to blame and the list is a gap.
 */
export const directoryBucket = resourceType({
  name: 's3.directoryBucket',
  type: 'AWS::S3Express::DirectoryBucket',
  reach: 'regional',
  listed: 'per-region',
  operations: [s3.ListDirectoryBuckets],
  gone: {
    codes: ['NoSuchBucket'],
    operations: [s3.ListDirectoryBuckets],
    async stillThere({ name }, { pages, region }) {
      const at = { operation: s3.ListDirectoryBuckets, region };
      for await (const { Buckets } of pages(s3.ListDirectoryBuckets, { MaxDirectoryBuckets: 1000 }, paging)) {
        if (required(Buckets, 'Buckets', at).some(({ Name }) => required(Name, 'Name', at) === name)) return true;
      }
      return false;
    },
  },
  async *list({ pages, partition, account, region }) {
    const at = { operation: s3.ListDirectoryBuckets, region };
    try {
      for await (const { Buckets } of pages(s3.ListDirectoryBuckets, { MaxDirectoryBuckets: 1000 }, paging)) {
        yield {
          items: required(Buckets, 'Buckets', at).map(({ Name }) => {
            const name = required(Name, 'Name', at);
            return { name, arn: `arn:${partition}:s3express:${region}:${account}:bucket/${name}`, data: {} };
          }),
        };
      }
    } catch (error) {
      const unresolved = error instanceof Unreadable && gapReasons(error.gap)[0].code === 'ENOTFOUND';
      if (!unresolved || documentedRegions.has(region)) throw error;
    }
  },
});

/** The directory bucket's lifecycle rules, disabled ones included; absent where it has no lifecycle configuration. */
export const directoryBucketLifecycle = perResource(directoryBucket, {
  name: 's3.directoryBucketLifecycle',
  operations: [s3.GetBucketLifecycleConfiguration],
  async read({ send, region }, _, { name }) {
    const at = { operation: s3.GetBucketLifecycleConfiguration, region };
    const answer = await send(at.operation, { Bucket: name }, { absent: ['NoSuchLifecycleConfiguration'] });
    return isAbsent(answer) ? absent : lifecycleRules(answer.Rules, at);
  },
});
