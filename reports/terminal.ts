import { atLeast, severities } from '../src/core/check.js';
import type { Status } from '../src/core/finding.js';
import type { Header, ScanResult } from '../src/core/result.js';
import { frameworks } from './terminal/frameworks.js';
import { counted, Page, shownLength, some, type Span, type Style } from './terminal/page.js';
import {
  type Failed,
  mostResources,
  reasonWords,
  type Summary,
  summarise,
  withoutFindings,
} from './terminal/summary.js';

/** What {@link renderTerminal} needs to know of the terminal and the scan. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns; fewer than 40 are taken for 40. */
  readonly width: number;
  /** Paths of the reports that were written. */
  readonly reports?: readonly string[];
}

const mostReasons = 15;
const mostDetailed = 8;
const statuses: readonly Status[] = ['fail', 'unknown', 'not-applicable', 'pass'];
const severityColumn = Math.max(...severities.map(({ length }) => length)) + 2;
const styles: Readonly<Record<string, Style>> = { critical: 'red', high: 'red', medium: 'yellow' };

/** The summary of each result for a terminal: what failed, worst first; what is not known and why; what to do next. */
export async function* renderTerminal(
  results: readonly ScanResult[],
  options: TerminalOptions,
): AsyncGenerator<string> {
  const page = new Page(options);
  for (const [index, result] of results.entries()) {
    if (index > 0) yield '\n';
    const summary = await summarise(result);
    yield* top(page, result.header);
    yield* failed(page, summary);
    yield* unknown(page, summary);
    yield* frameworks(page, result.header);
    yield* regions(page, result.header);
    yield* nothingToJudge(page, result.header);
    yield* counts(page, result.header);
    yield* sinceThen(page, result.header, summary);
    yield* next(page, result.header, summary, options.reports ?? []);
  }
}

function* top(page: Page, header: Header): Generator<string> {
  const seconds = Math.round((Date.parse(header.endedAt) - Date.parse(header.startedAt)) / 1000);
  const when = `${header.now.slice(0, 16).replace('T', ' ')} UTC`;
  yield* page.text([
    { text: `lintel ${header.tool.version}`, style: 'bold' },
    `  account ${header.account}  ${when}  `,
    header.replayed ? 'replayed from a recording' : counted(seconds, 'second'),
  ]);
  yield* page.text([header.caller === null ? 'The caller could not be read.' : `as ${header.caller}`]);
  if (header.partial !== null) {
    yield* page.heading({ text: 'PARTIAL', style: 'yellow' }, `This scan was cut short: ${header.partial}.`);
    yield* page.text(['What is missing below is not known; it has not passed.'], 2);
  }
}

function* failed(page: Page, { failed: groups }: Summary): Generator<string> {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    yield* page.heading({ text: 'FAILED' }, 'no finding');
    return;
  }
  const checks = new Set(groups.map(({ check }) => check.id)).size;
  yield* page.heading({ text: 'FAILED', style: 'red' }, `${counted(total, 'finding')} of ${counted(checks, 'check')}`);
  // What is less than high has a line of its own only where that leaves the page readable.
  const brief = groups.length > mostDetailed ? groups.filter(({ severity }) => !atLeast(severity, 'high')) : [];
  for (const group of groups) if (!brief.includes(group)) yield* failedGroup(page, group);
  if (brief.length > 0) yield '\n';
  const widest = Math.max(0, ...brief.map(({ count }) => String(count).length));
  for (const { check, severity, count } of brief) {
    const number = String(count).padStart(widest);
    yield* page.text(
      [look(severity, severityColumn), `${number}  `, check.title, '  ', { text: check.id, style: 'dim' }],
      2,
      severityColumn + widest + 4,
    );
  }
  if (brief.length > 0) yield* page.text(['Their resources are in the report.'], 2);
}

function* failedGroup(page: Page, { check, severity, count, shown }: Failed): Generator<string> {
  const indent = severityColumn + 2;
  yield '\n';
  yield* page.text(
    [look(severity, severityColumn), { text: check.title, style: 'bold' }, '  ', { text: check.id, style: 'dim' }],
    2,
    indent,
  );
  const nameWidth = Math.min(28, Math.max(...shown.map(({ resource }) => shownLength(resource.name))));
  const regionWidth = Math.min(16, Math.max(...shown.map(({ region }) => shownLength(region))));
  const column = 4 + nameWidth + 2 + regionWidth + 2;
  for (const { resource, region, message, suppression } of shown) {
    const place = [{ text: resource.name, width: nameWidth }, '  ', { text: region, width: regionWidth }, '  '];
    const accepted =
      suppression && ` (suppressed until ${suppression.expires} by ${suppression.owner}: ${suppression.reason})`;
    yield* page.text(
      [...place, message, ...(accepted === undefined ? [] : [accepted])],
      4,
      page.width - column < 24 ? 6 : column,
    );
  }
  if (count > mostResources) yield* page.text([`and ${count - mostResources} more`], 4);
}

function* unknown(page: Page, { unknown: groups, unknownCount, overlap }: Summary): Generator<string> {
  if (unknownCount === 0) {
    yield* page.heading({ text: 'NOT KNOWN' }, 'no finding');
    return;
  }
  yield* page.heading(
    { text: 'NOT KNOWN', style: 'yellow' },
    `${counted(unknownCount, 'finding')}, neither passed nor failed`,
  );
  yield '\n';
  for (const { reason, count, regions: places, checkIds } of groups.slice(0, mostReasons)) {
    yield* page.text([reasonWords(reason), { text: ` — ${counted(count, 'finding')}`, style: 'bold' }], 2, 4);
    yield* page.text([reason.message], 4);
    yield* page.text([{ text: `${some(places, 4)}: ${some(checkIds, 4)}`, style: 'dim' }], 4);
  }
  const more = groups.length - mostReasons;
  if (more > 0) yield* page.text([`and ${counted(more, 'more reason')}, each in the full report`], 2);
  if (overlap) yield* page.text(['A finding that is open for several reasons stands under each.'], 2);
}

function* regions(page: Page, header: Header): Generator<string> {
  const missed = header.regions.filter(({ state }) => state !== 'scanned');
  if (missed.length === 0 && header.regionsUnread === null) return;
  yield* page.heading({ text: 'REGIONS NOT SCANNED' }, String(missed.length));
  if (header.regionsUnread !== null) {
    yield* page.text([`The list of regions could not be read: ${header.regionsUnread}. Others may be in use.`], 2);
  }
  const groups = new Map<string, string[]>();
  for (const { name, state, reason } of missed) {
    const why = `${state.replace('-', ' ')}${reason === undefined ? '' : `: ${reason}`}`;
    groups.set(why, [...(groups.get(why) ?? []), name]);
  }
  for (const [why, names] of groups) yield* page.text([`${some(names, 12)}  ${why}`], 2, 4);
}

function* nothingToJudge(page: Page, header: Header): Generator<string> {
  if (header.checks.length === 0) {
    yield* page.heading({ text: 'NOTHING JUDGED', style: 'yellow' }, 'no check was selected');
    return;
  }
  const groups = withoutFindings(header);
  if (groups.size === 0) return;
  const checks = [...groups.values()].reduce((sum, { length }) => sum + length, 0);
  yield* page.heading({ text: 'NOTHING TO JUDGE' }, counted(checks, 'check'));
  for (const [why, ids] of groups) yield* page.text([`${why}: ${some(ids, 8)}`], 2, 4);
}

function* counts(page: Page, header: Header): Generator<string> {
  const first = Math.max(...statuses.map(({ length }) => length)) + 2;
  const short = { critical: 'critical', high: 'high', medium: 'medium', low: 'low', informational: 'info' } as const;
  const row = (name: string, cells: readonly string[], style?: Style): Generator<string> =>
    page.text(
      [{ text: name, width: first, ...(style && { style }) }, cells.map((text) => text.padStart(10)).join('')],
      2,
    );
  yield* page.heading({ text: 'COUNTS' }, 'findings by status and severity');
  yield* row('status', [...severities.map((severity) => short[severity]), 'total']);
  for (const status of statuses) {
    const numbers = severities.map((severity) => header.counts[status][severity]);
    const total = numbers.reduce((sum, number) => sum + number, 0);
    const style = total === 0 ? undefined : ({ fail: 'red', unknown: 'yellow' } as Record<string, Style>)[status];
    yield* row(status, [...numbers, total].map(String), style);
  }
}

/** How many findings are accepted, and what the baseline had not. */
function* sinceThen(page: Page, { baseline }: Header, { suppressed }: Summary): Generator<string> {
  if (suppressed > 0)
    yield* page.text([`Suppressed: ${counted(suppressed, 'finding')}, which the gate leaves out.`], 2);
  if (baseline === null) return;
  const { changes, past } = baseline;
  const since = `Since ${baseline.now.slice(0, 16).replace('T', ' ')} UTC`;
  const numbers = `${changes.new} new, ${changes.worse} worse, ${changes.changed} changed, ${changes.resolved + past.resolved} resolved, ${past['no-longer-observed']} no longer observed, ${changes.unchanged} unchanged`;
  yield* page.text([`${since}: ${numbers}.`], 2);
}

function* next(page: Page, header: Header, summary: Summary, reports: readonly string[]): Generator<string> {
  const steps: (string | Span)[][] = [];
  const worst = summary.failed.find(({ count, suppressed }) => suppressed < count);
  if (worst !== undefined) {
    const { title, id, remediation } = worst.check;
    const how = remediation === undefined ? '' : ` ${remediation.text} ${remediation.url}`;
    steps.push([`Fix first: ${title} (${id}).`, how]);
  }
  const refused = summary.unknown.filter(({ reason }) => reason.kind === 'denied');
  const mine = refused.filter(({ reason }) => reason.by === 'identity' || reason.by === 'unstated');
  const actions = new Set(mine.flatMap(({ reason }) => reason.actions ?? []));
  if (actions.size > 0) steps.push([`Allow ${some(actions, 6)} to ${header.caller ?? 'the caller'}, and scan again.`]);
  if (refused.length > mine.length) {
    steps.push([
      'Ask who runs the other policies named above (organization, boundary, resource) to allow those reads.',
    ]);
  }
  if (header.partial !== null) steps.push(['Scan again: this scan did not end.']);
  const manual = header.recommendations.filter(({ assessable }) => assessable === 'manual').length;
  if (manual > 0)
    steps.push([`Confirm ${counted(manual, 'recommendation')} that no API can show; the report lists them.`]);
  for (const report of reports) steps.push([`Read the report: ${report}`]);
  if (steps.length === 0) return;
  yield* page.heading({ text: 'NEXT' }, counted(steps.length, 'step'));
  for (const [index, step] of steps.entries()) yield* page.text([`${index + 1}. `, ...step], 2, 5);
}

function look(severity: string, width: number): Span {
  const style = styles[severity];
  return { text: severity, width, ...(style && { style }) };
}
