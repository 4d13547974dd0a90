/** The file of the HTML report. What it does in a browser is in test/browser. It needs the page built: `npm run build`. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { recommendations } from '../../checks/recommendations.js';
import { exposing } from '../../reports/html/app/risk.js';
import { unpack } from '../../reports/html/columns.js';
import { gzipBase64 } from '../../reports/html/encode.js';
import { renderHtml } from '../../reports/html/index.js';
import { pack } from '../../reports/html/pack.js';
import type { ScanResult } from '../../src/core/result.js';
import { annotatedResult, emptyResult, fixtureResult, iterable, partialResult } from './fixture.js';
import { hostileNames } from './fixture-data.js';

async function html(results: readonly ScanResult[]): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of renderHtml(results)) pieces.push(piece);
  return pieces.join('');
}

function dataOf(page: string): string {
  const base64 = /<script type="application\/octet-stream" id="data">([^<]*)<\/script>/.exec(page)?.[1] ?? '';
  return gunzipSync(Buffer.from(base64, 'base64')).toString();
}

function hash(text: string | undefined): string {
  return `'sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}'`;
}

describe('the file', () => {
  it('names in its policy the one script and the one style that it holds', async () => {
    const page = await html([annotatedResult()]);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.split('; ');
    const scripts = [...page.matchAll(/<script type="module">([^]*?)<\/script>/g)];
    const styles = [...page.matchAll(/<style>([^]*?)<\/style>/g)];
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    expect(policy).toEqual([
      `default-src 'none'`,
      `script-src ${hash(scripts[0]?.[1])}`,
      `style-src ${hash(styles[0]?.[1])}`,
      `base-uri 'none'`,
      `form-action 'none'`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ]);
  });

  it('loads nothing: no element of it names another file', async () => {
    const page = await html([annotatedResult()]);
    const markup = page.replaceAll(/<(script|style)[^]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\s(?:src|href|action|style|on\w+)=/i);
  });

  it('holds the whole result as data', async () => {
    const data = dataOf(await html([annotatedResult()]));
    let packed = '';
    for await (const line of pack([annotatedResult()], (text) => createHash('sha256').update(text).digest('hex')))
      packed += line;
    expect(data).toBe(packed);
  });

  it('is the same every time', async () => {
    expect(await html([annotatedResult()])).toBe(await html([annotatedResult()]));
  });

  it('comes in pieces, and asks for findings while it is written', async () => {
    const result = annotatedResult();
    let asked = 0;
    const findings = {
      async *[Symbol.asyncIterator]() {
        for await (const finding of result.findings) {
          asked += 1;
          yield finding;
        }
      },
    };
    const pieces = renderHtml([{ ...result, findings }]);
    await pieces.next();
    expect(asked).toBe(0);
  });

  it('fails where its findings fail', async () => {
    const broken = {
      // oxlint-disable-next-line require-yield
      async *[Symbol.asyncIterator](): AsyncGenerator<never> {
        throw new Error('the file was cut off');
      },
    };
    await expect(html([{ ...fixtureResult(), findings: broken }])).rejects.toThrow('the file was cut off');
  });
});

describe('the summary without scripts', () => {
  const markupOf = async (results: readonly ScanResult[]): Promise<string> =>
    (await html(results)).replaceAll(/<(script|style)[^]*?<\/\1>/g, '');

  it('tells account, figures and the worst checks', async () => {
    const markup = await markupOf([fixtureResult()]);
    expect(markup).toContain('<title>AWS account 123456789012: lintel report</title>');
    expect(markup).toMatch(/27 findings fail, 9 unknown/);
    expect(markup).toMatch(/<li>Critical: <bdi>[^<]+<\/bdi> \(\d+ fails?\)<\/li>/);
  });

  it('says that a scan was cut short', async () => {
    expect(await markupOf([partialResult()])).toContain('The scan was cut short: <bdi>the credentials expired');
  });

  it('stands without findings, checks or results', async () => {
    expect(await markupOf([emptyResult()])).toContain('0 findings fail, 0 unknown');
    expect(await markupOf([])).toContain('<title>0 scans: lintel report</title>');
  });

  it.each(Object.entries(hostileNames))('keeps the hostile name %s inert', async (_, name) => {
    const { header } = fixtureResult();
    const checks = header.checks.map((check) => ({ ...check, title: name }));
    const markup = await markupOf([
      { ...fixtureResult(), header: { ...header, account: name, partial: name, checks } },
    ]);
    const tags = new Set([...markup.matchAll(/<([a-z][\w-]*)/gi)].map(([, tag]) => tag));
    expect([...tags].filter((tag) => ['img', 'script', 'b', 'iframe'].includes(tag ?? ''))).toEqual([]);
    expect(markup).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('the writing', () => {
  it.each([0, 1, 2, 3, 100_000])('is base64 without a seam for %d bytes of text', async (length) => {
    const text = Array.from({ length }, (_, index) => String.fromCharCode(97 + ((index * 7919) % 26))).join('');
    let base64 = '';
    for await (const piece of gzipBase64(iterable(text === '' ? [] : text.match(/[^]{1,1000}/g)!))) base64 += piece;
    expect(gunzipSync(Buffer.from(base64, 'base64')).toString()).toBe(text);
    expect(base64.replaceAll('\n', '')).toMatch(/^[A-Za-z0-9+/]*={0,2}$/);
  });

  it('can be read again by the page’s own reader', async () => {
    const text = dataOf(await html([fixtureResult(), partialResult()]));
    const report = await unpack(iterable(text.split('\n').slice(0, -1)));
    expect(report.scans).toHaveLength(2);
  });
});

describe('the risk order', () => {
  it('knows every recommendation that it puts first', () => {
    const known = new Set(recommendations.map(({ id }) => id));
    expect([...exposing].filter((id) => !known.has(id))).toEqual([]);
  });
});
