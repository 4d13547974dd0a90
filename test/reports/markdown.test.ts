import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { describe, expect, test } from 'vitest';
import type { CheckInfo, ScanResult } from '../../src/core/result.js';
import { visible } from '../../src/core/visible.js';
import { code, link, prose } from '../../reports/markdown/escape.js';
import { fit } from '../../reports/markdown/fold.js';
import { mostCharacters, renderMarkdown } from '../../reports/markdown.js';
import { annotatedResult, type Draft, emptyResult, fixtureResult, partialResult, resultOf } from './fixture.js';
import { checks, hostileNames } from './fixture-data.js';

async function text(results: readonly ScanResult[]): Promise<string> {
  let all = '';
  for await (const chunk of renderMarkdown(results)) all += chunk;
  return all;
}

const markdown = new MarkdownIt({ html: true, linkify: true });
// As GitHub: an address without a scheme is none.
markdown.linkify.set({ fuzzyLink: false }).add('//', null);

interface Page {
  readonly tags: ReadonlySet<string>;
  readonly links: readonly string[];
  /** The text outside code, where mentions and references would be looked for. */
  readonly plain: string;
}

/** What a browser would make of Markdown that is rendered with its HTML. */
function pageOf(source: string): Page {
  const tags = new Set<string>();
  const links: string[] = [];
  const collect: sanitizeHtml.Transformer = (tagName, attribs) => {
    tags.add(tagName);
    if (tagName === 'a') links.push(attribs['href'] ?? '');
    return { tagName, attribs };
  };
  const options = { allowedTags: false, allowedAttributes: false, allowVulnerableTags: true } as const;
  const html = sanitizeHtml(markdown.render(source), { ...options, transformTags: { '*': collect } });
  const bare = sanitizeHtml(html, { allowedTags: [], exclusiveFilter: undefined, nonTextTags: ['code'] });
  const plain = bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return { tags, links, plain };
}

const documentation = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html';

/** What GitHub or GitLab make a mention, a reference or a link of. */
const acted = /(?<![\p{L}\p{N}_])[@#!~%$&^](?=[\p{L}\p{N}_"'])|\w:\/\/|www\.|\bgh-\d/iu;

/** The tables of a text, by their lines. */
function tablesOf(source: string): string[][] {
  return source.split(/\n(?!\|)/).flatMap((block) => {
    const lines = block.split('\n').filter((line) => line.startsWith('|'));
    return lines.length === 0 ? [] : [lines];
  });
}

function drafts(names: readonly string[], checkId = 's3-bucket-public-access'): Draft[] {
  return names.map((name, index) => ({
    checkId,
    status: 'fail',
    region: 'us-east-1',
    resource: { type: 'AWS::S3::Bucket', key: `${checkId} ${index} ${name}`, name },
    message: `Bucket ${name} is public.`,
  }));
}

/** More than a comment holds: many checks with many findings of long names. */
function hugeResult(): ScanResult {
  const many = Array.from({ length: 200 }, (_, index): CheckInfo => ({
    ...(checks[index % checks.length] as CheckInfo),
    id: `s3-check-${index}`,
  }));
  const names = Array.from({ length: 30 }, (_, index) => `${index}|<&@all#1>${'n'.repeat(300)}`);
  const findings = many.flatMap(({ id }) => drafts(names, id));
  const suppression = { reason: 'Known & <accepted>', owner: '@team', expires: '2027-01-31' };
  const accepted = drafts(
    Array.from({ length: 200 }, (_, index) => `accepted ${index}`),
    's3-check-1',
  );
  return resultOf([...findings, ...accepted.map((draft) => ({ ...draft, suppression }))], { checks: many });
}

describe('renderMarkdown', () => {
  test('the golden result', async () => {
    await expect(await text([annotatedResult()])).toMatchFileSnapshot('../golden/report.md');
  });

  test('the first line is the marker that a comment is found again by', async () => {
    for (const results of [[annotatedResult()], [emptyResult()], [emptyResult(), fixtureResult()]]) {
      const all = await text(results);
      expect(all).toMatch(/^<!-- lintel -->\n## lintel: /);
      expect(all.split('<!-- lintel -->')).toHaveLength(2);
    }
  });

  test('the verdict: by status and severity, what is suppressed, what is new', async () => {
    const all = await text([annotatedResult()]);
    expect(all).toContain(
      '**27 failed** (10 critical, 1 high, 14 medium, 1 low, 1 informational), ' +
        '**9 unknown** (1 critical, 2 high, 5 medium, 1 low), 5 passed, 1 not applicable.\n',
    );
    expect(all).toContain('\nOf these, 2 suppressed.\n');
    expect(all).toContain(
      '\nCompared with the scan of 2026-11-13 02:00 UTC: 9 new, 9 worse, 8 changed, 8 resolved, 8 unchanged; ' +
        'of what only that scan has, 1 resolved and 1 no longer observed.\n',
    );
    expect(await text([fixtureResult()])).not.toMatch(/Compared with|Of these|Since the baseline/);
  });

  test('suppressed fails stand apart from the failed, with their reason', async () => {
    const all = await text([annotatedResult()]);
    const [before = '', after = ''] = all.split('#### Suppressed');
    expect(before).not.toContain('| `key-02` |');
    expect(after).toContain(
      '| `key-02` | `kms-key-rotation` | fail | Rotated by hand every quarter | platform@&#8203;example.org | 2027-01-31 | SEC-12 |',
    );
  });

  test('an unknown names its reason and the missing permission', async () => {
    expect(await text([fixtureResult()])).toContain(
      'No identity-based policy allows kms:DescribeKey. | `kms:DescribeKey` | 3 |',
    );
  });

  test('nothing of an account is a tag, a link, a mention or a reference', async () => {
    const names = [
      ...Object.values(hostileNames),
      '@octocat',
      '#1 GH-12 org/repo#5',
      'https://evil.example www.evil.example',
      'a@evil.example',
      '[x](https://evil.example)',
      '![x](//evil.example/a.png)',
      '</code></td><script>',
      '`</details>`',
      'a|b\\|c\\\\|d',
    ];
    const { tags, links, plain } = pageOf(await text([resultOf(drafts(names)), partialResult(), annotatedResult()]));
    expect([...tags].sort()).toEqual(
      [
        'b',
        'code',
        'details',
        'h2',
        'h3',
        'h4',
        'p',
        'strong',
        'summary',
        'a',
        'table',
        'tbody',
        'td',
        'th',
        'thead',
        'tr',
      ].sort(),
    );
    expect(new Set(links)).toEqual(new Set([documentation]));
    expect(plain).toContain('octocat');
    expect(plain).not.toMatch(acted);
    expect(plain.replaceAll(/[\n\u200b]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  test('every row of a table has its columns, whatever the names', async () => {
    const names = [...Object.values(hostileNames), 'a|b', 'a\\|b', 'a\\\\|b', '`|`', '', ' ', '|', '\\'];
    const findings = names.flatMap((name, index) => drafts([name], checks[index % checks.length]?.id));
    const all = await text([resultOf(findings), annotatedResult()]);
    const tables = tablesOf(all);
    expect(tables.length).toBeGreaterThan(8);
    for (const [heading = '', ...rows] of tables) {
      for (const row of rows) {
        expect(row.split('|')).toHaveLength(heading.split('|').length);
        expect(row.endsWith(' |')).toBe(true);
      }
    }
    expect(all.match(/^\| `.*is public\. \|$/gm)).toHaveLength(names.length);
  });

  test('a scan cut short says so, and that the list of regions could not be read', async () => {
    const all = await text([partialResult()]);
    expect(all).toContain('**The scan was cut short:** the credentials expired after 75 seconds');
    expect(all).toContain('the list could not be read: ec2:DescribeRegions');
  });

  test('a scan of nothing does not look like one that passed', async () => {
    const all = await text([emptyResult()]);
    expect(all).toContain('**Nothing was judged:** no check gave a finding.');
    expect(all).not.toContain('passed');
  });

  test('several accounts have a table of all, and each its own part', async () => {
    const all = await text([annotatedResult(), emptyResult(), partialResult()]);
    expect(all).toContain('## lintel: 54 failed, 18 unknown in 3 accounts\n');
    expect(all).toContain('| `123456789012` | 2026-11-20 02:00 UTC | 27 | 9 | 5 | 1 | cut short |');
    expect(all.match(/^### Account /gm)).toHaveLength(3);
  });

  test.each([
    ['one account', [hugeResult()]],
    ['several accounts', [hugeResult(), fixtureResult(), hugeResult()]],
    ['very many accounts', Array.from({ length: 1500 }, () => annotatedResult())],
  ])(
    '%s with more than a comment holds: whole rows and sections are left out, and it says how many',
    async (_, results) => {
      const all = await text(results);
      expect(all.length).toBeLessThanOrEqual(mostCharacters);
      expect(all.length).toBeGreaterThan(mostCharacters / 3);
      expect(all).toMatch(/\d+ more [^.]*left out here|\d+ accounts? left out here/);
      expect(all.endsWith('The JSON and HTML reports of the scan have everything.\n')).toBe(true);
      expect(all.match(/<details>/g)?.length).toBe(all.match(/<\/details>/g)?.length);
      for (const [heading = '', ...rows] of tablesOf(all)) {
        for (const row of rows) expect(row.split('|')).toHaveLength(heading.split('|').length);
      }
      expect(/&(?!#\d+;).*/.exec(all.replaceAll(/`[^`]*`/g, ''))).toBeNull();
    },
  );

  test('what is left out of a check adds up, and later sections have room still', async () => {
    const all = await text([hugeResult()]);
    const parts = [...all.matchAll(/<details>[^]*?<\/details>/g)].map(([part]) => part);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      const rows = part.match(/^\| `/gm)?.length ?? 0;
      const left = Number(/\n(\d+) more of them/.exec(part)?.[1] ?? 0);
      expect(rows + left).toBe(30);
    }
    const more = Number(/\*\*(\d+) more failed checks\*\* left out/.exec(all)?.[1]);
    expect(parts.length + more).toBe(200);
    expect(all).toContain('#### Suppressed');
    const accepted = all.match(/^\| `accepted \d+`/gm)?.length ?? 0;
    expect(accepted + Number(/(\d+) more suppressed findings left out/.exec(all)?.[1])).toBe(200);
    expect(all).toContain('#### Not scanned');
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'<>&|`\\*_[]()!#@~$^:;/"\' \n\ta1-.=+{}%\u202e\u200b\ud800'), maxLength: 20 }),
  fc.constantFrom(
    ...Object.values(hostileNames),
    '@a',
    'x@example.com',
    'http://a.b',
    '&#64;a',
    '&lt;b&gt;',
    'www.a.b',
  ),
);

/** The HTML of the first cell of a row that holds `cell` between two others. */
function cellOf(cell: string): string {
  const html = markdown.render(`| a | b |\n| --- | --- |\n| ${cell} | end |\n`);
  return /<td>([^]*)<\/td>\n<td>end<\/td>/.exec(html)?.[1] ?? 'no cell';
}

const html = (shown: string): string => markdown.utils.escapeHtml(shown);

describe('escape', () => {
  test('prose shows just the text, broken where it would be a reference', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const cell = cellOf(`x${prose(name)}x`);
        expect(cell).not.toMatch(/<(?!$)/);
        expect(cell.replaceAll('\u200b', '')).toBe(html(`x${visible(name, 300)}x`));
        expect(cell.replaceAll(/&(?:amp|lt|gt|quot);/g, ' ').slice(1, -1)).not.toMatch(acted);
      }),
      { numRuns: 1000 },
    );
  });

  test('code shows just the name, with the two characters that it cannot hold escaped', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const shown = visible(name, 100).replaceAll('|', '\\u{7c}').replaceAll('`', '\\u{60}');
        expect(cellOf(code(name))).toBe(`<code>${html(shown === '' ? '  ' : shown)}</code>`);
      }),
      { numRuns: 1000 },
    );
  });

  test('prose says no more than its length allows, and cuts no escape', () => {
    expect(prose('<'.repeat(1000), 11)).toBe(`${'&#60;'.repeat(5)}…${'&#60;'.repeat(5)}`);
  });

  test('a link is one to a plain https address alone', () => {
    expect(link('here', documentation)).toBe(`[here](${documentation})`);
    for (const url of ['javascript:alert(1)', 'http://a.b', 'https://a.b/)[x](https://c.d', 'https://a.b/ x', ''])
      expect(link('here', url)).toBe('here');
  });
});

describe('fit', () => {
  const rest = (left: number): string => `${left} more`;

  test('takes all where there is room', () => {
    const parts = ['one ', { head: 'two ', parts: ['three '], rest }];
    expect(fit({ head: 'head ', parts, foot: 'foot', rest }, 100)).toBe('head one two three foot');
  });

  test('leaves parts out from the end, and the foot stands still', () => {
    const parts = ['12345', '12345', '12345'];
    expect(fit({ head: '<', parts, foot: '>', rest }, 13)).toBe('<123452 more>');
    expect(fit({ head: '<', parts, foot: '>', rest }, 12)).toBeUndefined();
  });

  test('is never longer than its room or its share of it, and counts what it leaves out', () => {
    const sizes = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(
        fc.array(sizes, { minLength: 1, maxLength: 5 }),
        fc.nat({ max: 400 }),
        fc.constantFrom(0.3, 1),
        (groups, room, share) => {
          const parts = groups.map((group) => ({
            head: '(',
            parts: group.map((size) => `[${'x'.repeat(size)}]`),
            foot: ')',
            rest: (left: number) => `{${left}}`,
          }));
          const text = fit({ head: '', parts, rest: (left) => `<${left}>`, share }, room);
          if (text === undefined) return;
          expect(text.length).toBeLessThanOrEqual(room * share);
          const shown = text.match(/\(/g)?.length ?? 0;
          expect(shown + Number(/<(\d+)>/.exec(text)?.[1] ?? 0)).toBe(groups.length);
          for (const [index, [group]] of [...text.matchAll(/\([^)]*\)/g)].entries()) {
            const rows = group.match(/\[x*\]/g)?.length ?? 0;
            expect(rows + Number(/\{(\d+)\}/.exec(group)?.[1] ?? 0)).toBe(groups[index]?.length);
          }
        },
      ),
    );
  });
});
