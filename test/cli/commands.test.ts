/** The commands that judge nothing: checks, permissions, report, and the plan of a scan. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.js';
import { actionsOf, operationsOf } from '../../src/core/plan.js';
import { baseOperations } from '../../src/scope.js';
import { record, recordingHeader, startLines, writeLines } from './recording.js';
import { lintel, workspace } from './run.js';

const needed = actionsOf([...baseOperations, ...operationsOf(checks)]);

describe('checks', () => {
  test('lists every check on a line of its own', async () => {
    const { code, stdout, stderr } = await lintel(['checks']);
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([...checks.map(({ id }) => id), '']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('lists the selected ones as JSON', async () => {
    const { stdout } = await lintel(['checks', '--check', 'kms-key-rotation', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        id: 'kms-key-rotation',
        service: 'kms',
        severity: 'medium',
        resource: 'AWS::KMS::Key',
        actions: ['kms:DescribeKey', 'kms:GetKeyRotationStatus', 'kms:ListKeys'],
        options: { maxPeriodDays: { default: null, minimum: 90 } },
        recommendation: { id: 'rotate-kms-keys', statement: expect.stringMatching(/\w/) },
      },
    ]);
  });

  test('show explains one', async () => {
    const { code, stdout } = await lintel(['checks', 'show', 'kms-key-rotation']);
    for (const part of [
      'Customer managed symmetric keys rotate automatically',
      'Severity: medium',
      'Judges: AWS::KMS::Key',
      'kms:ListKeys (once a page)',
      'kms:GetKeyRotationStatus (per resource)',
      'maxPeriodDays (90 to 2560; default not set): longest rotation period',
      'aws kms enable-key-rotation --key-id {arn}',
      'https://docs.aws.amazon.com/kms/',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(code).toBe(0);
  });

  test('show explains one as JSON', async () => {
    const { stdout } = await lintel(['checks', 'show', 'iam-root-mfa', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'iam-root-mfa', severity: 'critical' });
  });
});

describe('permissions', () => {
  test('prints a policy with the actions of every check and of every scan, sorted', async () => {
    const { code, stdout, stderr } = await lintel(['permissions']);
    expect(JSON.parse(stdout)).toMatchObject({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: needed, Resource: '*' }],
    });
    expect(needed).toContain('ec2:DescribeRegions');
    expect(needed).toEqual([...needed].sort());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('prints no more than a selection needs', async () => {
    const { stdout } = await lintel(['permissions', '--check', 'kms-key-rotation']);
    expect(JSON.parse(stdout).Statement[0].Action).toEqual([
      'account:ListRegions',
      'ec2:DescribeRegions',
      'kms:DescribeKey',
      'kms:GetKeyRotationStatus',
      'kms:ListKeys',
      'sts:GetCallerIdentity',
    ]);
  });

  test('--split writes policies that together hold every action', async () => {
    const at = workspace();
    const { code, stdout } = await lintel(['permissions', '--split', at('policies')]);
    const files = readdirSync(at('policies')).map((name) => at('policies', name));
    expect(stdout.trimEnd().split('\n').sort()).toEqual(files.sort());
    const actions = files.flatMap((file) => {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const text = readFileSync(file, 'utf8');
      expect(text.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
      return JSON.parse(text).Statement.flatMap(({ Action }: { Action: string[] }) => Action);
    });
    expect(actions.sort()).toEqual(needed);
    expect(code).toBe(0);
  });
});

test('the plan of a scan shows control characters of what AWS answered', async () => {
  const at = workspace();
  const lines = startLines.map((line) => ({ ...line, body: line.body.replaceAll('us-east-1', 'us\u202e-east-1') }));
  const replay = ['--replay', writeLines(at('r.jsonl'), [recordingHeader, ...lines])];
  const { code, stdout } = await lintel(['scan', '--plan', ...replay]);
  expect(stdout).toContain(String.raw`1 region: us\u{202e}-east-1`);
  expect(code).toBe(0);
});

describe('report', () => {
  test('renders an earlier result as the scan did', async () => {
    const at = workspace();
    const keys = [
      { id: 'rotating', rotation: 'on' },
      { id: 'still', rotation: 'off' },
      { id: 'closed', rotation: 'denied' },
    ] as const;
    const replay = ['--replay', record(at('r.jsonl'), keys), '--output', at('first'), '--fail-on', 'medium'];
    const first = await lintel(['scan', '--check', 'kms-key-rotation', ...replay]);
    const files = ['--format', 'json', '--format', 'html', '--output', at('again')];
    const again = await lintel(['report', at('first', 'report.json'), '--fail-on', 'medium', ...files]);
    for (const name of ['report.json', 'report.html']) {
      expect(readFileSync(at('again', name), 'utf8')).toBe(readFileSync(at('first', name), 'utf8'));
      expect(statSync(at('again', name)).mode & 0o777).toBe(0o600);
    }
    const summary = await lintel(['report', at('first', 'report.json'), '--fail-on', 'medium']);
    const withoutNext = (text: string): string => text.replace(/^NEXT .*\n(?: .*\n)*/m, '');
    expect(withoutNext(summary.stdout)).toBe(withoutNext(first.stdout));
    expect(summary.stderr).toBe('');
    expect([first.code, again.code, summary.code]).toEqual([1, 1, 1]);
  });

  test('goes by the gate it is given', async () => {
    const at = workspace();
    const replay = ['--replay', record(at('r.jsonl'), [{ id: 'still', rotation: 'off' }]), '--output', at('out')];
    await lintel(['scan', '--check', 'kms-key-rotation', ...replay]);
    const codes = ['medium', 'high'].map(async (failOn) =>
      lintel(['report', at('out', 'report.json'), '--fail-on', failOn]),
    );
    expect((await Promise.all(codes)).map(({ code }) => code)).toEqual([1, 0]);
  });

  test('shows control characters of a result that someone handed over', async () => {
    const at = workspace();
    await lintel(['scan', '--check', 'kms-key-rotation', '--replay', record(at('r.jsonl')), '--output', at('out')]);
    const result = JSON.parse(readFileSync(at('out', 'report.json'), 'utf8'));
    const hostile = 'cut\u001b[2J\u202e short';
    writeFileSync(at('hostile.json'), JSON.stringify({ ...result, partial: hostile, account: hostile }));
    const { code, stdout, stderr } = await lintel(['report', at('hostile.json')]);
    expect(stdout).toContain(String.raw`the scan was cut short (cut\u{1b}[2J\u{202e} short)`);
    expect(stdout + stderr).not.toMatch(/[^\P{C}\n]/u);
    expect(code).toBe(3);
  });

  test.each<{ name: string; change: (text: string) => string; says: RegExp }>([
    { name: 'empty', change: () => '', says: /is empty/ },
    { name: 'no JSON', change: () => 'Dear reader', says: /is not a result of lintel/ },
    { name: 'another JSON', change: () => '{"a": 1}', says: /is not a (valid )?result/ },
    { name: 'cut off', change: (text) => text.slice(0, text.length / 2), says: /is cut off/ },
    {
      name: 'of a newer lintel',
      change: (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      says: /was written by a newer lintel\. Upgrade lintel to read it/,
    },
    {
      name: 'changed by hand',
      change: (text) => text.replace('"status":"pass"', '"status":"fine"'),
      says: /is not a valid result: findings\[0\], member 'status'/,
    },
  ])('of a file that is $name says so', async ({ change, says }) => {
    const at = workspace();
    await lintel(['scan', '--check', 'kms-key-rotation', '--replay', record(at('r.jsonl')), '--output', at('out')]);
    const before = readFileSync(at('out', 'report.json'), 'utf8');
    expect(change(before)).not.toBe(before);
    writeFileSync(at('bad.json'), change(before));
    const { code, stdout, stderr } = await lintel([
      'report',
      at('bad.json'),
      '--format',
      'html',
      '--output',
      at('out'),
    ]);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^lintel: .*\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
