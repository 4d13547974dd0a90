/** `lintel publish securityhub`: what it would send, what it sends, and with which exit code it ends. */
import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AsffFinding } from '../../reports/asff.js';
import { renderJson } from '../../reports/json.js';
import type { Header, ScanResult } from '../../src/core/result.js';
import { callerIdentity, endpoint, json, jsonError, queryError, type Request, setEnv } from '../aws/endpoint.js';
import { annotatedResult, type Draft, fixtureResult, resultOf } from '../reports/fixture.js';
import { lintel, type Run, workspace } from './run.js';

/** The account that the endpoint says the credentials are of. */
const account = '111122223333';

beforeEach(() => {
  for (const name of ['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL']) {
    setEnv(name, undefined);
  }
  setEnv('AWS_CONFIG_FILE', '/dev/null');
  setEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  setEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  setEnv('AWS_SECRET_ACCESS_KEY', 'not-a-secret-of-anyone');
});

async function file(...results: ScanResult[]): Promise<string> {
  const path = workspace()('result.json');
  let text = '';
  for await (const piece of renderJson(results)) text += piece;
  writeFileSync(path, text);
  return path;
}

function buckets(count: number, header: Partial<Header> = {}): ScanResult {
  const drafts = Array.from({ length: count }, (_, index): Draft => {
    const arn = `arn:aws:s3:::b${String(index).padStart(3, '0')}`;
    return {
      checkId: 's3-bucket-versioning',
      status: 'fail',
      region: 'us-east-1',
      resource: { type: 'AWS::S3::Bucket', key: arn, arn, name: arn },
    };
  });
  return resultOf(drafts, { account, ...header });
}

async function publish(path: string, ...flags: string[]): Promise<Run> {
  return lintel(['publish', 'securityhub', path, '--region', 'eu-west-1', ...flags]);
}

interface Batch {
  readonly Findings: readonly AsffFinding[];
}

/** Security Hub that takes everything, or answers as it is told, with the batches that it was sent. */
async function securityHub(answer?: (batch: Batch, number: number) => ReturnType<typeof json>): Promise<Batch[]> {
  const batches: Batch[] = [];
  await endpoint(({ path, body }: Request) => {
    if (path === '/') return callerIdentity;
    const batch = JSON.parse(body) as Batch;
    batches.push(batch);
    return answer?.(batch, batches.length) ?? json({ SuccessCount: batch.Findings.length, FailedCount: 0 });
  });
  return batches;
}

describe('without --yes', () => {
  test('says what would go where, shows the first finding, and makes no call', async () => {
    const { requests } = await endpoint(() => callerIdentity);
    setEnv('AWS_ACCESS_KEY_ID', undefined);
    const { code, stdout, stderr } = await publish(await file(annotatedResult()));
    expect([code, stderr]).toEqual([0, '']);
    const [summary = '', shown = ''] = stdout.split('The first of them:\n');
    expect(summary).toBe(
      [
        'Would send 42 findings in 1 batch to Security Hub of account 123456789012 in eu-west-1:',
        '  ACTIVE FAILED: 27',
        '  ACTIVE PASSED: 5',
        '  ACTIVE WARNING: 9',
        '  ARCHIVED NOT_AVAILABLE: 1',
        '',
      ].join('\n'),
    );
    expect(shown).toMatch(/^\{\n {2}"SchemaVersion": "2018-10-08",\n[^]*\n\}\nNothing was sent. Add --yes to send.\n$/);
    expect(requests).toEqual([]);
  });

  test('takes the region from the environment', async () => {
    setEnv('AWS_DEFAULT_REGION', 'ap-south-1');
    const { stdout } = await lintel(['publish', 'securityhub', await file(buckets(1))]);
    expect(stdout).toContain(`Would send 1 finding in 1 batch to Security Hub of account ${account} in ap-south-1:`);
  });

  test('of a result without findings says that there are none', async () => {
    const { code, stdout } = await publish(await file(buckets(0)));
    expect(code).toBe(0);
    expect(stdout).toBe(
      `Would send 0 findings in 0 batches to Security Hub of account ${account} in eu-west-1:\nNothing was sent. Add --yes to send.\n`,
    );
  });
});

describe('with --yes', () => {
  test('sends every batch to the region and account, and exits with 0', async () => {
    const batches = await securityHub();
    const { code, stdout, stderr } = await publish(await file(buckets(150)), '--yes');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `Sent 150 findings in 2 batches to Security Hub of account ${account} in eu-west-1; 0 refused.\n`,
    );
    expect(batches.map(({ Findings }) => Findings.length)).toEqual([100, 50]);
    expect(new Set(batches.flatMap(({ Findings }) => Findings.map(({ ProductArn }) => ProductArn)))).toEqual(
      new Set([`arn:aws:securityhub:eu-west-1:${account}:product/${account}/default`]),
    );
  });

  test('archives what is resolved, and never what a scan did not cover', async () => {
    const batches = await securityHub();
    await publish(await file({ ...buckets(1), past: annotatedResult().past }), '--yes');
    expect(batches[0]?.Findings.map(({ Resources: [resource], RecordState }) => [resource?.Id, RecordState])).toEqual([
      ['arn:aws:s3:::b000', 'ACTIVE'],
      ['arn:aws:kms:us-east-1:123456789012:key/gone-01', 'ARCHIVED'],
    ]);
  });

  test('tells what was refused, with the resource, and exits with 1', async () => {
    await securityHub(({ Findings: [first] }) =>
      json({
        SuccessCount: 1,
        FailedCount: 1,
        FailedFindings: [{ Id: first?.Id, ErrorCode: 'InvalidInput', ErrorMessage: 'no \u001b[31mgood' }],
      }),
    );
    const { code, stdout, stderr } = await publish(await file(buckets(2)), '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain('Sent 1 finding in 1 batch');
    expect(stdout).toContain('; 1 refused.');
    expect(stderr).toBe(
      'lintel: refused: lintel/s3-bucket-versioning arn:aws:s3:::b000: InvalidInput: no \\u{1b}[31mgood\n',
    );
  });

  test('that cannot send the first batch exits with 4', async () => {
    await securityHub(() => jsonError(401, 'InvalidAccessException'));
    const { code, stdout, stderr } = await publish(await file(buckets(150)), '--yes');
    expect(code).toBe(4);
    expect(stdout).toContain('Sent 0 findings in 0 batches');
    expect(stderr).toContain('lintel: ended before everything was sent. securityhub:BatchImportFindings');
    expect(stderr).toContain('InvalidAccessException');
  });

  test('that cannot send a later batch exits with 1', async () => {
    await securityHub(({ Findings }, number) =>
      number === 1 ? json({ SuccessCount: Findings.length, FailedCount: 0 }) : jsonError(403, 'AccessDeniedException'),
    );
    const { code, stdout } = await publish(await file(buckets(150)), '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain('Sent 100 findings in 1 batch');
  });

  test('that is interrupted exits with 130', async () => {
    const interrupted = new AbortController();
    await securityHub(({ Findings }) => {
      interrupted.abort();
      return json({ SuccessCount: Findings.length, FailedCount: 0 });
    });
    const path = await file(buckets(150));
    const { code, stderr } = await lintel(
      ['publish', 'securityhub', path, '--region', 'eu-west-1', '--yes'],
      interrupted.signal,
    );
    expect(code).toBe(130);
    expect(stderr).toMatch(/^lintel: ended before everything was sent\. It was interrupted\./);
  });

  test('with credentials of another account sends nothing and exits with 2', async () => {
    const batches = await securityHub();
    const { code, stderr } = await publish(await file(fixtureResult()), '--yes');
    expect(code).toBe(2);
    expect(stderr).toContain(`The findings are of account 123456789012 and the credentials of ${account}.`);
    expect(batches).toEqual([]);
  });

  test('without credentials exits with 4', async () => {
    setEnv('AWS_ACCESS_KEY_ID', undefined);
    setEnv('AWS_EC2_METADATA_DISABLED', 'true');
    const { code, stderr } = await publish(await file(buckets(1)), '--yes');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^lintel: nothing was sent\. No AWS credentials were found/);
  });

  test('with credentials that AWS does not accept exits with 4', async () => {
    await endpoint(() => queryError(403, 'InvalidClientTokenId'));
    const { code, stderr } = await publish(await file(buckets(1)), '--yes');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^lintel: nothing was sent\. sts:GetCallerIdentity .*InvalidClientTokenId/);
  });
});

describe('mistakes', () => {
  test.each([
    ['several results', [buckets(1), buckets(1)], 'eu-west-1', 'holds several results'],
    ['an unknown account', [buckets(1, { account: 'unknown' })], 'eu-west-1', 'could not read its account'],
    ['a region of another partition', [buckets(1)], 'cn-north-1', "'cn-north-1' is no region of the partition aws"],
    ['what is no region', [buckets(1)], 'nowhere', "'nowhere' is no region of the partition aws"],
  ])('%s exits with 2 and sends nothing', async (_, results, region, says) => {
    const batches = await securityHub();
    const { code, stderr } = await lintel([
      'publish',
      'securityhub',
      await file(...results),
      '--region',
      region,
      '--yes',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(batches).toEqual([]);
  });

  test.each([
    [['publish', 'securityhub'], 'Name the JSON result to publish'],
    [['publish', 'elsewhere', 'x.json'], 'elsewhere'],
    [['publish', 'securityhub', 'missing.json', '--region', 'eu-west-1'], 'missing.json'],
  ])('%j exits with 2', async (argv, says) => {
    const { code, stderr } = await lintel(argv);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  test('a profile that does not exist exits with 2', async () => {
    const { code, stderr } = await publish(await file(buckets(1)), '--profile', 'nobody');
    expect(code).toBe(2);
    expect(stderr).toContain("There is no profile 'nobody'");
  });

  test('without a configured region asks for one', async () => {
    const { code, stderr } = await lintel(['publish', 'securityhub', await file(buckets(1))]);
    expect(code).toBe(2);
    expect(stderr).toBe('lintel: No region is configured. Name that of Security Hub with --region.\n');
  });
});

test('--policy prints the policy that sending needs', async () => {
  const { code, stdout } = await lintel(['publish', 'securityhub', '--policy']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ Statement: [{ Action: ['securityhub:BatchImportFindings'] }] });
});
