import { execFileSync } from 'node:child_process';
import { expect, expectTypeOf, test } from 'vitest';
import { defineService, senderOf } from '../../src/aws/service.js';
import type { ReadContext } from '../../src/core/operation.js';
import { kms, s3 } from './services.js';

const load = async () => {
  const { KMSClient, ListKeysCommand, DescribeKeyCommand } = await import('@aws-sdk/client-kms');
  return { client: KMSClient, commands: { ListKeys: ListKeysCommand, DescribeKey: DescribeKeyCommand } };
};

test('an operation knows its service, name and actions, and its sender what to cut', () => {
  expect(kms.DescribeKey).toEqual({ service: 'kms', name: 'DescribeKey', actions: ['kms:DescribeKey'] });
  expect(senderOf(kms.DescribeKey)).toMatchObject({ service: 'kms', global: false, cut: ['Description'] });
  expect(senderOf(kms.ListKeys)).toMatchObject({ cut: [] });
  expect(senderOf({ ...kms.ListKeys })).toBeUndefined();
});

test('a service is loaded once, at first need', async () => {
  let loads = 0;
  const counted = async () => {
    loads += 1;
    return load();
  };
  const service = defineService({ id: 'kms', load: counted, actions: { ListKeys: [], DescribeKey: [] } });
  expect(loads).toBe(0);
  await Promise.all([senderOf(service.ListKeys)?.load(), senderOf(service.DescribeKey)?.load()]);
  expect(loads).toBe(1);
});

test('actions are those of the commands, and inputs and outputs those of the SDK', () => {
  // @ts-expect-error -- an operation without actions
  defineService({ id: 'kms', load, actions: { ListKeys: [] } });
  // @ts-expect-error -- actions of no operation
  defineService({ id: 'kms', load, actions: { ListKeys: [], DescribeKey: [], Other: [] } });
  // @ts-expect-error -- a cut of no operation
  defineService({ id: 'kms', load, actions: { ListKeys: [], DescribeKey: [] }, cut: { Other: ['a'] } });

  const read = async ({ send }: ReadContext) => {
    const acl = await send(s3.GetBucketAcl, { Bucket: 'b' });
    expectTypeOf(acl.Grants?.[0]?.Permission).toExtend<string | undefined>();
    expectTypeOf(acl).not.toHaveProperty('$metadata');
    // @ts-expect-error -- a member that the input does not have
    await send(s3.GetBucketAcl, { Bukket: 'b' });
    // @ts-expect-error -- a member of the wrong type
    await send(kms.DescribeKey, { KeyId: 1 });
  };
  expect(read).toBeTypeOf('function');
});

test('to declare a service is to load nothing of the SDK', () => {
  const script = `
    import './src/aws/service.js'; import './src/aws/guard.js';
    import { createRequire } from 'node:module';
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(JSON.stringify(loaded.filter((path) => /@aws-sdk|@smithy/.test(path))));`;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toEqual([]);
});
