import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Finding, Source } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { resultJsonSchema } from '../../src/result/schema.js';
import { formats } from '../../reports/index.js';
import { renderJson } from '../../reports/json.js';
import { annotatedResult, emptyResult, fixtureResult, partialResult, resultOf } from './fixture.js';

async function text(chunks: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const chunk of chunks) all += chunk;
  return all;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of items) found.push(one);
  return found;
}

async function plain(result: ScanResult): Promise<unknown> {
  const [findings, sources, past] = await Promise.all([
    all(result.findings),
    all<Source>(result.sources),
    all(result.past),
  ]);
  return { ...result.header, findings, sources, past };
}

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(resultJsonSchema());

describe('renderJson', () => {
  test.each([
    ['a whole scan', fixtureResult()],
    ['a scan that was compared and suppressed', annotatedResult()],
    ['a scan cut short', partialResult()],
    ['a scan of nothing', emptyResult()],
  ])('%s is an object with header and lists, as the schema says', async (_, result) => {
    const written = await text(renderJson([result]));
    expect(JSON.parse(written)).toEqual(await plain(result));
    expect(validate(JSON.parse(written)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('several results are an array, as the schema says', async () => {
    const written = await text(renderJson([fixtureResult(), emptyResult()]));
    expect(JSON.parse(written)).toEqual([await plain(fixtureResult()), await plain(emptyResult())]);
    expect(validate(JSON.parse(written)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('each finding, source and check stands on a line of its own, and the file ends in a newline', async () => {
    const result = fixtureResult();
    const written = await text(renderJson([result]));
    const onLines = written.split('\n').flatMap((line) => {
      const element = /^ {4}(\{.*\}),?$/.exec(line)?.[1];
      return element === undefined ? [] : [JSON.parse(element) as object];
    });
    const { checks, recommendations, regions, coverage, calls } = result.header;
    const findings: Finding[] = await all(result.findings);
    const sources: Source[] = await all(result.sources);
    expect(onLines).toEqual([
      ...checks,
      ...recommendations,
      ...regions,
      ...coverage,
      ...calls,
      ...findings,
      ...sources,
    ]);
    expect(written.endsWith(']\n}\n')).toBe(true);
    expect(written.startsWith('{\n  "schemaVersion": 1,\n')).toBe(true);
  });

  test('the layout is stable', async () => {
    const result = resultOf([], { checks: [], recommendations: [], assessedBy: { a: ['b'] }, regions: [], calls: [] });
    expect(await text(renderJson([result]))).toMatchInlineSnapshot(`
      "{
        "schemaVersion": 1,
        "tool": {
          "name": "lintel",
          "version": "0.1.0"
        },
        "partition": "aws",
        "account": "123456789012",
        "caller": "arn:aws:sts::123456789012:assumed-role/lintel/audit",
        "now": "2026-11-20T02:00:00.000Z",
        "startedAt": "2026-11-20T02:00:00.000Z",
        "endedAt": "2026-11-20T02:01:15.250Z",
        "replayed": false,
        "partial": null,
        "options": {
          "iam-user-unused": {"days":45,"grace":null}
        },
        "checks": [],
        "recommendations": [],
        "frameworks": [],
        "selectedFrameworks": [],
        "assessedBy": {
          "a": ["b"]
        },
        "regions": [],
        "regionsUnread": null,
        "coverage": [],
        "calls": [],
        "counts": {
          "pass": {"critical":0,"high":0,"medium":0,"low":0,"informational":0},
          "fail": {"critical":0,"high":0,"medium":0,"low":0,"informational":0},
          "not-applicable": {"critical":0,"high":0,"medium":0,"low":0,"informational":0},
          "unknown": {"critical":0,"high":0,"medium":0,"low":0,"informational":0}
        },
        "baseline": null,
        "findings": [],
        "sources": [],
        "past": []
      }
      "
    `);
  });

  test('the schema refuses what is not a result', async () => {
    const good = JSON.parse(await text(renderJson([fixtureResult()]))) as Record<string, unknown>;
    const [finding] = good['findings'] as Record<string, unknown>[];
    for (const bad of [
      {},
      [],
      { ...good, schemaVersion: 2 },
      { ...good, findings: undefined },
      { ...good, findings: [{ ...finding, status: 'error' }] },
      { ...good, findings: [{ ...finding, gaps: [{ kind: 'denied' }] }] },
      { ...good, now: 'yesterday' },
    ]) {
      expect(validate(JSON.parse(JSON.stringify(bad)))).toBe(false);
    }
  });
});

test('the registry renders JSON by its name', async () => {
  expect(formats.json.extension).toBe('json');
  expect(await text(formats.json.render([emptyResult()]))).toBe(await text(renderJson([emptyResult()])));
});

test('the registry renders HTML by its name', async () => {
  expect(formats.html.extension).toBe('html');
  expect(await text(formats.html.render([emptyResult()]))).toMatch(/^<!doctype html>/i);
});
