import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../reports/html/index.js';
import type { ScanResult } from '../../src/core/result.js';
import { hostileNames } from '../reports/fixture-data.js';
import { emptyResult, fixtureResult, iterable, partialResult } from '../reports/fixture.js';
import { startChromium } from './chromium.js';

const desktop = { width: 1280, height: 900 };
const phone = { width: 375, height: 800 };

/** The fixture with none but its unknowns. */
async function unknownResult(): Promise<ScanResult> {
  const result = fixtureResult();
  const unknowns = [];
  for await (const finding of result.findings) if (finding.status === 'unknown') unknowns.push(finding);
  return { ...result, findings: iterable(unknowns) };
}

const pages: Readonly<Record<string, () => Promise<readonly ScanResult[]>>> = {
  full: async () => [fixtureResult()],
  empty: async () => [emptyResult()],
  'all unknown': async () => [await unknownResult()],
  'two accounts': async () => [fixtureResult(), partialResult()],
};
const names = Object.keys(pages);

let browser: Browser;
let folder: string;
const address = (name: string): string => pathToFileURL(join(folder, `${name}.html`)).href;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-html-'));
  for (const [name, results] of Object.entries(pages)) {
    let html = '';
    for await (const chunk of renderHtml(await results())) html += chunk;
    await writeFile(join(folder, `${name}.html`), html);
  }
  browser = await startChromium();
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Everything that a page does besides being shown. */
interface Watched {
  readonly page: Page;
  readonly console: string[];
  readonly requests: string[];
  readonly dialogs: string[];
}

async function open(
  name: string,
  options: BrowserContextOptions,
  look: (watched: Watched) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: desktop, ...options });
  try {
    const page = await context.newPage();
    const watched: Watched = { page, console: [], requests: [], dialogs: [] };
    page.on('console', (message) => watched.console.push(message.text()));
    page.on('pageerror', (error) => watched.console.push(error.message));
    page.on('request', (request) => watched.requests.push(request.url()));
    page.on('dialog', (dialog) => {
      watched.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(address(name));
    await look(watched);
  } finally {
    await context.close();
  }
}

async function openAll(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
}

describe.each(names)('the %s page', (name) => {
  it('opens from a file without a word on the console, a request or a dialog', async () => {
    await open(name, {}, async ({ page, console, requests, dialogs }) => {
      await openAll(page);
      await page.waitForLoadState('networkidle');
      expect(console).toEqual([]);
      expect(dialogs).toEqual([]);
      expect(requests).toEqual([address(name)]);
      expect(await page.locator('h1').count()).toBe(1);
    });
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: phone }],
  ] as const)('has no accessibility violation, %s', async (_, options) => {
    // The page's own policy would keep out what axe injects; everything else is tested under it.
    await open(name, { ...options, bypassCSP: true }, async ({ page }) => {
      await openAll(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  });

  // 640 by 450 is what a 1280 by 900 window shows at 200 % zoom.
  it.each([phone, { width: 320, height: 640 }, { width: 640, height: 450 }, desktop])(
    'does not scroll sideways at $width px',
    async (viewport) => {
      await open(name, { viewport }, async ({ page }) => {
        await openAll(page);
        const width = await page.locator('html').evaluate((html) => html.scrollWidth);
        expect(width).toBe(viewport.width);
      });
    },
  );
});

describe('the full page', () => {
  it('shows hostile names as text', async () => {
    await open('full', {}, async ({ page }) => {
      await openAll(page);
      expect(await page.locator('img, script, iframe, svg, form').count()).toBe(0);
      for (const name of [hostileNames.script, hostileNames.attribute]) {
        expect(await page.getByRole('heading', { name, exact: true }).count()).toBe(1);
      }
    });
  });

  it('applies its style under its own policy and refuses any other', async () => {
    await open('full', {}, async ({ page, console }) => {
      const margin = (): Promise<string> => page.locator('body').evaluate((body) => getComputedStyle(body).maxWidth);
      expect(await margin()).toBe('1024px');
      await page.locator('body').evaluate((body) => {
        body.insertAdjacentHTML(
          'beforeend',
          '<style>body { max-width: 1px }</style><img src="https://example.invalid/x">',
        );
      });
      expect(await margin()).toBe('1024px');
      expect(console.filter((text) => text.includes('Content Security Policy'))).not.toEqual([]);
    });
  });

  it('opens the check that a link from the top leads to', async () => {
    await open('full', {}, async ({ page }) => {
      const link = page.locator('#a1-fix ul a').first();
      const target = page.locator((await link.getAttribute('href'))!);
      expect(await target.isVisible()).toBe(false);
      await link.click();
      await target.waitFor({ state: 'visible', timeout: 5000 });
    });
  });

  it('reaches the report by its first key stroke, and every table by the keyboard', async () => {
    await open('full', { viewport: phone }, async ({ page }) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
      await openAll(page);
      const unreachable = await page
        .locator('.scroll')
        .evaluateAll((boxes) => boxes.filter((box) => box.tabIndex !== 0));
      expect(unreachable).toEqual([]);
      const wide = page.locator('#a1-coverage .scroll').nth(1);
      expect(await wide.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
    });
  });

  it('prints its open findings opened, in ink, without the means to move about', async () => {
    await open('full', { colorScheme: 'dark' }, async ({ page }) => {
      const finding = page.locator('article.finding').first();
      expect(await finding.isVisible()).toBe(false);
      await page.emulateMedia({ media: 'print' });
      const shown = (text: string): Promise<boolean> =>
        page
          .getByText(text)
          .first()
          .evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }));
      expect(await shown('The root user has no MFA device.')).toBe(true);
      expect(await finding.evaluate((element) => element.checkVisibility())).toBe(true);
      expect(await page.locator('.contents').first().isVisible()).toBe(false);
      expect(await page.locator('html').evaluate((html) => getComputedStyle(html).color)).toBe('rgb(0, 0, 0)');
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    });
  });
});
