import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { syntheticResult } from '../../bench/html-result.js';
import { renderHtml } from '../../reports/html/index.js';
import type { ScanResult } from '../../src/core/result.js';
import { fixtureResult, iterable } from '../reports/fixture.js';
import { startChromium } from './chromium.js';

export const phone = { width: 375, height: 800 };
const desktop = { width: 1280, height: 900 };

/** The fixture with none but its unknowns. */
export async function unknownResult(): Promise<ScanResult> {
  const result = fixtureResult();
  const unknowns = [];
  for await (const finding of result.findings) if (finding.status === 'unknown') unknowns.push(finding);
  return { ...result, findings: iterable(unknowns) };
}

/** A result of so many findings. */
export function manyResult(count: number): ScanResult {
  return syntheticResult(count);
}

/** Everything that a page does besides being shown. */
export interface Watched {
  readonly page: Page;
  readonly console: string[];
  readonly requests: string[];
  readonly dialogs: string[];
}

interface Options extends BrowserContextOptions {
  /** A script that runs before the page's own. */
  readonly before?: string;
}

/** Reports as files, opened in one browser and watched. */
export class Watching {
  #browser: Browser | undefined;
  #folder = '';

  /** Writes a file for each of the reports and starts the browser. */
  async start(reports: Readonly<Record<string, readonly ScanResult[]>>): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'lintel-html-'));
    for (const [name, results] of Object.entries(reports)) {
      const pieces: string[] = [];
      for await (const piece of renderHtml(results)) pieces.push(piece);
      await writeFile(this.#path(name), pieces.join(''));
    }
    this.#browser = await startChromium();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Writes a copy of a page, named `cut`, that ends after a share of it. */
  async cut(name: string, share: number): Promise<void> {
    const whole = await readFile(this.#path(name), 'utf8');
    await writeFile(this.#path('cut'), whole.slice(0, Math.floor(whole.length * share)));
  }

  address(name: string): string {
    return pathToFileURL(this.#path(name)).href;
  }

  /** Opens a page at a fragment and lets a test look at it. */
  async open(
    name: string,
    hash: string,
    { before, ...options }: Options,
    look: (watched: Watched) => Promise<void>,
  ): Promise<void> {
    if (this.#browser === undefined) throw new Error('the browser was not started');
    const context = await this.#browser.newContext({ viewport: desktop, ...options });
    try {
      const page = await context.newPage();
      if (before !== undefined) await page.addInitScript(before);
      const watched: Watched = { page, console: [], requests: [], dialogs: [] };
      page.on('console', (message) => watched.console.push(message.text()));
      page.on('pageerror', (error) => watched.console.push(error.message));
      page.on('request', (request) => watched.requests.push(request.url()));
      page.on('dialog', (dialog) => {
        watched.dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await page.goto(this.address(name) + hash);
      if (options.javaScriptEnabled !== false)
        await page.locator('#title, #problem:not([hidden])').first().waitFor({ state: 'attached' });
      await look(watched);
    } finally {
      await context.close();
    }
  }

  #path(name: string): string {
    return join(this.#folder, `${name}.html`);
  }
}
