/** `lintel suppress`: what it adds to which file, and what it refuses. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderJson } from '../../reports/json.js';
import { addDays, evidenceHash } from '../../src/config/suppressions.js';
import type { Finding } from '../../src/core/finding.js';
import { type Draft, resultOf } from '../reports/fixture.js';
import { lintel, workspace } from './run.js';

const file = 'lintel.suppressions.yaml';
const digits = (start: string): string => `v1:${start.padEnd(64, '0')}`;

function key(name: string, status: Draft['status'], start: string): Draft {
  const arn = `arn:aws:kms:us-east-1:123456789012:key/${name}`;
  return {
    checkId: 'kms-key-rotation',
    status,
    region: 'us-east-1',
    resource: { type: 'AWS::KMS::Key', key: arn, arn, name },
    evidence: { rotation: name },
    fingerprint: digits(start),
  };
}

const hostile = 'x"\n- check: "*" # \u202e: {';
const drafts = [
  key('off', 'fail', 'aaaaaaaa1'),
  key('also', 'fail', 'aaaaaaaa2'),
  key('closed', 'unknown', 'bbbbbbbb'),
  key('fine', 'pass', 'cccccccc'),
  key(hostile, 'fail', 'dddddddd'),
];
const signed = ['--reason', 'rotated by hand', '--owner', 'ops@example.org', '--expires', '90d'];
const today = new Date().toISOString().slice(0, 10);

beforeEach(async () => {
  const before = process.cwd();
  process.chdir(workspace()('.'));
  let text = '';
  for await (const piece of renderJson([resultOf(drafts)])) text += piece;
  writeFileSync('r.json', text);
  return () => process.chdir(before);
});

test('the file stays as readable as it was', async () => {
  writeFileSync(file, '', { mode: 0o644 });
  await suppress(digits('aaaaaaaa1'), ...signed);
  expect(statSync(file).mode & 0o777).toBe(0o644);
});

const suppress = async (...flags: string[]) => lintel(['suppress', ...flags, '--result', 'r.json']);

async function finding(name: string): Promise<Finding> {
  for await (const one of resultOf(drafts).findings) if (one.resource.name === name) return one;
  throw new Error(`no finding about ${name}`);
}

test('adds an entry that names what was accepted, and the gate goes by it', async () => {
  expect((await lintel(['gate', 'r.json', '--fail-on', 'medium'])).stdout).toContain('3 findings');
  const run = await suppress('AAAAAAAA1', ...signed, '--ticket', 'SEC-1');
  const [entry] = parse(readFileSync(file, 'utf8')).suppressions;
  expect(entry).toEqual({
    check: 'kms-key-rotation',
    resource: 'arn:aws:kms:us-east-1:123456789012:key/off',
    account: '123456789012',
    region: 'us-east-1',
    status: 'fail',
    severity: 'medium',
    fingerprint: digits('aaaaaaaa1'),
    reason: 'rotated by hand',
    owner: 'ops@example.org',
    expires: addDays(today, 90),
    ticket: 'SEC-1',
  });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toMatch(/^Added at lintel\.suppressions\.yaml:2:\n- check: kms-key-rotation\n {2}resource: /);
  const gate = await lintel(['gate', 'r.json', '--fail-on', 'medium']);
  expect(gate.stdout).toContain('2 findings at or above medium failed');
  expect(gate.stdout).toContain('1 suppressed finding was left out');
});

test('takes the fingerprint with its prefix, and a date', async () => {
  const last = addDays(today, 365);
  await suppress(digits('bbbbbbbb'), '--reason', 'r', '--owner', 'o', '--expires', last);
  expect(parse(readFileSync(file, 'utf8')).suppressions).toMatchObject([{ status: 'unknown', expires: last }]);
});

test('--pin accepts the evidence as it is', async () => {
  await suppress('bbbbbbbb', ...signed, '--pin');
  const { evidence } = parse(readFileSync(file, 'utf8')).suppressions[0];
  expect(evidence).toBe(evidenceHash(await finding('closed')));
});

test('names of the account change neither the file’s shape nor the terminal', async () => {
  const { stdout } = await suppress('dddddddd', ...signed);
  const { suppressions } = parse(readFileSync(file, 'utf8'));
  expect(suppressions).toMatchObject([{ resource: `arn:aws:kms:us-east-1:123456789012:key/${hostile}` }]);
  expect(suppressions).toHaveLength(1);
  expect(stdout).not.toMatch(/[^\P{C}\n]/u);
  expect((await lintel(['gate', 'r.json', '--strict-suppressions'])).code).toBe(0);
});

describe('a file that is there', () => {
  test.each<[string, string]>([
    ['of comments', '# Reviewed every quarter.\n# By the platform crew.\n'],
    ['without entries', '# ours\nsuppressions: # none\n'],
    ['with an empty list', '# ours\nsuppressions: []\n'],
    [
      'with entries and comments',
      `# ours\nsuppressions:\n  # the old one\n  - check: "s3-*" # for now\n    resource: 'arn:aws:s3:::logs-*'\n    reason: >-\n      a folded\n      reason\n    owner: o\n    expires: 2026-01-01\n\n  - check: iam-x\n    reason: r\n    owner: o\n    expires: 2026-01-02\n# the end\n`,
    ],
    [
      'whose list is not indented',
      `suppressions:\n- check: iam-x # so\n  reason: ${'long '.repeat(40)}word\n  owner: o\n  expires: 2026-01-01\n`,
    ],
    [
      'that does not end its last line',
      `suppressions:\n    - check: iam-x\n      reason: r\n      owner: o\n      expires: 2026-01-01`,
    ],
  ])('%s keeps every line, in order', async (_, before) => {
    writeFileSync(file, before);
    expect(await suppress('bbbbbbbb', ...signed)).toMatchObject({ code: 0, stderr: '' });
    const after = readFileSync(file, 'utf8');
    const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
    const lines = linesOf(before.replace(' []', '').replace(' # none', ''));
    expect(linesOf(after).filter((line) => lines.includes(line))).toEqual(lines);
    const earlier = parse(before)?.suppressions ?? [];
    expect(parse(after).suppressions).toEqual([
      ...earlier,
      expect.objectContaining({ fingerprint: digits('bbbbbbbb') }),
    ]);
  });

  test('with its entries on one line is spread, comments and all', async () => {
    writeFileSync(file, 'suppressions: [{ check: iam-x, reason: r, owner: o, expires: 2026-01-01 }] # so\n');
    expect(await suppress('bbbbbbbb', ...signed)).toMatchObject({ code: 0, stderr: '' });
    const after = readFileSync(file, 'utf8');
    expect(after).toContain('\n  - { check: iam-x, reason: r, owner: o, expires: 2026-01-01 }');
    expect(after).toContain('# so');
    expect(parse(after).suppressions).toMatchObject([{ check: 'iam-x' }, { fingerprint: digits('bbbbbbbb') }]);
  });

  test('above is the one that is added to', async () => {
    const deep = workspace()('.');
    writeFileSync(`${deep}/${file}`, '# here\n');
    mkdirSync(`${deep}/sub`);
    const result = `${process.cwd()}/r.json`;
    process.chdir(`${deep}/sub`);
    await lintel(['suppress', 'bbbbbbbb', ...signed, '--result', result]);
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(`../${file}`, 'utf8')).toMatch(/^# here\n[^]*bbbbbbbb/);
    process.chdir('/');
  });

  test('that accepts the finding already stays as it is; once that expired it is added again', async () => {
    await suppress('bbbbbbbb', ...signed);
    const before = readFileSync(file, 'utf8');
    const again = await suppress('bbbbbbbb', ...signed);
    expect(again.stderr).toContain(`${file}:2: accepts this finding already, until ${addDays(today, 90)}.`);
    expect(again.code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(before);
    writeFileSync(file, before.replace(/expires: .*/, 'expires: 2026-01-01'));
    expect((await suppress('bbbbbbbb', ...signed)).code).toBe(0);
    expect((await lintel(['gate', 'r.json'])).stderr).toBe('');
  });

  test('that is wrong stays as it is', async () => {
    writeFileSync(file, 'suppressions:\n  - check: a\n');
    expect(await suppress('bbbbbbbb', ...signed)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${file}:2: `),
    });
    expect(readFileSync(file, 'utf8')).toBe('suppressions:\n  - check: a\n');
  });
});

describe('refused, and nothing written:', () => {
  const expires = (day: string): string[] => ['bbbbbbbb', '--reason', 'r', '--owner', 'o', '--expires', day];
  test.each<[string, string[], string]>([
    ['a finding that passes', ['cccccccc', ...signed], 'is pass. Only what fails or is unknown is suppressed.'],
    [
      'a fingerprint of two findings',
      ['aaaaaaaa', ...signed],
      '2 findings of r.json have a fingerprint that begins with aaaaaaaa.',
    ],
    [
      'a fingerprint of none',
      ['12345678', ...signed],
      'No finding of r.json has a fingerprint that begins with 12345678.',
    ],
    ['fewer than 8 digits', ['bbbbbbb', ...signed], 'at least 8 of its hexadecimal digits'],
    ['what is no fingerprint', ['kms-key-rotation', ...signed], 'at least 8 of its hexadecimal digits'],
    ['a day that has passed', expires(addDays(today, -1)), 'has passed. Give a day to come.'],
    ['a day too far away', expires('366d'), 'A suppression lasts at most 365 days'],
    ['a day that is none', expires('2027-02-30'), '--expires takes a number of days such as 90d or a date'],
    ['words for a day', expires('next year'), '--expires takes a number of days such as 90d or a date'],
    ['no reason', ['bbbbbbbb', '--owner', 'o', '--expires', '9d'], 'Give --reason.'],
    ['a blank reason', ['bbbbbbbb', '--reason', ' ', '--owner', 'o', '--expires', '9d'], 'reason: must not be empty'],
    ['no expiry and no owner', ['bbbbbbbb', '--reason', 'r'], 'Give --owner, --expires.'],
  ])('%s', async (_, flags, says) => {
    const { code, stdout, stderr } = await suppress(...flags);
    expect(stderr).toContain(says);
    expect({ code, stdout, written: existsSync(file) }).toEqual({ code: 2, stdout: '', written: false });
  });
});

test('the configuration says how long an entry may last', async () => {
  writeFileSync('lintel.config.yaml', 'suppressions: { maxDays: 30 }\n');
  expect((await suppress('bbbbbbbb', ...signed)).stderr).toContain('A suppression lasts at most 30 days');
});
