/** The HTML report in a browser. It needs the page built: `npm run build`. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { yamlFile } from '../../src/config/yaml-file.js';
import { suppressionsOf } from '../../src/config/suppressions.js';
import { annotatedResult, emptyResult, fixtureResult, partialResult } from '../reports/fixture.js';
import { hostileNames } from '../reports/fixture-data.js';
import { manyResult, phone, type Watched, Watching, unknownResult } from './pages.js';

const views = [
  'overview',
  'findings',
  'recommendations',
  'frameworks',
  'resources',
  'coverage',
  'suppressions',
] as const;
const root = 'finding=iam-root-mfa+123456789012+global+123456789012';

const watching = new Watching();
beforeAll(async () => {
  await watching.start({
    annotated: [annotatedResult()],
    empty: [emptyResult()],
    'all unknown': [await unknownResult()],
    'two accounts': [
      fixtureResult(),
      { ...partialResult(), header: { ...partialResult().header, account: '999999999999' } },
    ],
    many: [manyResult(3_000)],
  });
});
afterAll(async () => watching.stop());

const list = (page: Page) => page.locator('ol.virtual a.row');
const count = (page: Page) => page.locator('.count [role=status]');

describe.each(['annotated', 'empty', 'all unknown', 'two accounts'])('the page of %s', (name) => {
  it('opens from a file without a word on the console, a request or a dialog', async () => {
    await watching.open(name, '', {}, async ({ page, console, requests, dialogs }) => {
      for (const view of views) {
        await page.locator(`nav a[href="#${view}"]`).click();
        await page.locator('#title').waitFor({ state: 'attached' });
      }
      expect({ console, dialogs, requests }).toEqual({ console: [], dialogs: [], requests: [watching.address(name)] });
    });
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: phone }],
  ] as const)('has no accessibility violation in any view, %s', async (_, options) => {
    // The page's own policy would keep out what axe injects; everything else is tested under it.
    await watching.open(name, '', { ...options, bypassCSP: true }, async ({ page }) => {
      for (const hash of [
        ...views,
        `findings?status=any&group=check&${root}`,
        'resources?resource=123456789012+global+123456789012',
        'findings?q=nothing-is-like-this',
      ]) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, hash);
        await page.locator('#title').waitFor({ state: 'attached' });
        await openAll(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([hash, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])]).toEqual([hash, []]);
      }
    });
  });

  // 640 by 450 is what a 1280 by 900 window shows at 200 % zoom.
  it.each([phone, { width: 320, height: 640 }, { width: 640, height: 450 }, { width: 1280, height: 900 }])(
    'does not scroll sideways in any view at $width px',
    async (viewport) => {
      await watching.open(name, '', { viewport }, async ({ page }) => {
        for (const hash of [...views, `findings?${root}`]) {
          await page.evaluate((hash) => {
            location.hash = hash;
          }, hash);
          await page.locator('#title').waitFor({ state: 'attached' });
          await openAll(page);
          const beyond = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
          expect([hash, beyond]).toEqual([hash, 0]);
        }
      });
    },
  );
});

async function openAll(page: Page): Promise<void> {
  await page.locator('details:not(.facet)').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
}

describe('what a stranger named', () => {
  it('is text, in every view', async () => {
    await watching.open('annotated', '#findings?status=any', {}, async ({ page, dialogs }) => {
      expect(await page.locator('img, iframe, form, object, #app script').count()).toBe(0);
      for (const name of [hostileNames.script, hostileNames.attribute]) {
        expect(await page.getByText(name, { exact: true }).count()).toBeGreaterThan(0);
      }
      expect(await page.getByText(String.raw`invoice\u{202e}fdp.exe`).count()).toBeGreaterThan(0);
      expect(dialogs).toEqual([]);
    });
  });

  it('keeps its direction to itself', async () => {
    await watching.open('annotated', '#findings?status=any', {}, async ({ page }) => {
      const loose = await list(page).evaluateAll((rows) =>
        rows.flatMap((row) => [...row.querySelectorAll('strong')].filter((name) => name.querySelector('bdi') === null)),
      );
      expect(loose).toEqual([]);
    });
  });
});

describe('the policy of the page', () => {
  it('keeps out every style, script and request but its own', async () => {
    await watching.open('annotated', '', {}, async ({ page, console }) => {
      const refused = await page.evaluate(() => {
        try {
          document.body.insertAdjacentHTML('beforeend', '<img src="https://example.invalid/x">');
          return 'nothing';
        } catch (error) {
          return (error as Error).name;
        }
      });
      expect(refused).toBe('TypeError');
      await page.evaluate(() => {
        const image = document.createElement('img');
        image.src = 'https://example.invalid/x';
        const style = document.createElement('style');
        style.textContent = 'body { max-width: 1px }';
        document.body.append(image, style);
      });
      expect(await page.locator('body').evaluate((body) => getComputedStyle(body).maxWidth)).toBe('none');
      const refusals = ['img-src', 'style-src', 'TrustedHTML'];
      expect(refusals.filter((word) => !console.some((text) => text.includes(word)))).toEqual([]);
    });
  });
});

describe('the overview', () => {
  it('leads with what fails worst, and its links keep what they count', async () => {
    await watching.open('annotated', '', {}, async ({ page }) => {
      expect(await page.locator('h2').allTextContents()).toEqual([
        'Fix first',
        'How sure we are',
        'Since the baseline',
        'Everything',
      ]);
      const first = page.locator('.fix').first();
      expect(await first.innerText()).toContain('Critical');
      const fails = /(\d+) fail/.exec(await first.locator('.fails').innerText())?.[1];
      await first.locator('h3 a').click();
      await list(page).first().waitFor();
      expect(await count(page).innerText()).toMatch(new RegExp(`^${fails} of `));
    });
  });

  it('says what would make the unknown known', async () => {
    await watching.open('annotated', '', {}, async ({ page }) => {
      const sure = page.locator('section', { has: page.getByRole('heading', { name: 'How sure we are' }) });
      expect(await sure.innerText()).toContain('Allow kms:DescribeKey in a policy of the caller.');
    });
  });

  it('says that nothing was judged where nothing was', async () => {
    await watching.open('empty', '', {}, async ({ page }) => {
      expect(await page.locator('main').innerText()).toContain('Nothing was judged.');
    });
  });
});

describe('working with findings', () => {
  it('searches names, evidence and messages, and keeps the search in the address', async () => {
    await watching.open('many', '#findings', {}, async ({ page }) => {
      const all = await count(page).innerText();
      await page.locator('#search').fill('billing-archive');
      expect(await count(page).innerText()).not.toBe(all);
      for (const text of await list(page).locator('strong').allInnerTexts()) expect(text).toContain('billing-archive');
      const said = await count(page).innerText();
      expect(page.url()).toContain('q=billing-archive');
      await page.reload();
      await list(page).first().waitFor();
      expect(await count(page).innerText()).toBe(said);
    });
  });

  it('filters by a facet and by several values of it', async () => {
    await watching.open('many', '#findings', {}, async ({ page }) => {
      await page.locator('summary', { hasText: 'Severity' }).click();
      const critical = page.locator('.values label', { hasText: 'Critical' });
      const high = page.locator('.values label', { hasText: 'High' });
      const numbers = [await critical.locator('.number').innerText(), await high.locator('.number').innerText()].map(
        (text) => Number(text.replaceAll(',', '')),
      );
      await critical.click();
      await high.click();
      expect(await count(page).innerText()).toBe(
        `${(numbers[0]! + numbers[1]!).toLocaleString('en-GB')} of 3,000 findings`,
      );
      expect(page.url()).toContain('severity=critical&severity=high');
    });
  });

  it('opens a finding from its link, with evidence, command and a suppression that lintel reads', async () => {
    await watching.open(
      'annotated',
      '#findings?finding=kms-key-rotation+123456789012+us-east-1+arn%3Aaws%3Akms%3Aus-east-1%3A123456789012%3Akey%2Fkey-01',
      { permissions: ['clipboard-read', 'clipboard-write'] },
      async ({ page }) => {
        const pane = page.locator('.pane');
        expect(await pane.locator('h2').innerText()).toBe('key-01');
        expect(await pane.locator('.evidence').innerText()).toContain('2020-01-01T00:00:00.000Z');
        await pane.getByRole('button', { name: 'Copy', exact: true }).click();
        await pane.getByText('Copied').waitFor();
        const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
        expect(await clipboard()).toBe('aws kms enable-key-rotation --key-id key-01 --region us-east-1');
        await pane.getByText('Draft a suppression').click();
        await pane.getByLabel('Reason').fill('Rotated by hand: "quarterly"');
        await pane.getByLabel('Owner').fill('platform@example.org');
        await pane.getByRole('button', { name: 'Copy the entry' }).click();
        const text = await clipboard();
        const today = new Date().toISOString().slice(0, 10);
        const entries = suppressionsOf(yamlFile('lintel.suppressions.yaml', text), {
          today,
          maxDays: 365,
          allowBroad: false,
        });
        const [finding] = await fingerprints('kms-key-rotation', 'key-01');
        expect(entries).toMatchObject([
          { fingerprint: finding, check: 'kms-key-rotation', reason: 'Rotated by hand: "quarterly"' },
        ]);
      },
    );
  });

  it('is worked by the keyboard alone', async () => {
    await watching.open('many', '#findings', {}, async ({ page }) => {
      await list(page).first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      const focused = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('data-line') ?? null);
      await expect.poll(focused).toBe('1');
      await page.keyboard.press('Enter');
      await page.locator('.pane h2').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(focused).toBe('1');
      expect(await page.locator('.pane').count()).toBe(0);
      await page.keyboard.press('End');
      const last = Number((await count(page).innerText()).split(' ')[0]?.replaceAll(',', '')) - 1;
      await expect.poll(focused).toBe(String(last));
      await page.keyboard.press('/');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
    });
  });

  it('renders only what is near the window', async () => {
    await watching.open('many', '#findings', {}, async ({ page }) => {
      await list(page).first().waitFor();
      expect(await list(page).count()).toBeLessThan(60);
      await page.evaluate(() => scrollTo(0, 30_000));
      await expect
        .poll(async () => Number(await page.locator('ol.virtual li').first().getAttribute('data-line')))
        .toBeGreaterThan(400);
      expect(await list(page).count()).toBeLessThan(60);
    });
  });

  it('groups, and closes a group', async () => {
    await watching.open('many', '#findings?group=severity', {}, async ({ page }) => {
      const heads = page.locator('button.head');
      expect(await heads.first().innerText()).toMatch(/^Critical/);
      await heads.first().click();
      expect(await page.locator('button.head').nth(1).innerText()).toMatch(/^High/);
      expect(await page.locator('ol.virtual li').nth(1).locator('button.head').count()).toBe(1);
    });
  });

  it('exports what is shown as CSV in which nothing is a formula', async () => {
    await watching.open('annotated', '#findings?status=any', {}, async ({ page }) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export as CSV' }).click(),
      ]);
      const rows = parse<Record<string, string>>(await readFile(await download.path(), 'utf8'), { columns: true });
      expect(rows).toHaveLength(Number((await count(page).innerText()).split(' ')[0]));
      expect(rows.some(({ resource }) => resource === `'${hostileNames.formula}`)).toBe(true);
      expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    });
  });

  it('says where a link leads to no finding of this report', async () => {
    await watching.open('annotated', '#findings?finding=iam-root-mfa+1+2+3', {}, async ({ page }) => {
      expect(await page.locator('.notice').innerText()).toContain('not in this report');
    });
  });
});

describe('on paper', () => {
  it('is the summary and the filtered findings, in ink', async () => {
    await watching.open('annotated', '#findings?severity=critical', { colorScheme: 'dark' }, async ({ page }) => {
      await page.emulateMedia({ media: 'print' });
      await page.locator('.printed').waitFor();
      expect(await page.locator('.printed h2').allInnerTexts()).toContain('Fix first');
      expect(await page.locator('.printed .row').count()).toBeGreaterThan(3);
      expect(await page.locator('header.top, .filters, .pane').count()).toBe(0);
      expect(await page.locator('html').evaluate((html) => getComputedStyle(html).color)).toBe('rgb(0, 0, 0)');
      await page.emulateMedia({ media: 'screen' });
      await page.locator('header.top').waitFor();
    });
  });

  it('stops after 2,000 findings and says so', async () => {
    await watching.open('many', '#findings?status=any', {}, async ({ page }) => {
      await page.emulateMedia({ media: 'print' });
      await page.locator('.printed').waitFor();
      expect(await page.locator('.printed .lines .row').count()).toBe(2_000);
      expect(await page.locator('.printed').innerText()).toContain('The first 2,000 are printed');
    });
  });
});

describe('where the page cannot work', () => {
  /** What the page says of its problem, where it shows its summary beside it. */
  const problem = async (name: string, before = ''): Promise<string> => {
    let said = '';
    await watching.open(name, '', { before }, async ({ page }: Watched) => {
      if ((await page.locator('main').innerText()).includes('Findings by severity'))
        said = await page.locator('#problem').innerText();
    });
    return said;
  };

  it('shows its summary without scripts', async () => {
    await watching.open('annotated', '', { javaScriptEnabled: false }, async ({ page }) => {
      const text = await page.locator('main').innerText();
      expect(text).toContain('Scripts are off');
      expect(text).toContain('Fix first');
      expect(await page.locator('caption').first().innerText()).toBe('Findings by severity');
    });
  });

  it('says that a browser is too old', async () => {
    expect(await problem('annotated', 'delete globalThis.DecompressionStream')).toContain('too old');
  });

  it.each([0.96, 0.999])('says that a file is cut off after %d of its data', async (share) => {
    await watching.cut('annotated', share);
    expect(await problem('cut')).toContain('not whole');
  });
});

async function fingerprints(checkId: string, name: string): Promise<string[]> {
  const found: string[] = [];
  for await (const one of annotatedResult().findings)
    if (one.checkId === checkId && one.resource.name === name) found.push(one.fingerprint);
  return found;
}
