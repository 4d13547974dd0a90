/** What lintel accepts of a plug-in, and the sentence for each thing that it does not. */
import { describe, expect, test, vi } from 'vitest';
import { checks as ours } from '../../checks/index.js';
import { defineService } from '../../src/aws/service.js';
import type { Check } from '../../src/core/check.js';
import type { Operation } from '../../src/core/operation.js';
import { account, defineCheck, kms, maybe, pass, perAccount, perRegion, s3 } from '../../src/index.js';
import { acceptPlugin } from '../../src/plugins.js';

/** What a check of a plug-in says; changed as an author without TypeScript might. */
function check(changes: Readonly<Record<string, unknown>> = {}): Check {
  const spec = {
    id: 'acme-keys',
    title: 'Keys are ours',
    severity: 'low',
    recommendation: 'rotate-kms-keys',
    rationale: 'They should be.',
    remediation: { text: 'Make them ours.', url: 'https://example.com/keys' },
    resource: kms.key,
    needs: { metadata: kms.keyMetadata },
    evaluate: () => pass('It is', { ours: true }),
    ...changes,
  };
  return defineCheck(spec as never);
}

/** A dataset whose one operation has this name and these IAM actions. */
function sending(service: string, name: string, actions: readonly string[]) {
  const load = async (): Promise<never> => {
    throw new Error('never loaded');
  };
  const operations: Readonly<Record<string, Operation>> = defineService({
    id: service,
    load,
    actions: { [name]: actions },
  });
  const operation = operations[name]!;
  return perAccount({ name: 'acme.own', operations: [operation], read: async () => true });
}

/** The same module as another copy of lintel would have it. */
async function anotherCopy() {
  vi.resetModules();
  return import('../../src/core/index.js');
}

const accept = async (module: object, known: readonly Check[] = ours): Promise<readonly Check[]> =>
  acceptPlugin(module, './acme.mjs', known);

describe('a plug-in', () => {
  test.each<{ name: string; module: object; ids: string[] }>([
    { name: 'one check as default', module: { default: check() }, ids: ['acme-keys'] },
    { name: 'one check as checks', module: { checks: check() }, ids: ['acme-keys'] },
    { name: 'a list', module: { checks: [check(), check({ id: 'acme-more' })] }, ids: ['acme-keys', 'acme-more'] },
    {
      name: 'checks beside another default export',
      module: { checks: [check()], default: 'something else' },
      ids: ['acme-keys'],
    },
    {
      name: 'a dataset of its own that reads',
      module: { default: check({ needs: { own: sending('sqs', 'ListQueues', ['sqs:ListQueues']) } }) },
      ids: ['acme-keys'],
    },
    {
      name: 'every kind of need',
      module: {
        default: check({
          needs: {
            own: kms.keyMetadata,
            careful: maybe(kms.keyRotation),
            list: s3.bucket,
            account: s3.accountPublicAccessBlock,
            region: perRegion({ name: 'acme.region', read: async () => 1 }),
          },
        }),
      },
      ids: ['acme-keys'],
    },
  ])('may export $name', async ({ module, ids }) => {
    expect((await accept(module)).map(({ id }) => id)).toEqual(ids);
  });

  test.each<{ name: string; module: object; says: string }>([
    {
      name: 'nothing',
      module: {},
      says: "Plug-in ./acme.mjs exports no checks. Export a list named 'checks', or a check as default.",
    },
    { name: 'an empty list', module: { checks: [] }, says: 'exports no checks.' },
    {
      name: 'a plain object',
      module: { default: { id: 'acme-keys', evaluate() {} } },
      says: "exports something that defineCheck of 'lintel' did not make.",
    },
    {
      name: 'a dataset',
      module: { default: kms.keyMetadata },
      says: "exports something that defineCheck of 'lintel' did not make.",
    },
    {
      name: 'a list with a hole',
      module: { checks: [check(), undefined] },
      says: "exports something that defineCheck of 'lintel' did not make.",
    },
    {
      name: 'an unknown recommendation',
      module: { default: check({ recommendation: 'rotate-kms-key' }) },
      says: "check acme-keys: there is no recommendation 'rotate-kms-key'. Did you mean rotate-kms-keys",
    },
    {
      name: 'a severity that is none',
      module: { default: check({ severity: 'severe' }) },
      says: "check acme-keys: member 'severity': Invalid option: expected one of",
    },
    { name: 'no needs', module: { default: check({ needs: undefined }) }, says: "check acme-keys: member 'needs': " },
    {
      name: 'a need that is no dataset',
      module: { default: check({ needs: { own: { name: 'acme.own' } } }) },
      says: "check acme-keys: member 'needs.own': it is no dataset or resource type of lintel.",
    },
    {
      name: 'a resource that is no resource type',
      module: { default: check({ resource: kms.keyMetadata }) },
      says: "check acme-keys: member 'resource': it is no resource type of lintel.",
    },
    {
      name: 'no function',
      module: { default: check({ evaluate: true }) },
      says: "check acme-keys: member 'evaluate': it is no function.",
    },
    {
      name: 'no page to read',
      module: { default: check({ remediation: { text: 'Ask.', url: 'the wiki' } }) },
      says: "check acme-keys: member 'remediation.url': Invalid URL.",
    },
    {
      name: 'a need about another resource',
      module: { default: check({ needs: { policy: maybe(s3.bucketPolicyStatus) } }) },
      says: "the need 'policy' cannot be read for a AWS::KMS::Key; it is about something else.",
    },
    {
      name: 'a regional need of a global resource',
      module: {
        default: check({
          resource: account,
          needs: { region: perRegion({ name: 'acme.region', read: async () => 1 }) },
        }),
      },
      says: "the need 'region' cannot be read for a ",
    },
    {
      name: 'an id that is taken',
      module: { default: check({ id: 'kms-key-rotation' }) },
      says: "Plug-in ./acme.mjs: there is already a check 'kms-key-rotation'. Give it another id.",
    },
    {
      name: 'an alias that is taken',
      module: { default: check({ aliases: ['kms-key-rotation'] }) },
      says: "there is already a check 'acme-keys'",
    },
    {
      name: 'two checks of one id',
      module: { checks: [check(), check()] },
      says: "there is already a check 'acme-keys'. Give it another id.",
    },
  ])('may not export $name', async ({ module, says }) => {
    await expect(accept(module)).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining(says) });
  });

  test.each<{ name: string; dataset: object; says: string }>([
    {
      name: 'writes',
      dataset: sending('iam', 'CreateUser', ['iam:CreateUser']),
      says: 'declares iam:CreateUser, which may do more than read: IAM does not call iam:CreateUser List or Read.',
    },
    {
      name: 'writes under the name of a read action',
      dataset: sending('iam', 'CreateUser', ['iam:GetUser']),
      says: 'declares iam:CreateUser, which may do more than read: lintel refuses it.',
    },
    {
      name: 'reads and writes',
      dataset: sending('iam', 'GetUser', ['iam:GetUser', 'iam:TagUser']),
      says: 'IAM does not call iam:TagUser List or Read.',
    },
    {
      name: 'takes messages off a queue',
      dataset: sending('sqs', 'ReceiveMessage', ['sqs:ReceiveMessage']),
      says: 'declares sqs:ReceiveMessage, which may do more than read: lintel refuses it.',
    },
    {
      name: 'reads secrets',
      dataset: sending('secrets-manager', 'GetSecretValue', ['secretsmanager:GetSecretValue']),
      says: 'lintel refuses it.',
    },
    {
      name: 'names no action',
      dataset: sending('sqs', 'ListQueues', []),
      says: 'declares sqs:ListQueues, which may do more than read: it names no IAM action.',
    },
    {
      name: 'names an action that there is not',
      dataset: sending('sqs', 'ListQueues', ['sqs:ListAllQueues']),
      says: 'IAM does not call sqs:ListAllQueues List or Read.',
    },
  ])('may not bring a dataset that $name', async ({ dataset, says }) => {
    const module = { default: check({ needs: { own: maybe(dataset) } }) };
    await expect(accept(module)).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining(says) });
  });

  test('may not bring a lintel of its own', async () => {
    const other = await anotherCopy();
    const foreign = { name: 'acme.own', read: async () => 1 };
    const says = "Plug-in ./acme.mjs brings a lintel of its own. Import 'lintel' and do not bundle it.";
    for (const value of [
      other.defineCheck({ ...check(), needs: {} }),
      check({ needs: { own: other.perAccount(foreign) } }),
      check({ needs: { own: maybe(other.perAccount(foreign)) } }),
      check({ needs: { own: perAccount({ ...foreign, needs: { inner: other.perAccount(foreign) } }) } }),
      check({ resource: other.account, needs: {} }),
    ]) {
      await expect(accept({ default: value })).rejects.toMatchObject({ name: 'UserError', message: says });
    }
  });

  test('may not take an id of a plug-in loaded before it', async () => {
    const first = await accept({ default: check() });
    await expect(accept({ default: check() }, [...ours, ...first])).rejects.toThrow("already a check 'acme-keys'");
  });
});
