import { errorAnswer, withBody, xmlAnswer } from './answer.js';
import type { Difference } from './differences.js';

const reference = 'https://docs.aws.amazon.com/AmazonS3/latest/API';
const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Moto's answer with the date of the account's making in these places. */
function dated(places: RegExp): Difference['answer'] {
  return async (_, { next, facts }) => {
    const answer = await next();
    return withBody(answer, answer.body.replace(places, facts.created.toISOString()));
  };
}

/** Access points, and directory buckets, which moto does not know: it takes them for buckets of the other kind. */
export const accessPointDifferences: readonly Difference[] = [
  {
    service: 's3-control',
    operation: 'ListAccessPoints',
    moto: 'lists the access points of all regions in each, with ARNs in us-east-1',
    page: `${reference}/API_control_ListAccessPoints.html`,
    async answer(call, { next, facts }) {
      const answer = await next();
      const here = (element: string, name: string): string =>
        facts.accessPointRegions[name] === call.region ? element.replace(':s3:us-east-1:', `:s3:${call.region}:`) : '';
      const accessPoint = /<AccessPoint>(?:(?!<\/AccessPoint>).)*<Name>([^<]*)<\/Name>.*?<\/AccessPoint>/gs;
      return withBody(answer, answer.body.replaceAll(accessPoint, here));
    },
  },
  {
    service: 's3-control',
    operation: 'GetAccessPoint',
    moto: 'dates access points today',
    page: `${reference}/API_control_GetAccessPoint.html`,
    answer: dated(/(?<=<CreationDate>)[^<]*/),
  },
  {
    service: 's3-control',
    operation: 'ListMultiRegionAccessPoints',
    moto: 'dates access points today',
    page: `${reference}/API_control_ListMultiRegionAccessPoints.html`,
    answer: dated(/(?<=<CreatedAt>)[^<]*/g),
  },
  {
    service: 's3express',
    operation: 'ListDirectoryBuckets',
    moto: 'lists the general purpose buckets',
    page: `${reference}/API_ListDirectoryBuckets.html`,
    answer(call, { facts }) {
      const buckets = Object.entries(facts.directoryBuckets)
        .filter(([, { region }]) => region === call.region)
        .map(([name]) => {
          const created = facts.created.toISOString();
          return `<Bucket><CreationDate>${created}</CreationDate><Name>${name}</Name></Bucket>`;
        });
      return xmlAnswer(
        `<ListAllMyDirectoryBucketsResult ${namespace}><Buckets>${buckets.join('')}</Buckets></ListAllMyDirectoryBucketsResult>`,
      );
    },
  },
  {
    service: 's3express',
    operation: 'GetBucketLifecycleConfiguration',
    moto: 'knows no directory buckets',
    page: `${reference}/API_GetBucketLifecycleConfiguration.html`,
    answer(call, { facts }) {
      const bucket = facts.directoryBuckets[String(call.input['Bucket'])];
      if (bucket?.region !== call.region) {
        return errorAnswer(call, 404, 'NoSuchBucket', 'The specified bucket does not exist');
      }
      if (bucket.expirationDays === undefined) {
        return errorAnswer(call, 404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
      }
      const expiration = `<Expiration><Days>${bucket.expirationDays}</Days></Expiration>`;
      const rule = `<Rule><ID>expire</ID><Filter><Prefix/></Filter><Status>Enabled</Status>${expiration}</Rule>`;
      return xmlAnswer(`<LifecycleConfiguration ${namespace}>${rule}</LifecycleConfiguration>`);
    },
  },
];
