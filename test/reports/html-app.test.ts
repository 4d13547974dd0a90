/** The parts of the page that need no browser. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apply,
  countsOf,
  facetNames,
  openStatuses,
  readFilter,
  startFilter,
  writeFilter,
} from '../../reports/html/app/filter.js';
import { judged } from '../../reports/html/app/judged.js';
import { linkOf, type Model, modelOf, rowOf } from '../../reports/html/app/model.js';
import { readRoute } from '../../reports/html/app/route.js';
import { findingOf, unpack } from '../../reports/html/columns.js';
import { pack } from '../../reports/html/pack.js';
import { severities } from '../../src/core/check.js';
import type { ScanResult } from '../../src/core/result.js';
import { annotatedResult, emptyResult, fixtureResult, framework } from './fixture.js';
import { hostileNames } from './fixture-data.js';

async function modelFrom(result: ScanResult): Promise<Model> {
  const lines: string[] = [];
  for await (const line of pack([result], (text) => createHash('sha256').update(text).digest('hex'))) lines.push(line);
  return modelOf(
    await unpack({
      async *[Symbol.asyncIterator]() {
        yield* lines;
      },
    }),
  );
}

const model = await modelFrom(annotatedResult());
const any = { ...startFilter, chosen: { status: [] } };

/** Everything that a search looks at, as one finding tells it. */
function told(row: number): string[] {
  const { resource, suppression, ...finding } = findingOf(model.report, row);
  return [
    ...Object.values({ ...resource, tags: resource.tags === undefined ? '' : JSON.stringify(resource.tags) }),
    finding.account,
    finding.region,
    finding.message,
    finding.command ?? '',
    JSON.stringify(finding.evidence),
    finding.gaps.length === 0 ? '' : JSON.stringify(finding.gaps),
    suppression === undefined ? '' : JSON.stringify(suppression),
    finding.recommendation,
    finding.checkId,
    model.catalogue.check(finding.checkId).title,
  ].map((text) => text.toLowerCase());
}

describe('the search', () => {
  const rows = Array.from({ length: model.rows }, (_, row) => row);
  const texts = rows.map(told);

  it('finds exactly the findings that have the word, wherever it begins and ends', () => {
    const word = fc
      .tuple(
        fc.constantFrom(...texts.flat().filter((text) => text.length > 2)),
        fc.nat(),
        fc.integer({ min: 1, max: 14 }),
      )
      .map(([text, at, length]) => text.slice(at % text.length, (at % text.length) + length))
      // A quotation mark has a meaning of its own, and blanks part words.
      .filter((word) => /^[\x21\x23-\x7e]+$/.test(word) && !word.includes('\\'));
    fc.assert(
      fc.property(word, (word) => {
        const found = model.search(`"${word}"`);
        expect(rows.filter((row) => found?.[row] === 1)).toEqual(
          rows.filter((row) => texts[row]?.some((text) => text.includes(word))),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('asks for every word, and for nothing when there is none', () => {
    const found = model.search('rotation key-03');
    expect(rows.filter((row) => found?.[row] === 1).map((row) => findingOf(model.report, row).resource.name)).toEqual([
      'key-03',
    ]);
    expect(model.search('  ')).toBeUndefined();
  });
});

describe('a filter', () => {
  it('stands in the address and is read from it again', () => {
    const filter = fc.record({
      text: fc.string(),
      chosen: fc.record({
        severity: fc.subarray([...severities]),
        status: fc.constantFrom(openStatuses, [], ['pass']),
      }),
      control: fc.constantFrom('', 'toy-1.0', 'toy-1.0 1.1'),
      sort: fc.constantFrom('risk', 'resource', 'check', 'region'),
      group: fc.constantFrom('none', 'check', 'severity'),
    });
    fc.assert(
      fc.property(filter, (filter) => {
        const read = readFilter(readRoute(`#findings?${writeFilter(filter).toString()}`).params);
        expect(writeFilter(read).toString()).toBe(writeFilter(filter).toString());
        expect(read.text).toBe(filter.text);
      }),
    );
  });

  it.each(facetNames)('counts of %s what choosing it shows', (name) => {
    const counts = countsOf(model, any, name);
    for (const [code, { id }] of model.facets[name].values.entries()) {
      // What only the baseline has is shown where changes are asked for.
      const shown = apply(model, { ...any, chosen: { ...any.chosen, [name]: [id] } });
      const ofThisScan = shown.filter((row) => model.report.findings.past[row] === 0);
      expect([id, counts[code]]).toEqual([id, ofThisScan.length]);
    }
  });

  it('shows the findings of one control', () => {
    const shown = apply(model, { ...any, control: 'toy-1.0 1.1' });
    expect([...shown].map((row) => findingOf(model.report, row).checkId)).toEqual(['iam-root-mfa']);
  });

  it('shows what only the baseline has where that is asked for', () => {
    const shown = apply(model, { ...any, chosen: { status: [], change: ['no-longer-observed'] } });
    expect([...shown].map((row) => findingOf(model.report, row).resource.name)).toEqual(['unseen-01']);
  });

  it.each(['resource', 'check', 'region'] as const)('sorts by %s', (sort) => {
    const value = (row: number): string => {
      const { resource, region, checkId } = findingOf(model.report, row);
      return { resource: resource.name, region, check: model.catalogue.check(checkId).title }[sort];
    };
    const values = [...apply(model, { ...any, sort })].map(value);
    expect(values).toEqual([...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });
});

describe('the risk order', () => {
  it('is open fails by severity, then unknowns, then the rest, then what is suppressed', () => {
    const ranks = [...apply(model, any)].map((row) => {
      const { suppression, status, severity } = findingOf(model.report, row);
      const place = ['fail', 'unknown', 'pass', 'not-applicable'].indexOf(status);
      return (suppression === undefined ? 0 : 1000) + place * 10 + severities.indexOf(severity);
    });
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });
});

describe('a link', () => {
  it('leads to its finding again, whatever the resource is called', async () => {
    const whole = await modelFrom(fixtureResult());
    for (let row = 0; row < whole.rows; row += 1) {
      const link = new URLSearchParams({ finding: linkOf(whole, row) }).toString();
      expect([row, rowOf(whole, new URLSearchParams(link).get('finding') ?? '')]).toEqual([row, row]);
    }
    expect(Object.values(hostileNames).length).toBeGreaterThan(0);
  });

  it('leads nowhere in a report that has no such finding', async () => {
    const link = linkOf(model, 0);
    expect(rowOf(await modelFrom(emptyResult()), link)).toBeUndefined();
  });
});

describe('a control over several scans', () => {
  it('names the checks whose options were changed in any of them', () => {
    const { header } = fixtureResult();
    const changed = { ...header, checks: header.checks.map((check) => ({ ...check, tuned: true as const })) };
    const [mfa, keys] = judged([header, changed], framework);
    expect([mfa?.tuned, keys?.tuned]).toEqual([['iam-root-mfa'], ['kms-key-rotation']]);
    expect(judged([header], framework).flatMap(({ tuned }) => tuned)).toEqual([]);
  });
});
