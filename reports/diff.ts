/** What changed between two scans of an account, for a terminal and as JSON. */
import type { Change, Finding, PastFinding } from '../src/core/finding.js';
import type { Baseline, Header, ScanResult } from '../src/core/result.js';
import { counted, Page, type Style } from './terminal/page.js';

/** Accounts that only one side of a comparison has. */
export interface Unpaired {
  readonly old: readonly string[];
  readonly new: readonly string[];
}

/** A result that was compared with a baseline. */
interface Compared {
  readonly header: Header;
  readonly baseline: Baseline;
  readonly result: ScanResult;
}

interface Group {
  readonly title: string;
  readonly style?: Style;
  readonly change?: Change;
  readonly past?: PastFinding['past'];
  /** What the count alone does not say. */
  readonly note?: string;
}

const groups: readonly Group[] = [
  { title: 'NEW', style: 'red', change: 'new' },
  { title: 'WORSE', style: 'red', change: 'worse' },
  { title: 'CHANGED', style: 'yellow', change: 'changed' },
  { title: 'RESOLVED', style: 'green', change: 'resolved' },
  { title: 'GONE', style: 'green', past: 'resolved', note: 'resolved: the resource is no longer there' },
  {
    title: 'NO LONGER OBSERVED',
    style: 'yellow',
    past: 'no-longer-observed',
    note: 'this scan did not see that far: whether they still hold is not known',
  },
];

/** The changes of results that were compared with a baseline; unchanged findings are a count. */
export async function* renderDiff(
  results: readonly ScanResult[],
  unpaired: Unpaired,
  look: { readonly color: boolean; readonly width: number },
): AsyncGenerator<string> {
  const page = new Page(look);
  for (const [index, compared] of comparedOf(results).entries()) {
    if (index > 0) yield '\n';
    yield* top(page, compared);
    for (const group of groups) yield* groupOf(page, compared, group);
    yield* page.heading({ text: 'UNCHANGED' }, counted(compared.baseline.changes.unchanged, 'finding'));
  }
  if (unpaired.old.length + unpaired.new.length > 0) yield '\n';
  const sides = [
    ['Only the earlier result has', unpaired.old],
    ['Only the later result has', unpaired.new],
  ] as const;
  for (const [words, accounts] of sides) {
    if (accounts.length > 0) yield* page.text([`${words} account ${accounts.join(', ')}: not compared.`]);
  }
}

function* top(page: Page, { header, baseline }: Compared): Generator<string> {
  yield* page.text([
    { text: `account ${header.account}`, style: 'bold' },
    `  from ${timeOf(baseline.now)} to ${timeOf(header.now)}`,
  ]);
  if (header.now < baseline.now) {
    yield* page.text([{ text: 'The scan given as the later one is the earlier of the two.', style: 'yellow' }]);
  }
  if (header.partial !== null) {
    yield* page.text([{ text: 'PARTIAL', style: 'yellow' }, `  The later scan was cut short: ${header.partial}.`]);
  }
}

async function* groupOf(page: Page, { baseline, result }: Compared, group: Group): AsyncGenerator<string> {
  const { title, style, change, past, note } = group;
  const count = change === undefined ? baseline.past[past ?? 'resolved'] : baseline.changes[change];
  if (count === 0) return;
  const number = counted(count, 'finding');
  yield* page.heading({ text: title, ...(style && { style }) }, note === undefined ? number : `${number}, ${note}`);
  const findings: AsyncIterable<Finding & Partial<PastFinding>> = change === undefined ? result.past : result.findings;
  for await (const finding of findings) {
    if (finding.change === change && finding.past === past) yield* line(page, finding);
  }
}

function line(page: Page, { status, severity, checkId, resource, region, message }: Finding): Generator<string> {
  const what = [{ text: status, width: 15 }, { text: severity, width: 14 }, `${checkId}  `];
  return page.text([...what, { text: resource.name, style: 'bold' }, `  ${region}  ${message}`], 2, 4);
}

function timeOf(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** The same as JSON, a finding on a line. */
export async function* renderDiffJson(results: readonly ScanResult[], unpaired: Unpaired): AsyncGenerator<string> {
  yield '{\n  "compared": [';
  for (const [index, { header, baseline, result }] of comparedOf(results).entries()) {
    const { partition, account, now, partial } = header;
    const about = { partition, account, old: baseline.now, new: now, partial };
    yield `${index === 0 ? '' : ','}\n    {\n`;
    for (const [name, value] of Object.entries(about)) yield `      "${name}": ${JSON.stringify(value)},\n`;
    yield `      "changes": ${JSON.stringify(baseline.changes)},\n      "past": ${JSON.stringify(baseline.past)},\n`;
    yield '      "findings": [';
    let none = true;
    for await (const finding of changed(result)) {
      yield `${none ? '' : ','}\n        ${JSON.stringify(finding)}`;
      none = false;
    }
    yield `${none ? '' : '\n      '}]\n    }`;
  }
  yield `\n  ],\n  "onlyOld": ${JSON.stringify(unpaired.old)},\n  "onlyNew": ${JSON.stringify(unpaired.new)}\n}\n`;
}

async function* changed({ findings, past }: ScanResult): AsyncGenerator<Finding> {
  for await (const finding of findings) {
    if (finding.change !== undefined && finding.change !== 'unchanged') yield finding;
  }
  yield* past;
}

function comparedOf(results: readonly ScanResult[]): Compared[] {
  return results.flatMap((result) => {
    const { header } = result;
    return header.baseline === null ? [] : [{ header, baseline: header.baseline, result }];
  });
}
