import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { csvLine, renderCsv } from '../../reports/csv.js';
import { annotatedResult, emptyResult, fixtureResult, iterable, partialResult } from './fixture.js';

async function text(results: readonly ScanResult[]): Promise<string> {
  let all = '';
  for await (const chunk of renderCsv(results)) all += chunk;
  return all;
}

async function rowsOf(results: readonly ScanResult[]): Promise<Record<string, string>[]> {
  return parse(await text(results), { bom: true, columns: true });
}

async function findingsOf({ findings }: ScanResult): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const finding of findings) all.push(finding);
  return all;
}

/** A result of one finding that differs from the fixture's first as said. */
async function resultWith(more: Partial<Finding>): Promise<ScanResult> {
  const [first] = await findingsOf(fixtureResult());
  return { ...fixtureResult(), findings: iterable([{ ...(first as Finding), ...more }]) };
}

/** As a file in UTF-8 keeps it. */
const written = (value: string): string => Buffer.from(value).toString();

/**
 * Reads CSV by the grammar of RFC 4180, which csv-parse (of the family of what wrote it) takes less strictly.
 * @throws Error where the text is not of the grammar.
 */
function strictly(csv: string): string[][] {
  const rows: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  let row: string[] = [];
  while (field.lastIndex < csv.length) {
    const at = field.lastIndex;
    const match = field.exec(csv);
    if (match === null) throw new Error(`no field at ${at}: ${JSON.stringify(csv.slice(at, at + 40))}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const formula = /^[\s\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u;

/** Text of the characters that matter to spreadsheets and parsers. */
const hostile = fc.string({
  unit: fc.constantFrom(...'=+-@＝＋－＠﹢ \t\r\n;,"\'|a1\u00a0\u200b\ufeff\u0000'),
  maxLength: 12,
});

describe('renderCsv', () => {
  test('the golden result', async () => {
    await expect(written(await text([annotatedResult()]))).toMatchFileSnapshot('../golden/report.csv');
  });

  test('begins with a byte order mark and ends every line with CR LF', async () => {
    const all = await text([await resultWith({})]);
    expect(all).toMatch(/^\ufeffaccount,region,check,[^\r\n]*,scanned at\r\n[^\r\n]*\r\n$/);
  });

  test('is read alike by csv-parse and by the grammar of RFC 4180', async () => {
    for (const result of [fixtureResult(), annotatedResult(), partialResult()]) {
      const all = written(await text([result]));
      expect(parse(all, { bom: true })).toEqual(strictly(all.slice(1)));
    }
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 2, maxLength: 4 }), (cells) => {
        const line = csvLine(['first', ...cells]);
        expect(parse(line, { record_delimiter: '\r\n' })).toEqual(strictly(line));
      }),
    );
  });

  test('a line for each finding, of every status, with what it says', async () => {
    const result = annotatedResult();
    const findings = await findingsOf(result);
    const rows = await rowsOf([result]);
    expect(rows).toHaveLength(findings.length);
    for (const [index, finding] of findings.entries()) {
      const { resource, suppression } = finding;
      const isFormula = resource.name.startsWith('=');
      expect(rows[index]).toMatchObject({
        account: finding.account,
        region: finding.region,
        check: finding.checkId,
        title: result.header.checks.find(({ id }) => id === finding.checkId)?.title,
        status: finding.status,
        severity: finding.severity,
        'resource type': resource.type,
        'resource name': `${isFormula ? "'" : ''}${written(resource.name)}`,
        resource: written(resource.arn ?? resource.key),
        message: written(finding.message),
        recommendation: finding.recommendation,
        change: finding.change,
        'suppression reason': `${isFormula ? "'" : ''}${suppression?.reason ?? ''}`,
        'suppression owner': `${isFormula ? "'" : ''}${suppression?.owner ?? ''}`,
        'suppression expires': suppression?.expires ?? '',
        'suppression ticket': suppression?.ticket ?? '',
        fingerprint: finding.fingerprint,
        'scanned at': '2026-11-20T02:00:00.000Z',
      });
      expect(JSON.parse(rows[index]?.['evidence'] ?? '')).toEqual(finding.evidence);
      expect(rows[index]?.['tags']).toBe(resource.tags === undefined ? '' : JSON.stringify(resource.tags));
      for (const { message } of finding.gaps) expect(rows[index]?.['gaps']).toContain(message);
    }
  });

  test('a gap is told with the permission that was missing', async () => {
    const rows = await rowsOf([fixtureResult()]);
    expect(
      rows.find(({ check, status }) => check === 'cloudtrail-multi-region-trail' && status === 'unknown'),
    ).toMatchObject({
      gaps:
        'unreachable (sa-east-1): The region did not answer. cloudtrail:DescribeTrails denied ' +
        '(AccessDeniedException, identity policy): No identity-based policy allows cloudtrail:DescribeTrails.',
    });
  });

  test('JSON keeps its values where a spreadsheet would split at semicolons', async () => {
    const evidence = { rule: ';=1+1', 'of;': ['a; -b', null] };
    const tags = { owner: '=x;@y' };
    const result = await resultWith({ evidence, resource: { type: 'T', key: 'k', name: 'n', tags } });
    const all = await text([result]);
    expect(all).not.toContain(';');
    const [row] = await rowsOf([result]);
    expect([JSON.parse(row?.['evidence'] ?? ''), JSON.parse(row?.['tags'] ?? '')]).toEqual([evidence, tags]);
  });

  test('a check that the header does not know has no title', async () => {
    expect(await rowsOf([await resultWith({ checkId: 'other-check' })])).toMatchObject([
      { check: 'other-check', title: '' },
    ]);
  });

  test('several results share one heading; nothing found is a heading alone', async () => {
    const one = await text([partialResult()]);
    const heading = one.slice(0, one.indexOf('\r\n') + 2);
    expect(await text([partialResult(), emptyResult(), partialResult()])).toBe(one + one.slice(heading.length));
    expect(await text([emptyResult()])).toBe(heading);
    expect(await text([])).toBe(heading);
  });
});

describe('csvLine', () => {
  test.each([
    ['=1', "'=1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@a', "'@a"],
    ['＝1', "'＝1"],
    ['﹫a', "'﹫a"],
    [' =1', " '=1"],
    ['\u00a0\u200b@a', "\u00a0\u200b'@a"],
    ['\n=1', "\n'=1"],
    ['\t=1', "'\t'=1"],
    ['\ra', "'\ra"],
    ['a;=1', "a;'=1"],
    ['a; -1', "a; '-1"],
    ['a\n+1', "a\n'+1"],
    ['a-b = c@d', 'a-b = c@d'],
    ['', ''],
  ])('%j is written as %j', (value, expected) => {
    expect(strictly(csvLine([value, 'end']))).toEqual([[expected, 'end']]);
  });

  test('no cell can be taken for a formula, and what a guard adds are apostrophes alone', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 2, maxLength: 4 }), (cells) => {
        const [read = []] = strictly(csvLine([...cells, 'end']));
        expect(read).toHaveLength(cells.length + 1);
        for (const [index, cell] of cells.entries()) {
          expect(read[index]).not.toMatch(formula);
          expect(read[index]?.replaceAll("'", '')).toBe(cell.replaceAll("'", ''));
        }
      }),
    );
  });

  test('no cell can be taken for a formula by a program that splits at semicolons, tabs and any line end', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 2, maxLength: 4 }), (cells) => {
        for (const piece of csvLine(['first', ...cells]).split(/[;\t\r\n]/)) expect(piece).not.toMatch(formula);
      }),
    );
  });

  test.each([
    ['x'.repeat(40_000), 40_000],
    [`=${'x'.repeat(40_000)}`, 40_001],
    ['😀'.repeat(20_000), 40_000],
  ])('what a cell does not hold is cut, and it says so', (value, length) => {
    const [[cell = ''] = []] = strictly(csvLine([value, 'end']));
    expect(cell.length).toBeGreaterThan(32_000);
    expect(cell.length).toBeLessThanOrEqual(32_767);
    expect(cell).not.toContain('\ufffd');
    expect(cell.endsWith(`… (${length} characters)`)).toBe(true);
  });

  test('a cell of just what it holds stands whole', () => {
    const value = 'x'.repeat(32_000);
    expect(strictly(csvLine([value]))).toEqual([[value]]);
  });
});
