import { errorAnswer, withBody, xmlAnswer, type Answer } from './answer.js';
import type { Call } from './call.js';
import type { Difference, Upstream } from './differences.js';

const reference = 'https://docs.aws.amazon.com/AmazonS3/latest/API';
const userGuide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const bpaPath = '/v20180820/configuration/publicAccessBlock';

async function ignoresPublicAcls(bucket: string, { ask }: Upstream): Promise<boolean> {
  const answers = [
    await ask({ method: 'GET', path: `/${bucket}/?publicAccessBlock=` }),
    await ask({ method: 'GET', path: bpaPath, headers: { 'x-amz-account-id': '123456789012' } }),
  ];
  return answers.some(({ body }) => body.includes('<IgnorePublicAcls>true<'));
}

/** Which page of the listing the caller asked for. */
function page(buckets: readonly string[], call: Call): { readonly items: readonly string[]; readonly token?: string } {
  const from = Number(call.input['continuation-token'] ?? 0);
  const size = Number(call.input['max-buckets'] ?? buckets.length);
  const items = buckets.slice(from, from + size);
  return from + size < buckets.length ? { items, token: String(from + size) } : { items };
}

/** The default encryption that a bucket has from its making. */
const sseS3 = [
  '<ServerSideEncryptionConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule>',
  '<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>',
  '<BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>',
].join('');

export const bucketDifferences: readonly Difference[] = [
  {
    service: 's3',
    operation: '*',
    moto: "answers for a bucket at any region's endpoint",
    page: `${reference}/ErrorResponses.html`,
    async answer(call, upstream) {
      const bucket = call.input['Bucket'];
      if (typeof bucket !== 'string') return upstream.next();
      const region = upstream.facts.bucketRegions[bucket];
      if (region === undefined || region === call.region) return upstream.next();
      const message = 'The bucket you are attempting to access must be addressed using the specified endpoint.';
      const answer = errorAnswer(call, 301, 'PermanentRedirect', message);
      return { ...answer, headers: { ...answer.headers, 'x-amz-bucket-region': region } };
    },
  },
  {
    service: 's3',
    operation: 'ListBuckets',
    moto: 'gives no BucketRegion, cuts at MaxBuckets without a token, dates buckets today',
    page: `${reference}/API_ListBuckets.html`,
    async answer(call, upstream): Promise<Answer> {
      const all = await upstream.ask({ method: 'GET', path: '/' });
      const names = [...all.body.matchAll(/<Bucket><Name>([^<]*)<\/Name>/g)].map(([, name = '']) => name).sort();
      const { items, token } = page(names, call);
      // AWS gives the region only where the request has a parameter.
      const withRegion = Object.keys(call.input).length > 0;
      const { bucketRegions, created } = upstream.facts;
      const buckets = items.map((name) => {
        const region = withRegion ? `<BucketRegion>${bucketRegions[name]}</BucketRegion>` : '';
        return `<Bucket><Name>${name}</Name><CreationDate>${created.toISOString()}</CreationDate>${region}</Bucket>`;
      });
      const next = token === undefined ? '' : `<ContinuationToken>${token}</ContinuationToken>`;
      const owner = /<Owner>.*<\/Owner>/s.exec(all.body)?.[0] ?? '';
      const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
      return xmlAnswer(
        `<ListAllMyBucketsResult ${namespace}><Buckets>${buckets.join('')}</Buckets>${owner}${next}</ListAllMyBucketsResult>`,
      );
    },
  },
  {
    service: 's3',
    operation: 'GetBucketPolicyStatus',
    moto: 'answers 200 with an empty PolicyStatus whatever the policy',
    page: `${reference}/API_GetBucketPolicyStatus.html`,
    async answer(call, { ask, facts }) {
      const bucket = String(call.input['Bucket']);
      const policy = await ask({ method: 'GET', path: `/${bucket}/?policy=` });
      if (policy.status !== 200) return policy;
      const isPublic = facts.publicPolicies[bucket];
      if (isPublic === undefined) throw new Error(`the account does not say whether the policy of ${bucket} is public`);
      // The API reference shows TRUE and FALSE; S3 sends lower case, which is all that an XML boolean may be.
      return xmlAnswer(`<PolicyStatus><IsPublic>${isPublic}</IsPublic></PolicyStatus>`);
    },
  },
  {
    service: 's3',
    operation: 'GetBucketAcl',
    moto: 'answers with the ACL as written even where IgnorePublicAcls makes another one effective',
    page: `${userGuide}/access-control-block-public-access.html`,
    async answer(call, upstream) {
      const answer = await upstream.next();
      if (!(await ignoresPublicAcls(String(call.input['Bucket']), upstream))) return answer;
      const grant = /<Grant><Grantee(?:(?!<\/Grant>).)*groups\/global\/(?:AllUsers|AuthenticatedUsers)<.*?<\/Grant>/gs;
      return withBody(answer, answer.body.replaceAll(grant, ''));
    },
  },
  {
    service: 's3',
    operation: 'GetBucketEncryption',
    moto: 'answers 404 for a bucket whose default was never set, and forgets which types are blocked',
    page: `${userGuide}/default-encryption-faq.html`,
    async answer(call, { next, facts }) {
      const answer = await next();
      const given = answer.status === 404 && answer.body.includes('NotFoundError') ? xmlAnswer(sseS3) : answer;
      const types = facts.blockedEncryption[String(call.input['Bucket'])];
      if (types === undefined) return given;
      const blocked = types.map((type) => `<EncryptionType>${type}</EncryptionType>`).join('');
      const element = `<BlockedEncryptionTypes>${blocked}</BlockedEncryptionTypes>`;
      return withBody(given, given.body.replace('</Rule>', `${element}</Rule>`));
    },
  },
  {
    service: 's3',
    operation: 'GetBucketVersioning',
    moto: 'forgets MFA delete',
    page: `${reference}/API_GetBucketVersioning.html`,
    async answer(call, { next, facts }) {
      const answer = await next();
      if (!facts.mfaDelete.includes(String(call.input['Bucket']))) return answer;
      return withBody(answer, answer.body.replace('</Status>', '</Status><MfaDelete>Enabled</MfaDelete>'));
    },
  },
];
