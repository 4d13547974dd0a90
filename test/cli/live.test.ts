/** `lintel scan` of an account that answers over HTTP: how it starts, is cut short, and records. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Endpoint, startEndpoint } from '../../bench/endpoint.js';
import type { Finding } from '../../src/core/finding.js';
import type { Header } from '../../src/core/result.js';
import { endpoint, queryError, setEnv } from '../aws/endpoint.js';
import { lintel, workspace } from './run.js';

type Report = Header & { readonly findings: readonly Finding[] };

const kms = ['--check', 'kms-key-rotation'];
const toStdout = ['--format', 'json', '--output', '-', '--quiet'];

/** An account of two regions with ten KMS keys each. */
async function account(latencyMs = 0): Promise<Endpoint> {
  const shape = { buckets: 0, users: 0, groups: 1, roles: 2, policies: 2, keysPerRegion: 10, trails: 0 };
  const started = await startEndpoint({ account: shape, latencyMs });
  setEnv('AWS_ENDPOINT_URL', started.url);
  onTestFinished(() => started.close());
  return started;
}

function findingsIn(stdout: string): readonly Finding[] {
  return (JSON.parse(stdout) as Report).findings;
}

beforeEach(() => {
  setEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  setEnv('AWS_SECRET_ACCESS_KEY', 'not-a-secret-of-anyone');
});

describe('a scan', () => {
  test('judges what it reads, and a recording of it gives the same', async () => {
    const at = workspace();
    await account();
    const live = await lintel(['scan', ...kms, '--record', at('r.jsonl'), ...toStdout, '--fail-on', 'medium']);
    expect(findingsIn(live.stdout)).toHaveLength(20);
    expect(live.code).toBe(1);
    expect(statSync(at('r.jsonl')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('r.jsonl'), 'utf8')).not.toContain('not-a-secret-of-anyone');
    setEnv('AWS_ACCESS_KEY_ID', undefined);
    setEnv('AWS_SECRET_ACCESS_KEY', undefined);
    setEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    const replayed = await lintel(['scan', ...kms, '--replay', at('r.jsonl'), ...toStdout, '--fail-on', 'medium']);
    expect(findingsIn(replayed.stdout)).toEqual(findingsIn(live.stdout));
    expect(replayed.code).toBe(1);
  });

  test('judges resources of the selected region only', async () => {
    await account();
    const { stdout } = await lintel(['scan', ...kms, '--region', 'eu-west-1', ...toStdout]);
    expect(new Set(findingsIn(stdout).map(({ region }) => region))).toEqual(new Set(['eu-west-1']));
  });

  test.each(['text', 'json'])('--plan prints %s and sends only what lists the regions', async (format) => {
    const { tally } = await account();
    const { code, stdout } = await lintel([
      'scan',
      ...kms,
      '--plan',
      ...(format === 'json' ? ['--format', 'json'] : []),
    ]);
    expect(tally().answered).toEqual({ 'sts:GetCallerIdentity': 1, 'ec2:DescribeRegions': 1 });
    if (format === 'json') {
      expect(JSON.parse(stdout)).toMatchObject({
        regions: ['eu-west-1', 'us-east-1'],
        checks: [
          {
            id: 'kms-key-rotation',
            calls: [
              { operation: 'kms:ListKeys', per: 'listing' },
              { operation: 'kms:DescribeKey', per: 'resource' },
              { operation: 'kms:GetKeyRotationStatus', per: 'resource' },
            ],
          },
        ],
        actions: expect.arrayContaining(['sts:GetCallerIdentity', 'kms:ListKeys']),
      });
    } else {
      expect(stdout).toMatch(/^2 regions: eu-west-1, us-east-1\n/);
      expect(stdout).toMatch(/^ {2}kms:ListKeys +once a page +kms:ListKeys$/m);
    }
    expect(code).toBe(0);
  });

  test('finds an unwritable place before it sends anything', async () => {
    const at = workspace();
    const { tally } = await account();
    writeFileSync(at('file'), '');
    for (const flags of [
      ['--output', at('file', 'reports')],
      ['--output', at('out'), '--record', at('file', 'r.jsonl')],
    ]) {
      expect(await lintel(['scan', ...flags])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('cannot write'),
      });
    }
    expect(tally().answered).toEqual({});
  });

  test('that ends in a mistake leaves no recording behind', async () => {
    const at = workspace();
    await account();
    const flags = ['--record', at('r.jsonl'), '--region', 'us-east-9', ...toStdout];
    expect(await lintel(['scan', ...kms, ...flags])).toMatchObject({ code: 2 });
    expect(readdirSync(at('.'))).toEqual([]);
  });
});

describe('a scan cut short', () => {
  test('by the user writes a partial report and leaves with 130', async () => {
    const at = workspace();
    const interrupt = new AbortController();
    const { tally } = await account(150);
    const scanning = lintel(['scan', ...kms, '--output', at('out')], interrupt.signal);
    await expect.poll(() => tally().answered['kms:DescribeKey'], { timeout: 10_000, interval: 5 }).toBeGreaterThan(0);
    interrupt.abort('interrupted');
    const { code, stdout } = await scanning;
    expect(code).toBe(130);
    const report = JSON.parse(readFileSync(at('out', 'report.json'), 'utf8')) as Report;
    expect(report.partial).toBe('interrupted');
    expect(report.findings.some(({ gaps }) => gaps[0]?.kind === 'cancelled')).toBe(true);
    expect(stdout).toMatch(/^Interrupted \(exit 130\): .*the scan was cut short \(interrupted\)/m);
  });

  test('by its time limit writes a partial report and leaves with 3', async () => {
    const at = workspace();
    await account(700);
    const { code, stdout } = await lintel([
      'scan',
      ...kms,
      '--timeout',
      '1',
      '--output',
      at('out'),
      '--fail-on',
      'none',
    ]);
    const report = JSON.parse(readFileSync(at('out', 'report.json'), 'utf8')) as Report;
    expect(report.partial).toBe('the time limit of 1 second was reached');
    expect(stdout).toContain('the scan was cut short (the time limit of 1 second was reached)');
    expect(code).toBe(3);
  });
});

describe('a scan that cannot start', () => {
  test('without credentials', async () => {
    setEnv('AWS_ACCESS_KEY_ID', undefined);
    setEnv('AWS_SECRET_ACCESS_KEY', undefined);
    expect(await lintel(['scan', ...toStdout])).toEqual({
      code: 4,
      stdout: '',
      stderr:
        'lintel: the scan could not start. No AWS credentials were found; set a profile or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.\n',
    });
  });

  test.each(['ExpiredToken', 'InvalidClientTokenId'])('with credentials that AWS refuses: %s', async (code) => {
    const at = workspace();
    writeFileSync(at('report.json'), 'an earlier report');
    const { requests } = await endpoint(() => queryError(403, code));
    const run = await lintel(['scan', '--output', at('.'), '--record', at('r.jsonl'), '--quiet']);
    expect(requests.length).toBeGreaterThan(0);
    expect(run).toMatchObject({ code: 4, stdout: '' });
    expect(run.stderr).toMatch(/^lintel: the scan could not start\. .* the credentials are not valid .*\n$/);
    expect(run.stderr).toContain(`(${code})`);
    expect(readFileSync(at('report.json'), 'utf8')).toBe('an earlier report');
    expect(readdirSync(at('.'))).toEqual(['report.json']);
  });

  test.each<{ name: string; flags?: string[]; env?: Record<string, string>; says: RegExp }>([
    {
      name: 'a profile that is not there',
      flags: ['--profile', 'prod'],
      says: /There is no profile 'prod' in the shared AWS configuration; it has audit\./,
    },
    {
      name: 'a role that is none',
      flags: ['--role-arn', 'Auditor'],
      says: /'Auditor' is no role; give an ARN like arn:aws:iam::111122223333:role\/Auditor\./,
    },
    {
      name: 'a region that is none',
      env: { AWS_REGION: 'atlantis' },
      says: /'atlantis' is no AWS region; set AWS_REGION or the profile's region to one like eu-west-1\./,
    },
  ])('with $name', async ({ flags = [], env = {}, says }) => {
    const at = workspace();
    writeFileSync(at('config'), '[profile audit]\nregion = eu-west-1\n');
    setEnv('AWS_CONFIG_FILE', at('config'));
    for (const [name, value] of Object.entries(env)) setEnv(name, value);
    const { requests } = await endpoint(() => queryError(500, 'NeverAsked'));
    const run = await lintel(['scan', ...flags, ...toStdout]);
    expect(run.stderr).toMatch(says);
    expect(run.stderr).toMatch(/^lintel: .*\n$/);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(requests).toEqual([]);
  });
});
