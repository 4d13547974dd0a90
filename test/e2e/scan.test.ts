import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.js';
import { accountId, closeDoors } from './account.js';
import { actionsOf, readOperations } from './actions.js';
import { callLine } from './call.js';
import { lintel, scan, type Report } from './cli.js';
import { now, startEmulated, type Emulated } from './emulated.js';
import { cloudtrail } from './expected/cloudtrail.js';
import { governance } from './expected/governance.js';
import { iam } from './expected/iam.js';
import { kms } from './expected/kms.js';
import { s3 } from './expected/s3.js';
import type { Expected } from './expected/table.js';
import type { Proxy, Seen } from './proxy.js';

/** Every finding of the account. Nothing else may be found. */
const expected: Expected = { ...iam, ...governance, ...s3, ...kms, ...cloudtrail };

/** A job is asked after until it is done; nothing else is asked twice. */
const polled = new Set(['iam:GenerateCredentialReport']);

let emulated: Emulated;
let environment: Record<string, string>;
let folder: string;
let recording: string;
let live: { exitCode: number | null; report: Report };
let calls: readonly Seen[];

beforeAll(async () => {
  emulated = await startEmulated();
  const [proxy] = emulated.proxies as [Proxy];
  environment = emulated.environment(proxy);
  closeDoors(proxy);
  folder = await mkdtemp(join(tmpdir(), 'lintel-e2e-'));
  recording = join(folder, 'recording.jsonl');
  live = await scan(['--record', recording], now, environment);
  calls = proxy.calls.slice();
});

afterAll(async () => {
  await emulated.stop();
  await rm(folder, { recursive: true });
});

/** What people call the thing that a finding is about. */
function labelOf({ resource }: Finding): string {
  const id = [...emulated.account.labels.keys()].find((known) => resource.key.includes(known));
  return id === undefined ? resource.name : (emulated.account.labels.get(id) as string);
}

describe('a scan of the account', () => {
  test('finds this and nothing else', () => {
    const found: Record<string, Record<string, string>> = {};
    for (const finding of live.report.findings) {
      const ofCheck = (found[finding.checkId] ??= {});
      const label = labelOf(finding);
      expect(ofCheck).not.toHaveProperty([label]);
      ofCheck[label] = finding.status;
    }
    expect(found).toEqual(expected);
    expect(live.exitCode).toBe(1);
    expect(live.report).toMatchObject({ account: accountId, partial: null, replayed: false });
  });

  test('says why it does not know', () => {
    const why = (label: string) =>
      live.report.findings
        .filter((finding) => labelOf(finding) === label && finding.status === 'unknown')
        .flatMap(({ gaps }) => gaps);
    expect(why('harbourline-terminal-cctv')).toContainEqual(
      expect.objectContaining({ kind: 'denied', by: 'resource', actions: ['s3:GetBucketPolicyStatus'] }),
    );
    const closed = { kind: 'denied', by: 'scp', actions: ['kms:ListKeys'], region: 'ap-southeast-2' };
    expect(why('ap-southeast-2')).toEqual(Object.keys(kms).map(() => expect.objectContaining(closed) as unknown));
    expect(why('harbourline-log-archive')).toContainEqual(expect.objectContaining({ kind: 'foreign' }));
    expect(new Set(why('henrik.vale').map(({ kind }) => kind))).toEqual(new Set(['stale']));
  });

  test('names the regions it did not scan', () => {
    const states = Object.fromEntries(live.report.regions.map(({ name, state }) => [name, state]));
    expect(states).toMatchObject({
      'us-east-1': 'scanned',
      'eu-south-1': 'scanned',
      'ap-southeast-2': 'scanned',
      'af-south-1': 'not-enabled',
    });
  });

  test('sends reads only, each once, and none that its policy does not name', async () => {
    expect(calls.length).toBeGreaterThan(50);
    const operations = new Set(calls.map(({ service, operation }) => `${service}:${operation}`));
    for (const operation of operations) expect(readOperations).toContain(operation);

    const lines = calls.filter(({ service, operation }) => !polled.has(`${service}:${operation}`)).map(callLine);
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);

    const { stdout } = await lintel(['permissions'], now);
    const allowed = new Set([...stdout.matchAll(/"([a-z0-9-]+:[A-Za-z]+)"/g)].map(([, action]) => action));
    // GetCallerIdentity needs no permission.
    const needed = calls.flatMap(({ service, operation }) => actionsOf(service, operation));
    expect([...new Set(needed)].filter((action) => !allowed.has(action) && action !== 'sts:GetCallerIdentity')).toEqual(
      [],
    );
  });

  test('meters every call that was sent', () => {
    const metered = live.report.calls.reduce((sum, { calls: asked, retries }) => sum + asked + retries, 0);
    expect(metered).toBe(calls.length);
  });
});

describe('a recording', () => {
  test('gives the same findings again, byte for byte, without network or credentials', async () => {
    const [first, second] = await Promise.all([
      scan(['--replay', recording], new Date('2027-06-01T00:00:00Z')),
      scan(['--replay', recording], new Date('2028-02-02T02:02:02Z')),
    ]);
    const text = JSON.stringify(live.report.findings);
    expect(JSON.stringify(first.report.findings)).toBe(text);
    expect(JSON.stringify(second.report.findings)).toBe(text);
    expect(first.exitCode).toBe(live.exitCode);
    expect(first.report).toMatchObject({ replayed: true, now: live.report.now });
  });

  test('a second scan of the same state finds the same, byte for byte', async () => {
    const again = await scan([], now, environment);
    expect(JSON.stringify(again.report.findings)).toBe(JSON.stringify(live.report.findings));
  });

  test('is for its owner only and holds no credentials', async () => {
    expect((await stat(recording)).mode & 0o777).toBe(0o600);
    const text = await readFile(recording, 'utf8');
    for (const secret of Object.values(emulated.account.environment)) expect(text).not.toContain(secret);
  });
});
