/**
 * `tsx bench/html.ts`: what the HTML report of 100,000 findings costs to write, open and search, beside a plain table
 * of the same findings in the same browser. It needs the page built (`npm run build`) and Chromium. Sizes decide the
 * exit code; times and memory depend on the machine and are only reported.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../reports/html/index.js';
import { startChromium } from '../test/browser/chromium.js';
import { syntheticResult } from './html-result.js';
import { heading, line, type Row } from './table.js';

const findings = 100_000;
const self = fileURLToPath(import.meta.url);
const searches = ['billing-archive', 'arn:aws:kms:eu-west-1', 'prod-1abc', 'role/platform', 'nothing is like this'];

/** What a child that writes one file tells. */
interface Written {
  readonly ms: number;
  /** Most memory of the whole process. */
  readonly megabytes: number;
}

/** The plain table that the page is measured against: every finding a row, nothing folded, no script. */
async function* plainTable(): AsyncGenerator<string> {
  const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
  yield '<!doctype html><meta charset="utf-8"><title>Findings</title><table id="title">';
  for await (const { severity, status, checkId, region, resource, message, evidence } of syntheticResult(findings)
    .findings) {
    const cells = [severity, status, checkId, region, resource.arn ?? '', message, JSON.stringify(evidence)];
    yield `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>\n`;
  }
  yield '</table>';
}

/** Runs as the child: writes one file and tells what that took. */
async function write(kind: string, path: string): Promise<void> {
  // The findings are made as they are asked for; what making them costs is no part of writing.
  const result = syntheticResult(findings);
  const made = performance.now();
  for await (const _ of result.findings) continue;
  const making = performance.now() - made;
  const start = performance.now();
  await pipeline(Readable.from(kind === 'page' ? renderHtml([result]) : plainTable()), createWriteStream(path));
  const ms = performance.now() - start - making;
  process.send?.({ ms, megabytes: process.resourceUsage().maxRSS / 1024 } satisfies Written);
}

async function written(kind: string, path: string): Promise<Written> {
  const child = fork(self, [kind, path]);
  const [message] = (await once(child, 'message')) as [Written];
  return message;
}

/** What opening a file costs: until its first finding can be used, and the heap then, once garbage is gone. */
async function opened(
  browser: Browser,
  path: string,
  ready: string,
): Promise<{ page: Page; ms: number; megabytes: number }> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const start = performance.now();
  await page.goto(pathToFileURL(path).href + (ready === '#title' ? '' : '#findings'), { waitUntil: 'commit' });
  await page.waitForLoadState('load', { timeout: 300_000 });
  await page.locator(ready).first().waitFor({ timeout: 300_000 });
  const ms = performance.now() - start;
  return { page, ms, megabytes: await heapOf(page) };
}

/** JavaScript's heap with the arrays beside it, in megabytes, once garbage is gone. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = (await session.send('Runtime.getHeapUsage')) as Record<
    'usedSize' | 'backingStorageSize',
    number
  >;
  return (usedSize + backingStorageSize) / 1e6;
}

/** Time from a changed search to the frame that shows its findings, in milliseconds. */
async function searched(page: Page, text: string): Promise<number> {
  return page.evaluate(async (text) => {
    const field = document.querySelector<HTMLInputElement>('#search');
    if (field === null) throw new Error('there is no search');
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done));
    });
    return performance.now() - start;
  }, text);
}

function row(what: string, value: number, unit: string, most?: number, decides = false): Row {
  const measured = `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
  const target = most === undefined ? 'baseline' : `at most ${most} ${unit}`;
  return { what, measured, target, met: most === undefined || value <= most, decides };
}

async function* rows(folder: string): AsyncGenerator<Row> {
  const page = join(folder, 'page.html');
  const table = join(folder, 'table.html');
  const pageCost = await written('page', page);
  const tableCost = await written('table', table);
  const shell = new URL('../dist/report-shell.html', import.meta.url);
  yield row('page without data: size', (await readFile(shell)).length / 1000, 'KB', 80, true);
  yield row('page: size', (await stat(page)).size / 1e6, 'MB', 5, true);
  yield row('table: size', (await stat(table)).size / 1e6, 'MB');
  yield row('page: written in', pageCost.ms / 1000, 's', 2);
  yield row('table: written in', tableCost.ms / 1000, 's');
  yield row('page: most memory of the writing process', pageCost.megabytes, 'MB', 256);
  yield row('table: most memory of the writing process', tableCost.megabytes, 'MB');
  const browser = await startChromium();
  try {
    const plain = await opened(browser, table, '#title tr:last-child');
    yield row('table: last row there after', plain.ms / 1000, 's');
    yield row('table: heap', plain.megabytes, 'MB');
    await plain.page.close();
    const app = await opened(browser, page, 'a.row');
    yield row('page: a finding can be opened after', app.ms / 1000, 's', 1.5);
    yield row('page: heap', app.megabytes, 'MB', 80);
    let slowest = 0;
    for (const text of searches) slowest = Math.max(slowest, await searched(app.page, text));
    yield row(`page: slowest of ${searches.length} searches`, slowest, 'ms', 150);
    yield row('page: heap after the searches', await heapOf(app.page), 'MB', 80);
  } finally {
    await browser.close();
  }
}

async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-html-bench-'));
  try {
    process.stdout.write(`${heading}\n`);
    let met = true;
    for await (const one of rows(folder)) {
      process.stdout.write(`${line(one)}\n`);
      met &&= one.met || !one.decides;
    }
    return met ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [kind, path] = process.argv.slice(2);
if (kind !== undefined && path !== undefined) await write(kind, path);
else process.exitCode = await main();
