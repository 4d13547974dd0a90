import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingOf, fingerprintOf, type Report, unpack } from '../../reports/html/columns.js';
import { mostSources, pack } from '../../reports/html/pack.js';
import { absolute, relative } from '../../reports/html/relative.js';
import { severities } from '../../src/core/check.js';
import type { Finding, PastFinding } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { annotatedResult, emptyResult, fixtureResult, iterable } from './fixture.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function* lines(text: string): AsyncGenerator<string> {
  yield* text.split('\n').slice(0, -1);
}

async function packed(results: readonly ScanResult[]): Promise<string> {
  let text = '';
  for await (const line of pack(results, sha256)) text += line;
  return text;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Every finding of a report, with its fingerprint. */
async function findingsOf(report: Report): Promise<unknown[]> {
  const rows = Array.from(report.findings.check, (_, row) => row);
  return Promise.all(
    rows.map(async (row) => ({ fingerprint: await fingerprintOf(report, row, sha256), ...findingOf(report, row) })),
  );
}

/** Any text, with the characters that stand for a name among them. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '\u0001', '\u0002', 'a\u0001b', '\u0002x', '\ud800', '__proto__', '$&', 'bucket-1', 'bucket'),
);
const json = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text)), {
  maxKeys: 4,
});
const finding: fc.Arbitrary<Finding> = fc.record(
  {
    fingerprint: fc.oneof(text, fc.constant(`v1:${'0'.repeat(64)}`)),
    checkId: text,
    status: fc.constantFrom('pass', 'fail', 'not-applicable', 'unknown'),
    severity: fc.constantFrom(...severities),
    recommendation: text,
    resource: fc.record(
      {
        type: text,
        key: text,
        name: text,
        arn: text.filter((one) => one !== ''),
        tags: fc.dictionary(text, text, { maxKeys: 3 }),
      },
      { requiredKeys: ['type', 'key', 'name'] },
    ),
    account: text,
    region: text,
    message: text,
    evidence: json,
    gaps: fc.constantFrom([], [{ kind: 'stale', region: 'global', message: 'bucket-1 is not in it' } as const]),
    command: text.filter((one) => one !== ''),
    sources: fc.array(text, { maxLength: 3 }),
    suppression: fc.record({ reason: text, owner: text, expires: text }),
    change: fc.constantFrom('new', 'worse', 'changed', 'resolved', 'unchanged'),
  },
  {
    requiredKeys: [
      'fingerprint',
      'checkId',
      'status',
      'severity',
      'recommendation',
      'resource',
      'account',
      'region',
      'message',
      'evidence',
      'gaps',
      'sources',
    ],
  },
) as fc.Arbitrary<Finding>;

describe('the data of the page', () => {
  it('gives back every finding, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(finding, { maxLength: 8 }),
        fc.array(finding, { maxLength: 3 }),
        async (findings, lost) => {
          const past = lost.map((one): PastFinding => ({ ...one, past: 'resolved' }));
          const result = { ...emptyResult(), findings: iterable(findings), past: iterable(past) };
          const report = await unpack(lines(await packed([result])));
          // An empty arn or fingerprint is none: neither exists.
          const known = [...findings, ...past].map((one) =>
            one.fingerprint === ''
              ? {
                  ...one,
                  fingerprint: `v1:${sha256(JSON.stringify([one.checkId, 'aws', one.account, one.region, one.resource.key]))}`,
                }
              : one,
          );
          expect(JSON.stringify(await findingsOf(report))).toBe(JSON.stringify(known.map(inOrder)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives back a whole result of every status, with its changes, suppressions and past', async () => {
    const result = annotatedResult();
    const report = await unpack(lines(await packed([result])));
    expect(await findingsOf(report)).toEqual([...(await all(result.findings)), ...(await all(result.past))]);
    expect(report.scans).toEqual([{ header: result.header, earlier: false }]);
    expect([...(report.sources[0]?.values() ?? [])]).toEqual(await all(result.sources));
  });

  it('keeps results apart', async () => {
    const other = { ...fixtureResult(), header: { ...fixtureResult().header, account: '999999999999' } };
    const report = await unpack(lines(await packed([fixtureResult(), other])));
    const count = (await all(fixtureResult().findings)).length;
    expect([...report.findings.scan]).toEqual([...Array<number>(count).fill(0), ...Array<number>(count).fill(1)]);
  });

  it('keeps of an earlier scan with the same selection its header alone', async () => {
    const now = '2026-10-20T02:00:00.000Z';
    const older = { ...fixtureResult(), header: { ...fixtureResult().header, now } };
    const report = await unpack(lines(await packed([older, fixtureResult()])));
    expect(report.scans.map(({ earlier }) => earlier)).toEqual([true, false]);
    expect(new Set(report.findings.scan)).toEqual(new Set([1]));
    const fewer = { ...older, header: { ...older.header, checks: older.header.checks.slice(1) } };
    const apart = await unpack(lines(await packed([fewer, fixtureResult()])));
    expect(apart.scans.map(({ earlier }) => earlier)).toEqual([false, false]);
  });

  it('leaves out the sources of a scan that has very many', async () => {
    const [source] = await all(fixtureResult().sources);
    const many = Array.from({ length: mostSources + 1 }, (_, index) => ({ ...source!, key: `source ${index}` }));
    const report = await unpack(lines(await packed([{ ...emptyResult(), sources: iterable(many) }])));
    expect(report.sources).toEqual([null]);
  });

  it('keeps no fingerprint that follows from the rest', async () => {
    const written = await packed([fixtureResult()]);
    expect(written).not.toMatch(/v1:[0-9a-f]{64}/);
  });

  it.each([0.1, 0.5, 0.99])('refuses data cut off after %d of it', async (share) => {
    const whole = await packed([fixtureResult()]);
    await expect(unpack(lines(whole.slice(0, Math.floor(whole.length * share))))).rejects.toThrow(SyntaxError);
  });

  it('refuses data without its end, without a block, and of another version', async () => {
    const parts = (await packed([fixtureResult()])).split('\n').slice(0, -1);
    const of = async (some: readonly string[]): Promise<Report> => unpack(lines(`${some.join('\n')}\n`));
    await expect(of(parts.slice(0, -1))).rejects.toThrow('ends too early');
    await expect(of(parts.filter((_, index) => index !== 2))).rejects.toThrow('findings are missing');
    await expect(of([parts[0]!.replace('"version":1', '"version":2'), ...parts.slice(1)])).rejects.toThrow('version 2');
  });
});

/** A finding with its members in the order in which a report gives them back. */
function inOrder(finding: Finding | PastFinding): object {
  const {
    fingerprint,
    checkId,
    status,
    severity,
    recommendation,
    account,
    region,
    message,
    evidence,
    gaps,
    command,
    sources,
    suppression,
    change,
  } = finding;
  const { type, key, name, arn, tags } = finding.resource;
  return {
    fingerprint,
    checkId,
    status,
    severity,
    recommendation,
    resource: { type, key, name, ...(arn !== undefined && { arn }), ...(tags && { tags }) },
    account,
    region,
    message,
    evidence,
    gaps,
    ...(command !== undefined && { command }),
    sources,
    ...(suppression && { suppression }),
    ...(change && { change }),
    ...('past' in finding && { past: finding.past }),
  };
}

describe('a text relative to a name', () => {
  it('is the text again once the name is put back', () => {
    const property = fc.property(text, text, (whole, name) => {
      expect(absolute(relative(whole, name), name)).toBe(whole);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('is one text for many names', () => {
    expect(relative('Bucket crew is public', 'crew')).toBe(relative('Bucket rota is public', 'rota'));
  });
});
