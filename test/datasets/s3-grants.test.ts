import { expect, test } from 'vitest';
import { isAbsent } from '../../src/core/fact.js';
import { bucket } from '../../src/datasets/s3.js';
import { type BucketGrant, crossAccountAccess, grantee, isTrusted } from '../../src/datasets/s3-grants.js';
import { awsError, benchOf, denied } from './bench.js';
import { fact, reasonOf } from './specimen.js';

const read = async (reply: object) =>
  fact(
    crossAccountAccess,
    bucket,
  )(
    await benchOf({
      's3:ListBuckets': { Buckets: [{ Name: 'logs', BucketRegion: 'eu-west-1' }] },
      's3:GetBucketPolicy': reply,
    }),
  );
const allow = (account: string, Action: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action,
  Resource: '*',
});

test('says of each grant to another account what it hands over, and leaves out its own', async () => {
  const Statement = [allow('111122223333', 's3:*'), allow('444455556666', 's3:PutBucketPolicy')];
  expect(await read({ Policy: JSON.stringify({ Statement }) })).toEqual([
    {
      account: '444455556666',
      index: 1,
      why: expect.stringContaining('444455556666'),
      protection: ['s3:PutBucketPolicy'],
      changesData: false,
      statement:
        '{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"s3:PutBucketPolicy"}',
    },
  ]);
});

test('without a policy it is absent', async () => {
  expect(isAbsent(await read(awsError('NoSuchBucketPolicy', 404)))).toBe(true);
});

test('of a policy that is denied there is nothing to say', async () => {
  expect(reasonOf(await read(denied))).toMatchObject({ kind: 'denied', operation: 's3:GetBucketPolicy' });
});

const grant: BucketGrant = {
  account: '444455556666',
  index: 0,
  why: '',
  protection: [],
  changesData: true,
  statement: '',
};
test.each([
  ['an account on the list', grant, true, 'account 444455556666'],
  ['an account that is not', { ...grant, account: '777788889999' }, false, 'account 777788889999'],
  ['everyone', { ...grant, account: 'anyone' }, false, 'every account'],
  ['nobody knows whom', { ...grant, account: 'unstated' }, false, 'a principal that does not say its account'],
  [
    'everyone in an organization',
    { ...grant, account: 'anyone', organizations: ['o-abc'] },
    true,
    'every account in o-abc',
  ],
])('a grant to %s', (_, one, trusted, words) => {
  expect(isTrusted(one, ['444455556666'])).toBe(trusted);
  expect(grantee(one)).toBe(words);
});
