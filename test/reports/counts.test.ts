/** Every format tells as many fails and unknowns as the result holds, but for what its docstring leaves out. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formats } from '../../reports/index.js';
import { renderTerminal } from '../../reports/terminal.js';
import type { ScanResult } from '../../src/core/result.js';
import { readResult } from '../../src/result/read.js';
import { lintel } from '../cli/run.js';

interface Counts {
  readonly fail: number;
  readonly unknown: number;
}

const directory = mkdtempSync(join(tmpdir(), 'lintel-counts-'));
const path = join(directory, 'demo.json');
let demo: readonly ScanResult[];
let held: Counts;

beforeAll(async () => {
  await lintel(['scan', '--demo', '--quiet', '--format', `json=${path}`]);
  demo = await readResult(path);
  const { findings } = JSON.parse(readFileSync(path, 'utf8')) as { findings: { status: string }[] };
  held = tally(
    findings.map(({ status }) => status),
    'fail',
    'unknown',
  );
});

afterAll(() => rmSync(directory, { recursive: true }));

function tally(statuses: readonly unknown[], fail: unknown, unknown: unknown): Counts {
  const of = (wanted: unknown): number => statuses.filter((status) => status === wanted).length;
  return { fail: of(fail), unknown: of(unknown) };
}

/** The numbers that a pattern finds in a text for people. */
function told(text: string, fail: RegExp, unknown: RegExp): Counts {
  return { fail: Number(fail.exec(text)?.[1]), unknown: Number(unknown.exec(text)?.[1]) };
}

const lines = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

interface Sarif {
  readonly runs: readonly [
    {
      readonly results: readonly object[];
      readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly { associatedRule?: object }[] }];
    },
  ];
}

type Suites = Readonly<Record<'testsuites', Readonly<Record<'failures' | 'errors', string>>>>;

const readers = {
  csv: (text) =>
    tally(
      parse<Record<string, string>>(text, { bom: true, columns: true }).map(({ status }) => status),
      'fail',
      'unknown',
    ),
  ocsf: (text) =>
    tally(
      (lines(text) as { compliance: { status: string } }[]).map(({ compliance }) => compliance.status),
      'Fail',
      'Unknown',
    ),
  asff: (text) =>
    tally(
      (lines(text) as { Findings: { Compliance: { Status: string } }[] }[])
        .flatMap(({ Findings }) => Findings)
        .map(({ Compliance }) => Compliance.Status),
      'FAILED',
      'WARNING',
    ),
  sarif: (text) => {
    const [{ results, invocations }] = (JSON.parse(text) as Sarif).runs;
    const [{ toolExecutionNotifications }] = invocations;
    return {
      fail: results.length,
      unknown: toolExecutionNotifications.filter(({ associatedRule }) => associatedRule !== undefined).length,
    };
  },
  junit: (text) => {
    const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(text) as Suites;
    return { fail: Number(testsuites.failures), unknown: Number(testsuites.errors) };
  },
  markdown: (text) => told(text, /## lintel: (\d+) failed/, /## lintel: .* (\d+) unknown/),
} satisfies Partial<Record<keyof typeof formats, (text: string) => Counts>>;

async function all(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

test('the demo fails and leaves unknown', () => {
  expect(held.fail).toBeGreaterThan(100);
  expect(held.unknown).toBeGreaterThan(10);
});

test.each(Object.keys(readers) as (keyof typeof readers)[])('%s tells them', async (name) => {
  expect(readers[name](await all(formats[name].render(demo)))).toEqual(held);
});

test('gitlab tells the fails', async () => {
  expect(JSON.parse(await all(formats.gitlab.render(demo)))).toHaveLength(held.fail);
});

test('the terminal tells them', async () => {
  const text = await all(renderTerminal(demo, { color: false, width: 80 }));
  expect(told(text, /^FAILED {2}(\d+) finding/m, /^(?:UNKNOWN|NOT KNOWN) {2}(\d+) finding/m)).toEqual(held);
});
