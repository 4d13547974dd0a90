/** Policies x results -> exit code and closing line, through the command line. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { renderJson } from '../../reports/json.js';
import type { Header } from '../../src/core/result.js';
import { type Draft, resultOf } from '../reports/fixture.js';
import { record } from './recording.js';
import { lintel, workspace } from './run.js';

/** Everything happens in a directory of its own: the nearest configuration and suppressions are looked for there. */
let at: ReturnType<typeof workspace>;
beforeEach(() => {
  const before = process.cwd();
  at = workspace();
  process.chdir(at('.'));
  return () => process.chdir(before);
});

const checkInfo = resultOf([]).header.checks.filter(({ id }) => id === 'kms-key-rotation');
const regions: Header['regions'] = [{ name: 'us-east-1', state: 'scanned' }];

/** A finding about a key, medium unless said otherwise. */
function key(name: string, status: Draft['status'], more: Partial<Draft> = {}): Draft {
  const resource = { type: 'AWS::KMS::Key', key: name, name };
  return { checkId: 'kms-key-rotation', status, region: 'us-east-1', resource, ...more };
}

/** Writes a result of one check to a file. */
async function write(name: string, drafts: readonly Draft[], header: Partial<Header> = {}): Promise<string> {
  let text = '';
  for await (const piece of renderJson([resultOf(drafts, { checks: checkInfo, regions, ...header })])) text += piece;
  writeFileSync(name, text);
  return name;
}

function suppressions(...entries: string[]): void {
  writeFileSync('lintel.suppressions.yaml', `suppressions:\n${entries.map((one) => `  - { ${one} }\n`).join('')}`);
}

function day(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

const accepting = (what: string, days = 30): string => `${what}, reason: known, owner: ops, expires: ${day(days)}`;

const pass = key('fine', 'pass');
const fail = key('off', 'fail');
const high = key('worse', 'fail', { severity: 'high' });
const unknown = key('closed', 'unknown');

interface Row {
  readonly name: string;
  readonly drafts: readonly Draft[];
  readonly header?: Partial<Header>;
  readonly flags?: readonly string[];
  readonly baseline?: readonly Draft[];
  readonly suppressions?: readonly string[];
  readonly code: number;
  readonly says: string;
}

const medium = ['--fail-on', 'medium'];
const newOnly = [...medium, '--new-only', '--baseline', 'old.json'];

const table: readonly Row[] = [
  {
    name: 'a pass',
    drafts: [pass],
    code: 0,
    says: 'Gate passed (exit 0): nothing at or above high failed or is unknown.',
  },
  {
    name: 'a fail below the threshold',
    drafts: [pass, fail],
    code: 0,
    says: 'Gate passed (exit 0): nothing at or above high failed or is unknown.',
  },
  {
    name: 'a fail at the threshold',
    drafts: [pass, fail],
    flags: medium,
    code: 1,
    says: 'Gate failed (exit 1): 1 finding at or above medium failed.',
  },
  {
    name: 'a fail above the threshold',
    drafts: [pass, high],
    flags: medium,
    code: 1,
    says: 'Gate failed (exit 1): 1 finding at or above medium failed.',
  },
  {
    name: 'any fail, without a threshold',
    drafts: [high],
    flags: ['--fail-on', 'none'],
    code: 0,
    says: 'Gate passed (exit 0): no threshold was set for fails.',
  },
  {
    name: 'an unknown at the threshold',
    drafts: [pass, unknown],
    flags: medium,
    code: 3,
    says: 'Gate not known enough (exit 3): 1 finding at or above medium could not be judged.',
  },
  {
    name: 'an unknown below the threshold',
    drafts: [pass, unknown],
    code: 0,
    says: 'Gate passed (exit 0): nothing at or above high failed or is unknown.',
  },
  {
    name: 'a fail and an unknown',
    drafts: [fail, unknown],
    flags: medium,
    code: 1,
    says: 'Gate failed (exit 1): 1 finding at or above medium failed; 1 finding at or above medium could not be judged.',
  },
  {
    name: 'nothing but unknowns',
    drafts: [unknown],
    code: 3,
    says: 'Gate not known enough (exit 3): 1 check could judge nothing (kms-key-rotation).',
  },
  {
    name: 'any unknown, where any counts',
    drafts: [pass, unknown],
    flags: ['--fail-on-unknown', 'any'],
    code: 3,
    says: 'Gate not known enough (exit 3): 1 finding could not be judged.',
  },
  {
    name: 'an unknown at the threshold, where only blind checks count',
    drafts: [pass, unknown],
    flags: [...medium, '--fail-on-unknown', 'check'],
    code: 0,
    says: 'Gate passed (exit 0): nothing at or above medium failed.',
  },
  {
    name: 'nothing but unknowns, where none counts',
    drafts: [unknown],
    flags: ['--fail-on-unknown', 'off'],
    code: 0,
    says: 'Gate passed (exit 0): nothing at or above high failed.',
  },
  {
    name: 'fewer unknowns than a share',
    drafts: [pass, unknown],
    flags: ['--fail-on-unknown', '50%'],
    code: 0,
    says: 'Gate passed (exit 0): nothing at or above high failed.',
  },
  {
    name: 'more unknowns than a share',
    drafts: [pass, unknown],
    flags: ['--fail-on-unknown', '0.25'],
    code: 3,
    says: 'Gate not known enough (exit 3): 1 of 2 findings could not be judged, more than 25 %.',
  },
  {
    name: 'a scan cut short',
    drafts: [pass],
    header: { partial: 'time limit of 1 second' },
    flags: ['--fail-on', 'none', '--fail-on-unknown', 'off'],
    code: 3,
    says: 'Gate not known enough (exit 3): the scan was cut short (time limit of 1 second).',
  },
  {
    name: 'a fail in a scan cut short',
    drafts: [fail],
    header: { partial: 'time limit' },
    flags: medium,
    code: 1,
    says: 'Gate failed (exit 1): 1 finding at or above medium failed; the scan was cut short (time limit).',
  },
  {
    name: 'a suppressed fail',
    drafts: [pass, fail],
    flags: medium,
    suppressions: [accepting('check: kms-key-rotation, resource: off')],
    code: 0,
    says: 'Gate passed (exit 0): nothing at or above medium failed or is unknown; 1 suppressed finding was left out.',
  },
  {
    name: 'a suppressed unknown',
    drafts: [unknown],
    flags: medium,
    suppressions: [accepting('check: kms-key-rotation')],
    code: 0,
    says: 'Gate passed (exit 0): nothing at or above medium failed or is unknown; 1 suppressed finding was left out.',
  },
  {
    name: 'a fail beside a suppressed one',
    drafts: [fail, high],
    flags: medium,
    suppressions: [accepting('check: kms-key-rotation, resource: off')],
    code: 1,
    says: 'Gate failed (exit 1): 1 finding at or above medium failed; 1 suppressed finding was left out.',
  },
  {
    name: 'a fail whose suppression expired',
    drafts: [pass, fail],
    flags: medium,
    suppressions: [accepting('check: kms-key-rotation', -1)],
    code: 1,
    says: 'Gate failed (exit 1): 1 finding at or above medium failed.',
  },
  {
    name: 'a fail worse than what was accepted',
    drafts: [pass, high],
    flags: medium,
    suppressions: [accepting('check: kms-key-rotation, severity: medium')],
    code: 1,
    says: 'Gate failed (exit 1): 1 finding at or above medium failed.',
  },
  {
    name: 'an old fail',
    drafts: [pass, fail],
    baseline: [fail],
    flags: newOnly,
    code: 0,
    says: 'Gate passed (exit 0): nothing new or worse at or above medium failed or is unknown; 1 fail that the baseline has was left out.',
  },
  {
    name: 'a new fail beside an old one',
    drafts: [fail, high],
    baseline: [fail],
    flags: newOnly,
    code: 1,
    says: 'Gate failed (exit 1): 1 new, worse or no longer accepted finding at or above medium failed; 1 fail that the baseline has was left out.',
  },
  {
    name: 'a fail that became worse',
    drafts: [fail],
    baseline: [key('off', 'fail', { severity: 'low' })],
    flags: newOnly,
    code: 1,
    says: 'Gate failed (exit 1): 1 new, worse or no longer accepted finding at or above medium failed.',
  },
  {
    name: 'a pass that became unknown',
    drafts: [pass, unknown],
    baseline: [key('closed', 'pass')],
    flags: newOnly,
    code: 3,
    says: 'Gate not known enough (exit 3): 1 new, worse or no longer accepted finding at or above medium could not be judged.',
  },
  {
    name: 'an old unknown',
    drafts: [pass, unknown],
    baseline: [unknown],
    flags: newOnly,
    code: 0,
    says: 'Gate passed (exit 0): nothing new or worse at or above medium failed or is unknown.',
  },
  {
    name: 'an old unknown, where any counts',
    drafts: [pass, unknown],
    baseline: [unknown],
    flags: [...newOnly, '--fail-on-unknown', 'any'],
    code: 0,
    says: 'Gate passed (exit 0): nothing new or worse at or above medium failed.',
  },
  {
    name: 'an old fail, where old ones count too',
    drafts: [pass, fail],
    baseline: [fail],
    flags: [...medium, '--baseline', 'old.json'],
    code: 1,
    says: 'Gate failed (exit 1): 1 finding at or above medium failed.',
  },
];

describe.each(table)(
  '$name',
  ({ drafts, header = {}, flags = [], baseline, suppressions: entries = [], code, says }) => {
    beforeEach(async () => {
      await write('new.json', drafts, header);
      if (baseline !== undefined) await write('old.json', baseline, { now: '2026-11-01T00:00:00.000Z' });
      if (entries.length > 0) suppressions(...entries);
    });

    test(`gate: ${code}`, async () => {
      const run = await lintel(['gate', 'new.json', ...flags]);
      expect(run).toMatchObject({ code, stdout: `${says}\n` });
    });

    test(`report: ${code}`, async () => {
      const run = await lintel(['report', 'new.json', ...flags]);
      expect(run.stdout.trimEnd().split('\n').at(-1)).toBe(says);
      expect(run.code).toBe(code);
    });
  },
);

describe('several results', () => {
  test('are judged together', async () => {
    await write('a.json', [pass]);
    await write('b.json', [fail], { account: '999999999999' });
    expect(await lintel(['gate', 'a.json', 'b.json', ...medium])).toMatchObject({ code: 1 });
    expect(await lintel(['gate', 'a.json', 'a.json', ...medium])).toMatchObject({ code: 0 });
  });

  test('are compared account by account', async () => {
    let both = '';
    const other = { checks: checkInfo, regions, account: '999999999999' };
    const results = [resultOf([fail], { checks: checkInfo, regions }), resultOf([pass], other)];
    for await (const piece of renderJson(results)) both += piece;
    writeFileSync('old.json', both);
    await write('a.json', [fail]);
    await write('b.json', [fail], { account: '999999999999' });
    const run = await lintel(['gate', 'a.json', 'b.json', ...newOnly]);
    expect(run).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 new, worse or no longer accepted finding at'),
    });
  });
});

describe('what people hear of suppressions', () => {
  const typo = accepting('check: kms-key-rotatoin');

  test('an entry that matches nothing is told of, and with --strict-suppressions refused', async () => {
    await write('new.json', [pass]);
    suppressions(typo);
    const says =
      "lintel: lintel.suppressions.yaml:2: there is no check 'kms-key-rotatoin'. Did you mean kms-key-rotation?\n";
    expect(await lintel(['gate', 'new.json'])).toMatchObject({ code: 0, stderr: says });
    expect(await lintel(['gate', 'new.json', '--strict-suppressions'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `${says}lintel: 1 suppression of 1 matches nothing, and --strict-suppressions is set.\n`,
    });
  });

  test('an entry of another account is not told of', async () => {
    await write('new.json', [pass]);
    suppressions(accepting('check: kms-key-rotation, account: "999999999999"'));
    expect(await lintel(['gate', 'new.json', '--strict-suppressions'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('an expired entry is told of', async () => {
    await write('new.json', [pass, fail]);
    suppressions(accepting('check: kms-key-rotation', -1));
    const { stderr } = await lintel(['gate', 'new.json']);
    expect(stderr).toBe(`lintel: lintel.suppressions.yaml:2: expired on ${day(-1)}; 1 finding counts again.\n`);
  });

  test('an entry that would accept everything takes --allow-broad', async () => {
    await write('new.json', [fail]);
    suppressions(accepting('check: "*"'));
    expect(await lintel(['gate', 'new.json', ...medium])).toMatchObject({ code: 2, stdout: '' });
    expect(await lintel(['gate', 'new.json', ...medium, '--allow-broad'])).toMatchObject({ code: 0 });
  });

  test('the configuration says how long an entry may last, whatever plug-in its options are of', async () => {
    await write('new.json', [fail]);
    suppressions(accepting('check: kms-key-rotation', 60));
    writeFileSync('lintel.config.yaml', 'suppressions: { maxDays: 30 }\noptions: { acme-thing: { days: 3 } }\n');
    const { code, stderr } = await lintel(['gate', 'new.json']);
    expect(stderr).toContain('lintel.suppressions.yaml:2: a suppression lasts at most 30 days from today');
    expect(code).toBe(2);
  });

  test('the file can be given by name', async () => {
    await write('new.json', [fail]);
    writeFileSync('mine.yaml', `suppressions: [{ ${accepting('check: kms-key-rotation')} }]`);
    expect(await lintel(['gate', 'new.json', ...medium, '--suppressions', 'mine.yaml'])).toMatchObject({ code: 0 });
    const missing = await lintel(['gate', 'new.json', '--suppressions', 'none.yaml']);
    expect(missing).toMatchObject({ code: 2, stderr: 'lintel: none.yaml cannot be read (ENOENT).\n' });
  });

  test('the summary and the reports show what is suppressed and what is new', async () => {
    await write('old.json', [fail], { now: '2026-11-01T00:00:00.000Z' });
    await write('new.json', [fail, high]);
    suppressions(accepting('check: kms-key-rotation, resource: off'));
    const { stdout } = await lintel(['report', 'new.json', '--baseline', 'old.json']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`(suppressed until ${day(30)} by ops: known)`);
    expect(stdout).toContain('Suppressed: 1 finding, which the gate leaves out.');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'Since 2026-11-01 00:00 UTC: 1 new, 0 worse, 0 changed, 0 resolved, 0 no longer observed, 1 unchanged.',
    );
    const json = await lintel(['report', 'new.json', '--baseline', 'old.json', '--format', 'json=-']);
    expect(JSON.parse(json.stdout).findings).toMatchObject([
      { change: 'unchanged', suppression: { reason: 'known', owner: 'ops', expires: day(30) } },
      { change: 'new' },
    ]);
  });
});

describe('a baseline', () => {
  test.each<{ name: string; change: (text: string) => string; says: string }>([
    {
      name: 'of another account',
      change: (text) => text.replaceAll('123456789012', '999999999999'),
      says: 'The baseline is of account 999999999999 (aws) and this scan of 123456789012 (aws).',
    },
    {
      name: 'of a newer lintel',
      change: (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      says: 'was written by a newer lintel. Upgrade lintel to read it.',
    },
    { name: 'that is cut off', change: (text) => text.slice(0, text.length / 2), says: 'is cut off' },
    {
      name: 'with two scans of the account',
      change: (text) => `[${text},${text}]`,
      says: 'The baseline holds 2 scans of account 123456789012.',
    },
    { name: 'with none', change: () => '[]', says: 'holds no result' },
  ])('$name is refused', async ({ change, says }) => {
    const text = readFileSync(await write('new.json', [pass]), 'utf8');
    writeFileSync('old.json', change(text));
    const { code, stdout, stderr } = await lintel(['gate', 'new.json', '--baseline', 'old.json']);
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('is asked for by --new-only', async () => {
    const { code, stderr } = await lintel(['gate', await write('new.json', [pass]), '--new-only']);
    expect(stderr).toBe('lintel: --new-only takes a scan to compare with. Give it with --baseline RESULT.json.\n');
    expect(code).toBe(2);
  });
});

describe('a scan', () => {
  const kms = ['scan', '--check', 'kms-key-rotation', '--quiet', ...medium, '--format', 'json'];
  const off = [{ id: 'still', rotation: 'off' }] as const;

  test('may be compared with the report that it replaces', async () => {
    const gone = record('before.jsonl', [...off, { id: 'gone', rotation: 'off' }]);
    expect(await lintel([...kms, '--replay', gone])).toMatchObject({ code: 1 });
    const again = [...kms, '--replay', record('after.jsonl', off), '--baseline', 'lintel-report/report.json'];
    const run = await lintel([...again, '--new-only', '--format', 'csv']);
    expect(run.stdout.replaceAll(/\s+/g, ' ')).toContain('0 new, 0 worse, 0 changed, 1 resolved,');
    expect(run.code).toBe(0);
    const { past, baseline } = JSON.parse(readFileSync('lintel-report/report.json', 'utf8'));
    expect(past).toMatchObject([{ resource: { name: 'gone' }, past: 'resolved' }]);
    expect(baseline.changes.unchanged).toBe(1);
  });

  test('is suppressed by the file in the directory above', async () => {
    suppressions(accepting('check: kms-key-rotation'));
    const replay = record('r.jsonl', off);
    mkdirSync('deep');
    process.chdir('deep');
    expect(await lintel([...kms, '--replay', `../${replay}`])).toMatchObject({ code: 0 });
  });

  test('does not start where baseline or suppressions are wrong', async () => {
    const unread = [...kms, '--replay', '/nonexistent/recording.jsonl'];
    expect((await lintel([...unread, '--baseline', 'none.json'])).stderr).toContain('none.json');
    suppressions('check: a');
    expect((await lintel(unread)).stderr).toContain('lintel.suppressions.yaml:2: suppressions.0.reason: is missing.');
  });

  test('is not lost over a baseline of another account', async () => {
    await write('old.json', [pass]);
    const run = await lintel([...kms, '--replay', record('r.jsonl', off), '--baseline', 'old.json']);
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('The baseline is of account') });
    expect((await lintel(['gate', 'lintel-report/report.json', ...medium])).code).toBe(1);
  });
});
