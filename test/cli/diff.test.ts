/** `lintel diff`: what it says of two results. */
import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { renderJson } from '../../reports/json.js';
import type { Header, ScanResult } from '../../src/core/result.js';
import { type Draft, resultOf } from '../reports/fixture.js';
import { lintel, workspace } from './run.js';

beforeEach(() => {
  const before = process.cwd();
  process.chdir(workspace()('.'));
  return () => process.chdir(before);
});

const regions: Header['regions'] = [{ name: 'us-east-1', state: 'scanned' }];

function key(name: string, status: Draft['status'], more: Partial<Draft> = {}): Draft {
  const resource = { type: 'AWS::KMS::Key', key: name, name };
  return {
    checkId: 'kms-key-rotation',
    status,
    region: 'us-east-1',
    message: `${name} is ${status}`,
    resource,
    ...more,
  };
}

async function write(name: string, ...results: ScanResult[]): Promise<void> {
  let text = '';
  for await (const piece of renderJson(results)) text += piece;
  writeFileSync(name, text);
}

const old = resultOf(
  [
    key('same', 'fail'),
    key('fixed', 'fail'),
    key('grown', 'fail', { severity: 'low' }),
    key('dimmed', 'fail'),
    key('deleted', 'fail'),
    key('elsewhere', 'fail', { region: 'eu-west-1' }),
  ],
  { regions, now: '2026-11-13T02:00:00.000Z' },
);
const now = resultOf(
  [
    key('same', 'fail'),
    key('fixed', 'pass'),
    key('grown', 'fail'),
    key('dimmed', 'unknown'),
    key('added\u001b[2J', 'fail'),
  ],
  { regions },
);

test('shows every change, with the times of both scans', async () => {
  await write('old.json', old);
  await write('new.json', now);
  const { code, stdout, stderr } = await lintel(['diff', 'old.json', 'new.json']);
  expect(stdout).toMatchInlineSnapshot(`
    "account 123456789012  from 2026-11-13 02:00 UTC to 2026-11-20 02:00 UTC

    NEW  1 finding
      fail           medium        kms-key-rotation  added\\u{1b}[2J  us-east-1
        added\\u{1b}[2J is fail

    WORSE  1 finding
      fail           medium        kms-key-rotation  grown  us-east-1  grown is fail

    CHANGED  1 finding
      unknown        medium        kms-key-rotation  dimmed  us-east-1  dimmed is
        unknown

    RESOLVED  1 finding
      pass           medium        kms-key-rotation  fixed  us-east-1  fixed is pass

    GONE  1 finding, resolved: the resource is no longer there
      fail           medium        kms-key-rotation  deleted  us-east-1  deleted is
        fail

    NO LONGER OBSERVED  1 finding, this scan did not see that far: whether they
      still hold is not known
      fail           medium        kms-key-rotation  elsewhere  eu-west-1  elsewhere
        is fail

    UNCHANGED  1 finding
    "
  `);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('as JSON', async () => {
  await write('old.json', old);
  await write('new.json', now);
  const { stdout } = await lintel(['diff', 'old.json', 'new.json', '--format', 'json']);
  const { compared, onlyOld, onlyNew } = JSON.parse(stdout);
  expect({ onlyOld, onlyNew }).toEqual({ onlyOld: [], onlyNew: [] });
  expect(compared).toMatchObject([
    {
      account: '123456789012',
      old: '2026-11-13T02:00:00.000Z',
      new: '2026-11-20T02:00:00.000Z',
      changes: { new: 1, worse: 1, changed: 1, resolved: 1, unchanged: 1 },
      past: { resolved: 1, 'no-longer-observed': 1 },
    },
  ]);
  const said = compared[0].findings.map((one: Record<string, { name: string }>) => [
    one['resource']?.name,
    one['change'] ?? one['past'],
  ]);
  expect(Object.fromEntries(said)).toEqual({
    'added\u001b[2J': 'new',
    grown: 'worse',
    dimmed: 'changed',
    fixed: 'resolved',
    deleted: 'resolved',
    elsewhere: 'no-longer-observed',
  });
});

test('of one result with itself is nothing but a count', async () => {
  await write('old.json', old);
  const { stdout } = await lintel(['diff', 'old.json', 'old.json']);
  expect(stdout.split('\n').slice(1)).toEqual(['', 'UNCHANGED  6 findings', '']);
});

test('says that the later scan was cut short, or is the earlier one', async () => {
  await write('old.json', now);
  await write('new.json', { ...old, header: { ...old.header, partial: 'interrupted' } });
  const { stdout } = await lintel(['diff', 'old.json', 'new.json']);
  expect(stdout).toContain('The scan given as the later one is the earlier of the two.\n');
  expect(stdout).toContain('PARTIAL  The later scan was cut short: interrupted.\n');
  expect(stdout).toContain('NO LONGER OBSERVED  1 finding');
  expect(stdout).not.toContain('GONE');
});

describe('several accounts', () => {
  const of = (account: string, ...drafts: Draft[]) => resultOf(drafts, { regions, account });

  test('are matched by account, whatever their order, and those of one side are said', async () => {
    const [a, b, c, d] = ['111111111111', '222222222222', '333333333333', '444444444444'] as const;
    await write('old.json', of(a, key('a', 'fail')), of(b, key('b', 'pass')), of(c));
    await write('new.json', of(d), of(b, key('b', 'fail')), of(a, key('a', 'fail')));
    const { code, stdout } = await lintel(['diff', 'old.json', 'new.json']);
    const [first = '', second = ''] = stdout.split(/^(?=account )/m).filter((part) => part !== '');
    expect(first).toMatch(/^account 222222222222 [^]*WORSE {2}1 finding/);
    expect(second).toMatch(/^account 111111111111 [^]*UNCHANGED {2}1 finding/);
    expect(stdout).toMatch(
      /Only the earlier result has account 333333333333: not compared\.\nOnly the later result has account 444444444444: not compared\.\n$/,
    );
    expect(code).toBe(0);
    const json = JSON.parse((await lintel(['diff', 'old.json', 'new.json', '--format', 'json'])).stdout);
    expect(json).toMatchObject({ onlyOld: [c], onlyNew: [d], compared: [{ account: b }, { account: a }] });
  });

  test.each([
    [
      'none in common',
      [of('111111111111')],
      [of('222222222222')],
      'old.json and new.json have no account in common: 111111111111 and 222222222222.',
    ],
    [
      'one twice',
      [of('111111111111'), of('111111111111')],
      [of('111111111111')],
      'old.json holds two scans of account 111111111111.',
    ],
  ])('%s is a mistake', async (_, before, after, says) => {
    await write('old.json', ...before);
    await write('new.json', ...after);
    const { code, stdout, stderr } = await lintel(['diff', 'old.json', 'new.json']);
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test('of a file that is no result is a mistake', async () => {
  await write('new.json', now);
  writeFileSync('old.json', 'Dear reader');
  expect(await lintel(['diff', 'old.json', 'new.json'])).toMatchObject({ code: 2, stdout: '' });
});
