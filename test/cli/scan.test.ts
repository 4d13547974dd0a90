/** `lintel scan` of recordings: what it writes where, and the exit code. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.js';
import type { Header } from '../../src/core/result.js';
import { keyLines, record, recordingHeader, type RecordedKey, startLines, writeLines } from './recording.js';
import { lintel, workspace } from './run.js';

const on: RecordedKey = { id: 'rotating', rotation: 'on' };
const off: RecordedKey = { id: 'still', rotation: 'off' };
const closed: RecordedKey = { id: 'closed', rotation: 'denied' };
const kms = ['--check', 'kms-key-rotation'];

type Report = Header & { readonly findings: readonly Finding[] };

describe('the gate', () => {
  test.each<{ keys: RecordedKey[]; failOn?: string; code: number; says: string }>([
    { keys: [on], code: 0, says: 'Gate passed (exit 0): nothing at or above high failed or is unknown.' },
    { keys: [on, off, closed], code: 0, says: 'Gate passed (exit 0): nothing at or above high failed or is unknown.' },
    { keys: [on, off], failOn: 'medium', code: 1, says: 'Gate failed (exit 1): 1 finding at or above medium failed.' },
    {
      keys: [on, closed],
      failOn: 'medium',
      code: 3,
      says: 'Gate not known enough (exit 3): 1 finding at or above medium could not be judged.',
    },
    {
      keys: [on, off, closed],
      failOn: 'low',
      code: 1,
      says: '(exit 1): 1 finding at or above low failed; 1 finding at or above low could not be judged.',
    },
    { keys: [off], failOn: 'none', code: 0, says: 'Gate passed (exit 0): no threshold was set for fails.' },
    { keys: [closed], failOn: 'none', code: 3, says: '(exit 3): 1 check could judge nothing (kms-key-rotation).' },
  ])('$keys.length keys, --fail-on $failOn: $code', async ({ keys, failOn, code, says }) => {
    const at = workspace();
    const gate = failOn === undefined ? [] : ['--fail-on', failOn];
    const run = await lintel(['scan', ...kms, '--replay', record(at('r.jsonl'), keys), '--output', at('out'), ...gate]);
    expect(run.stdout.trimEnd().split('\n').at(-1)).toContain(says);
    expect(run.code).toBe(code);
  });

  test('counts a threshold that the configuration moved', async () => {
    const at = workspace();
    const replay = ['--replay', record(at('r.jsonl')), '--output', at('out'), '--fail-on', 'medium'];
    expect(await lintel(['scan', ...kms, ...replay])).toMatchObject({ code: 0 });
    writeFileSync(at('strict.yaml'), 'options:\n  kms-key-rotation:\n    maxPeriodDays: 90\n');
    expect(await lintel(['scan', ...kms, ...replay, '--config', at('strict.yaml')])).toMatchObject({ code: 1 });
  });
});

test('a key that a listing repeats is one finding', async () => {
  const at = workspace();
  const replay = ['--replay', record(at('r.jsonl'), [off, off]), '--fail-on', 'medium'];
  const run = await lintel(['scan', ...kms, ...replay, '--format', 'json', '--output', '-']);
  const { findings, counts } = JSON.parse(run.stdout) as Report;
  expect(findings.map(({ status, resource }) => [status, resource.name])).toEqual([['fail', 'still']]);
  expect(counts.fail.medium).toBe(1);
  expect(run).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Gate failed (exit 1): 1 finding at or above medium failed.'),
  });
});

test('a credential report that was never finished while it was recorded is not waited for', async () => {
  const at = workspace();
  const headers = { date: 'Sun, 01 Nov 2026 09:00:00 GMT', 'content-type': 'text/xml' };
  const unfinished =
    '<GenerateCredentialReportResponse><GenerateCredentialReportResult><State>STARTED</State></GenerateCredentialReportResult></GenerateCredentialReportResponse>';
  const replay = writeLines(at('r.jsonl'), [
    recordingHeader,
    ...startLines,
    {
      service: 'iam',
      region: 'global',
      operation: 'GenerateCredentialReport',
      input: {},
      status: 200,
      headers,
      body: unfinished,
    },
  ]);
  const startedAt = performance.now();
  const run = await lintel([
    ...['scan', '--check', 'iam-access-key-unused', '--replay', replay],
    ...['--format', 'json', '--output', '-', '--quiet'],
  ]);
  expect(performance.now() - startedAt).toBeLessThan(3000);
  const { findings } = JSON.parse(run.stdout) as Report;
  expect(findings.map(({ status }) => status)).toEqual(['unknown']);
  expect(findings[0]?.gaps.map(({ kind, operation }) => [kind, operation])).toContainEqual([
    'timeout',
    'iam:GenerateCredentialReport',
  ]);
});

describe('the reports', () => {
  test('are JSON and HTML in a directory of their own, for the owner only', async () => {
    const at = workspace();
    const { stdout } = await lintel(['scan', ...kms, '--replay', record(at('r.jsonl')), '--output', at('a', 'b')]);
    expect(readdirSync(at('a', 'b')).sort()).toEqual(['report.html', 'report.json']);
    expect(statSync(at('a', 'b')).mode & 0o777).toBe(0o700);
    for (const name of ['report.html', 'report.json']) {
      expect(statSync(at('a', 'b', name)).mode & 0o777).toBe(0o600);
      expect(stdout).toContain(`Read the report: ${at('a', 'b', name)}\n`);
    }
  });

  test('stand alone on standard output; the gate is told on standard error', async () => {
    const at = workspace();
    const replay = ['--replay', record(at('r.jsonl'), [off]), '--fail-on', 'medium'];
    const run = await lintel(['scan', ...kms, ...replay, '--format', 'json', '--output', '-', '--quiet']);
    const report = JSON.parse(run.stdout) as Report;
    expect(report.findings.map(({ status }) => status)).toEqual(['fail']);
    expect(run).toMatchObject({
      code: 1,
      stderr: 'Gate failed (exit 1): 1 finding at or above medium failed.\n',
    });
    expect(readdirSync(at('.'))).toEqual(['r.jsonl']);
  });

  test('progress goes to standard error, and with --quiet nothing does', async () => {
    const at = workspace();
    const argv = ['scan', ...kms, '--replay', record(at('r.jsonl')), '--output', at('out')];
    const [loud, quiet] = [await lintel(argv), await lintel([...argv, '--quiet'])];
    expect(loud.stderr).toBe('Scanning\n');
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).toBe(loud.stdout);
  });

  test('show control characters of the account instead of sending them to the terminal', async () => {
    const at = workspace();
    const hostile: RecordedKey = { id: 'k\u001b]0;owned\u0007\u001b[2J\u202e\u0085\nGate passed', rotation: 'off' };
    const replay = ['--replay', record(at('r.jsonl'), [hostile]), '--fail-on', 'medium'];
    const { code, stdout, stderr } = await lintel(['scan', ...kms, ...replay, '--output', at('out')]);
    expect(stdout).toContain(String.raw`k\u{1b}]0;owned`);
    expect(stdout + stderr).not.toMatch(/[^\P{C}\n]/u);
    expect(stdout).not.toMatch(/^Gate passed/m);
    expect(code).toBe(1);
  });
});

describe('a selection', () => {
  const idsOf = async (...flags: string[]): Promise<string[]> => {
    const at = workspace();
    const replay = ['--replay', record(at('r.jsonl')), '--format', 'json', '--output', '-', '--fail-on', 'none'];
    return (JSON.parse((await lintel(['scan', ...flags, ...replay])).stdout) as Report).checks.map(({ id }) => id);
  };

  test('by severity, service and exclusion', async () => {
    const all = await idsOf();
    expect(all).toContain('kms-key-rotation');
    const severe = await idsOf('--severity', 'critical');
    expect(severe).toContain('iam-root-mfa');
    expect(severe).not.toContain('kms-key-rotation');
    expect(await idsOf('--service', 'kms', '--service', 's3')).toEqual(all.filter((id) => /^(kms|s3)-/.test(id)));
    expect(await idsOf('--exclude-check', 'iam-root-mfa')).toEqual(all.filter((id) => id !== 'iam-root-mfa'));
  });

  test('of a region that is not there, or not enabled', async () => {
    const at = workspace();
    const argv = ['scan', ...kms, '--replay', record(at('r.jsonl')), '--output', at('out'), '--quiet'];
    const { code, stdout, stderr } = await lintel([...argv, '--region', 'us-east-11']);
    expect(stderr).toMatch(
      /^lintel: There is no region 'us-east-11' in this partition\. Did you mean us-east-1\b.*\n$/,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect((await lintel([...argv, '--region', 'ap-east-1'])).stderr).toBe(
      "lintel: Region 'ap-east-1' is not enabled in this account. Enable it, or leave out --region ap-east-1.\n",
    );
    expect(readdirSync(at('out'))).toEqual([]);
  });
});

describe('a bad recording', () => {
  const lines = [recordingHeader, ...startLines, ...keyLines([on])];

  test.each<{ name: string; text: string; says: RegExp }>([
    { name: 'empty', text: '', says: /is empty; record the scan again with --record/ },
    {
      name: 'no recording',
      text: '{"findings": []}\n',
      says: /is no recording of lintel; name a file that --record wrote/,
    },
    { name: 'no JSON', text: 'Dear reader\n', says: /is no recording of lintel/ },
    {
      name: 'cut off',
      text: `${JSON.stringify(lines[0])}\n{"service":"st`,
      says: /is cut off in its last line; copy it again or record the scan again/,
    },
    {
      name: 'of a newer lintel',
      text: `${JSON.stringify({ ...recordingHeader, version: 99 })}\n`,
      says: /was recorded by a newer lintel \(version 99\); update lintel/,
    },
    {
      name: 'damaged',
      text: `${JSON.stringify(lines[0])}\nnonsense\n`,
      says: /Line 2 of .* is no JSON object; the file was damaged or edited/,
    },
    {
      name: 'without its first answer',
      text: `${JSON.stringify(lines[0])}\n`,
      says: /The recording does not hold the call that says whose account it is/,
    },
  ])('$name', async ({ text, says }) => {
    const at = workspace();
    writeFileSync(at('r.jsonl'), text);
    const argv = ['scan', '--replay', at('r.jsonl'), '--output', at('out'), '--quiet'];
    const { code, stdout, stderr } = await lintel(argv);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^lintel: .*\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('leaves an earlier report as it was', async () => {
    const at = workspace();
    const output = ['--output', at('out'), '--quiet'];
    await lintel(['scan', ...kms, '--replay', record(at('r.jsonl')), ...output]);
    const before = readFileSync(at('out', 'report.json'), 'utf8');
    writeFileSync(at('bad.jsonl'), 'nonsense\n');
    expect(await lintel(['scan', ...kms, '--replay', at('bad.jsonl'), ...output])).toMatchObject({ code: 2 });
    expect(readFileSync(at('out', 'report.json'), 'utf8')).toBe(before);
    expect(readdirSync(at('out')).sort()).toEqual(['report.html', 'report.json']);
  });

  test('that lacks answers makes findings unknown, never passes', async () => {
    const at = workspace();
    const replay = ['--replay', writeLines(at('r.jsonl'), [recordingHeader, ...startLines])];
    const run = await lintel(['scan', ...kms, ...replay, '--format', 'json', '--output', '-']);
    const { findings } = JSON.parse(run.stdout) as Report;
    expect(findings.map(({ status, gaps }) => [status, gaps[0]?.kind])).toEqual([['unknown', 'not-recorded']]);
    expect(run.code).toBe(3);
  });
});

test('a store that takes nothing does not cost the scan', async () => {
  const at = workspace();
  mkdirSync(at('store'));
  writeFileSync(at('store', 'scans'), '');
  const places = ['--store', at('store'), '--output', at('out')];
  const { code, stderr } = await lintel(['scan', ...kms, '--replay', record(at('r.jsonl')), ...places]);
  expect({ code, said: stderr.includes('The scan cannot be stored in') }).toEqual({ code: 2, said: true });
  expect(readdirSync(at('out')).sort()).toEqual(['report.html', 'report.json']);
});
