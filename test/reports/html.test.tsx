import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severities } from '../../src/core/check.js';
import type { GapReason } from '../../src/core/fact.js';
import type { CheckInfo, Recommendation, ScanResult } from '../../src/core/result.js';
import { renderHtml } from '../../reports/html/index.js';
import { around, Slot } from '../../reports/html/slot.js';
import { checks, hostileNames, recommendations } from './fixture-data.js';
import { type Draft, emptyResult, fixtureResult, partialResult, resultOf } from './fixture.js';

async function chunksOf(...results: readonly ScanResult[]): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of renderHtml(results)) chunks.push(chunk);
  return chunks;
}

async function pageOf(...results: readonly ScanResult[]): Promise<string> {
  return (await chunksOf(...results)).join('');
}

/** The words of a page: without tags, white space folded. */
function words(html: string): string {
  const text = html.replace(/<style>.*<\/style>/s, '').replaceAll(/<[^>]*>/g, ' ');
  return text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ');
}

/** The part of a page between the start of an element with this id and the next `</section>`. */
function part(html: string, id: string): string {
  const start = html.indexOf(`<section id="${id}"`);
  expect(start).toBeGreaterThan(-1);
  return html.slice(start, html.indexOf('</section>', start));
}

/** Names of elements and attributes that a page uses. */
function markup(html: string): { readonly tags: Set<string>; readonly attributes: Set<string> } {
  const tags = new Set<string>();
  const attributes = new Set<string>();
  for (const [, name, rest] of html.matchAll(/<([a-z][^\s/>]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/gi)) {
    tags.add(name!);
    for (const [, attribute] of rest!.matchAll(/([^\s=]+)(?:="[^"]*")?/g)) attributes.add(attribute!);
  }
  return { tags, attributes };
}

const subject = { type: 'AWS::S3::Bucket', key: 'arn:aws:s3:::b', name: 'b' };
const draft = (fields: Partial<Draft>): Draft => ({
  checkId: 's3-bucket-public-access',
  status: 'fail',
  region: 'us-east-1',
  resource: subject,
  ...fields,
});
const denied: GapReason = {
  kind: 'denied',
  by: 'boundary',
  operation: 's3:GetBucketAcl',
  actions: ['s3:GetBucketAcl'],
  code: 'AccessDenied',
  region: 'us-east-1',
  message: 'The boundary does not allow it.',
};

describe('the page', () => {
  it('allows by its policy one style, known by its hash, and nothing else', async () => {
    const html = await pageOf(fixtureResult());
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)];
    expect(styles).toHaveLength(1);
    const hash = createHash('sha256').update(styles[0]![1]!).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style>'));
    expect(html).toContain('<meta name="referrer" content="no-referrer"');
  });

  it('is one document in English with one title and headings that skip no level', async () => {
    const html = await pageOf(fixtureResult(), partialResult());
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toMatch(/<\/html>\n$/);
    const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('has every id once, and an element for every link within it', async () => {
    const html = await pageOf(fixtureResult(), partialResult());
    const all = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(all).size).toBe(all.length);
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id!);
    expect(targets.length).toBeGreaterThan(50);
    expect(targets.filter((id) => !all.includes(id))).toEqual([]);
  });

  it('comes in pieces, one for each finding, and holds back no finding until the next', async () => {
    const chunks = await chunksOf(fixtureResult());
    let findings = 0;
    for await (const { fingerprint, status } of fixtureResult().findings) {
      findings++;
      if (status === 'pass' || status === 'not-applicable') continue;
      const own = chunks.filter((chunk) =>
        chunk.includes(`<article class="finding" id="a1-${fingerprint.replace(':', '-')}"`),
      );
      expect(own).toHaveLength(1);
      expect(own[0]!.match(/<article/g)).toHaveLength(1);
    }
    expect(chunks.length).toBeGreaterThan(findings);
  });

  it('says who was judged, when, by whom and with what', async () => {
    const text = words(await pageOf(fixtureResult()));
    expect(text).toContain('AWS account 123456789012');
    expect(text).toContain('Judged at 2026-11-20 02:00:00 UTC');
    expect(text).toContain('Caller arn:aws:sts::123456789012:assumed-role/lintel/audit');
    expect(text).not.toContain('replayed');
    expect(words(await pageOf(emptyResult()))).toContain('02:00:00 UTC , replayed from a recording');
    expect(words(await pageOf(resultOf([], { caller: null, account: 'unknown' })))).toContain(
      'Caller Could not be read',
    );
  });

  it('never shows a percentage', async () => {
    expect(words(await pageOf(fixtureResult(), partialResult()))).not.toMatch(/\d\s*%/);
  });
});

describe('hostile names', () => {
  it('are text', async () => {
    const html = await pageOf(fixtureResult());
    const { tags, attributes } = markup(html);
    for (const tag of ['script', 'img', 'iframe', 'svg', 'object', 'link', 'form', 'base'])
      expect(tags).not.toContain(tag);
    expect([...attributes].filter((name) => /^on|^style$|^src/.test(name))).toEqual([]);
    for (const name of [hostileNames.script, hostileNames.attribute, hostileNames.shell])
      expect(words(html)).toContain(name);
    expect(html.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  it('add no element and no attribute, wherever they stand', async () => {
    const page = (text: string): Promise<string> =>
      pageOf(
        resultOf(
          [
            draft({
              resource: { type: text, key: `k${text}`, name: text },
              region: text,
              message: text,
              evidence: { [`e${text}`]: text, list: [text, { [text]: text }] },
              command: text,
              sources: [`unread ${text}`, 'read'],
            }),
            draft({
              resource: { ...subject, key: 'u' },
              status: 'unknown',
              gaps: [{ ...denied, code: text, message: text, operation: text, actions: [text] }],
            }),
            draft({
              resource: { ...subject, key: 'p', name: text },
              status: 'pass',
              message: text,
              evidence: { text },
            }),
          ],
          {
            caller: text,
            partial: text,
            regionsUnread: text,
            partition: text,
            regions: [{ name: text, state: 'unread', reason: text }],
            checks: checks.map((check) => ({
              ...check,
              title: text,
              rationale: text,
              service: text,
              remediation: { text, url: text },
            })),
            recommendations: recommendations.map((one) => ({ ...one, statement: text, why: text })),
          },
          [{ key: 'read', operation: text, region: text, time: text, requestIds: [text, text, text], calls: 3 }],
        ),
      );
    const shape = markup(await page('https://harmless.example/'));
    const nasty = fc.array(
      fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '"',
          "'",
          '&',
          '</style>',
          '<script>',
          '<img src=x onerror=alert(1)>',
          '-->',
          ']]>',
          '<lintel-slot></lintel-slot>',
          '&lt;',
          ' on=',
          '\u0000',
          '\u202e',
          'javascript:',
          'https://',
        ),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(nasty, async (pieces) => {
        const html = await page(pieces.join(''));
        const found = markup(html);
        expect([...found.tags].filter((tag) => !shape.tags.has(tag))).toEqual([]);
        expect([...found.attributes].filter((name) => !shape.attributes.has(name))).toEqual([]);
        expect(html.match(/<article /g)).toHaveLength(2);
        expect(html.match(/<\/html>/g)).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  it('show their invisible characters in a command too', async () => {
    const html = await pageOf(resultOf([draft({ command: "aws s3api put --bucket 'a\u202eb\nc'" })]));
    expect(html).toContain("<pre><bdi>aws s3api put --bucket 'a\\u{202e}b\\u{a}c'</bdi></pre>");
  });

  it('cannot forge the place where findings go', () => {
    const [open, close] = around(
      <p title="<lintel-slot></lintel-slot>">
        {'<lintel-slot></lintel-slot>'}
        <Slot />
      </p>,
    );
    expect(open).toBe('<p title="&lt;lintel-slot>&lt;/lintel-slot>">&lt;lintel-slot>&lt;/lintel-slot>');
    expect(close).toBe('</p>');
    expect(() => around(<p>none</p>)).toThrow('no slot');
  });

  it.each([
    'javascript:alert(1)',
    'http://docs.aws.amazon.com/',
    'data:text/html,x',
    'https://docs.aws.amazon.com@evil.example/',
    ' ',
  ])('as a documentation address %j are no link', async (url) => {
    const check: CheckInfo = { ...checks[0]!, id: 's3-bucket-public-access', remediation: { text: 'Do.', url } };
    const html = await pageOf(resultOf([draft({})], { checks: [check] }));
    expect([...html.matchAll(/ href="([^"#]*)/g)].filter(([, href]) => href !== '')).toEqual([]);
  });

  it('links documentation by https only, without opener or referrer', async () => {
    const html = await pageOf(fixtureResult());
    const outside = [...html.matchAll(/<a href="(?!#)([^"]*)"([^>]*)>/g)];
    expect(outside.length).toBeGreaterThan(0);
    for (const [, href, rest] of outside) {
      expect(href).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      expect(rest).toBe(' rel="noopener noreferrer"');
    }
  });
});

describe('what the page tells', () => {
  it('shows every finding with its status, message, evidence, command and sources', async () => {
    const html = await pageOf(fixtureResult());
    const text = words(html);
    for (const word of ['27 Fail', '9 Unknown', '5 Pass', '1 Not applicable']) {
      const [count, status] = word.split(/ (.*)/);
      expect(text).toContain(`${status} ${count}`);
    }
    expect(html.match(/<article /g)).toHaveLength(36);
    expect(html.match(/<tr><td><span class="mark status-(pass|not-applicable)">/g)).toHaveLength(6);
    expect(text).toContain('rules [{"port":22,"from":"0.0.0.0/0","ipv6":null},{"port":22,"from":"::/0","ipv6":true}]');
    expect(text).toContain('aws kms enable-key-rotation --key-id key-01 --region us-east-1');
    expect(text).toContain('s3:ListBuckets in us-east-1 , 2026-11-20 02:00:02 UTC , request REQUEST1 , REQUEST2');
    expect(text).toContain('Thresholds days 45, grace not set');
  });

  it('names the source of a finding by its key where the result does not hold it, and counts further pages', async () => {
    const html = await pageOf(
      resultOf([draft({ sources: ['a', 'b'] })], {}, [
        {
          key: 'a',
          operation: 'iam:ListUsers',
          region: 'global',
          time: 'then',
          requestIds: ['1', '2', '3', '4'],
          calls: 4,
        },
      ]),
    );
    expect(words(html)).toContain('iam:ListUsers in global , then , request 1 , 2 and 2 more pages b ');
  });

  it('names the worst fails first', async () => {
    const fix = part(await pageOf(fixtureResult()), 'a1-fix');
    const order = [...fix.matchAll(/<li class="entry fix"><span class="mark (\w+)"/g)].map(([, severity]) => severity!);
    const ranks = order.map((severity) => (severities as readonly string[]).indexOf(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(order)).toEqual(new Set(severities));
    expect(words(fix)).toContain(
      '14 fail key-01 , us-east-1 : Rotation is off. key-02 , us-east-1 : Rotation is off. key-03 , us-east-1 : Rotation is off. 11 more',
    );
  });

  it('groups unknowns by reason and says what would make them known', async () => {
    const html = await pageOf(
      resultOf([
        draft({ status: 'unknown', gaps: [denied, { ...denied, message: 'Again.' }] }),
        draft({
          status: 'unknown',
          resource: { ...subject, key: 'b' },
          region: 'eu-west-1',
          gaps: [{ ...denied, region: 'eu-west-1' }],
        }),
        draft({
          checkId: 'iam-user-unused',
          status: 'unknown',
          gaps: [{ kind: 'stale', region: 'global', message: 'Old.' }],
        }),
      ]),
    );
    const text = words(part(html, 'a1-unknown'));
    expect(text).toContain('Denied by the permissions boundary: s3:GetBucketAcl 2 findings, worst: Critical');
    expect(text).toContain(
      'To know it Allow s3:GetBucketAcl in the caller’s permissions boundary. Error code AccessDenied',
    );
    expect(text).toMatch(/Where (eu-west-1, us-east-1|us-east-1, eu-west-1) /);
    expect(text).toContain('Sources disagree 1 finding, worst: Medium Why Old.');
    expect(text.indexOf('Denied by')).toBeLessThan(text.indexOf('Sources disagree'));
    expect(words(html)).toContain('3 findings are unknown: not passed.');
  });

  it('warns of a partial scan, of unread regions and of unknowns, and of nothing else', async () => {
    const partial = words(await pageOf(partialResult()));
    expect(partial).toContain(
      'The scan was cut short; this report is partial. the credentials expired after 75 seconds',
    );
    expect(partial).toContain('The list of regions could not be read. ec2:DescribeRegions');
    expect(partial).toContain('9 findings are unknown: not passed.');
    expect(await pageOf(resultOf([draft({})]))).not.toContain('class="banner');
    expect(words(await pageOf(resultOf([draft({ status: 'unknown', gaps: [denied] })])))).toContain(
      '1 finding is unknown: not passed.',
    );
  });

  it('never calls an account without fails clean while something is unknown', async () => {
    const html = await pageOf(resultOf([draft({ status: 'unknown', gaps: [denied] })]));
    expect(words(part(html, 'a1-fix'))).toContain('No finding fails. 1 finding is unknown.');
  });

  it('tells how each recommendation stands', async () => {
    const make = (id: string, assessable: Recommendation['assessable']): Recommendation => ({
      id,
      statement: `Statement ${id}.`,
      why: 'Why.',
      responsibility: 'customer',
      assessable,
      services: [],
      sources: [],
    });
    const check = (id: string, recommendation: string): CheckInfo => ({ ...checks[0]!, id, recommendation });
    const html = await pageOf(
      resultOf(
        [
          draft({ checkId: 'a-fails' }),
          draft({ checkId: 'a-fails', status: 'unknown', resource: { ...subject, key: 'u' }, gaps: [denied] }),
          draft({ checkId: 'a-unknown', status: 'unknown', gaps: [denied] }),
          draft({ checkId: 'a-passes', status: 'pass' }),
        ],
        {
          checks: [check('a-fails', 'r1'), check('a-unknown', 'r2'), check('a-passes', 'r3'), check('a-empty', 'r4')],
          assessedBy: { r1: ['a-fails'], r2: ['a-unknown'], r3: ['a-passes'], r4: ['a-empty'], r5: ['a-other'] },
          recommendations: [
            make('r1', 'automated'),
            make('r2', 'automated'),
            make('r3', 'automated'),
            make('r4', 'automated'),
            make('r5', 'partial'),
            make('r6', 'manual'),
            make('r7', 'automated'),
          ],
        },
      ),
    );
    const text = words(part(html, 'a1-recommendations'));
    expect(text).toMatch(/At least one fail 1 recommendation Statement r1\. .*1 fail 1 unknown No fail, but/);
    expect(text).toMatch(/No fail, but findings unknown 1 recommendation Statement r2\. .*1 unknown/);
    expect(text).toMatch(/Findings, none of them fail or unknown 1 recommendation Statement r3\. .*1 pass/);
    expect(text).toMatch(/Checked, nothing to judge 1 recommendation Statement r4\./);
    expect(text).toMatch(/Not in this scan’s selection 1 recommendation Statement r5\. .*in part only/);
    expect(text).toMatch(/Yours to confirm 1 recommendation Statement r6\./);
    expect(text).toMatch(/Not yet assessed 1 recommendation Statement r7\./);
  });

  it('tells what was looked at, region by region, and what the calls came to', async () => {
    const text = words(part(await pageOf(fixtureResult()), 'a1-coverage'));
    expect(text).toContain('me-south-1 Not scanned: not enabled in this account the account has not opted in');
    expect(text).toContain(
      'sa-east-1 Not scanned: nothing could be read no answer within 10 seconds, 5 times in a row',
    );
    expect(text).toContain('ec2-volume-encryption us-east-1 0 resources, listed successfully 0 0 0 0 0 0');
    expect(text).toContain(
      'ec2-security-group-ssh sa-east-1 Not complete 1 finding unknown: The region did not answer. 0 0 1 0 0 0',
    );
    expect(text).toContain('kms-key-rotation us-east-1 Complete 3 findings unknown');
    expect(text).toContain('kms:DescribeKey us-east-1 20 2 2 3');
  });

  it('indexes several accounts and renders each', async () => {
    const html = await pageOf(fixtureResult(), resultOf([draft({})], { account: '210987654321', partial: 'stopped' }));
    const text = words(html);
    expect(text).toContain('2 AWS accounts');
    expect(text).toContain('123456789012 2026-11-20 02:00:00 UTC Complete 10 1 27 9');
    expect(text).toContain('210987654321 2026-11-20 02:00:00 UTC Cut short 1 0 1 0');
    expect(html).toContain('<section class="account" id="a2"><h2><bdi>Account 210987654321</bdi></h2>');
  });

  it('renders a result without findings, and no result', async () => {
    const empty = words(await pageOf(emptyResult()));
    expect(empty).toContain('Nothing was judged.');
    expect(empty).toContain('No finding fails.');
    expect(empty).toContain('No finding passes and none is not applicable.');
    expect(words(await pageOf())).toContain('0 AWS accounts');
  });
});
