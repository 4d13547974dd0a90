import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { UserError } from '../../src/core/user-error.js';
import { readResult } from '../../src/result/read.js';
import { writeAtomically } from '../../src/result/write.js';
import { renderJson } from '../../reports/json.js';
import { emptyResult, fixtureResult, partialResult, resultOf } from '../reports/fixture.js';

let path: string;

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'read-test-')), 'result.json');
});

afterEach(async () => {
  await rm(join(path, '..'), { recursive: true });
});

async function text(results: readonly ScanResult[]): Promise<string> {
  let all = '';
  for await (const chunk of renderJson(results)) all += chunk;
  return all;
}

/** The message of the {@link UserError} that reading this file gives; anything else fails the test. */
async function mistake(content: string | Buffer): Promise<string> {
  writeFileSync(path, content);
  const error: unknown = await readResult(path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

type Plain = Record<string, unknown> & { findings: Record<string, unknown>[]; sources: object[] };

async function fixture(): Promise<Plain> {
  return JSON.parse(await text([fixtureResult()])) as Plain;
}

describe('readResult gives back what was written', () => {
  test.each([
    ['one result', [fixtureResult()]],
    ['a scan cut short', [partialResult()]],
    ['a scan of nothing', [emptyResult()]],
    ['several results', [fixtureResult(), emptyResult(), partialResult()]],
  ])('%s, every time it is iterated', async (_, results) => {
    await writeAtomically(path, renderJson(results));
    const read = await readResult(path);
    const written = await text(results);
    expect(await text(read)).toBe(written);
    expect(await text(read)).toBe(written);
  });

  test('whatever evidence and names hold', async () => {
    const string = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(string, fc.jsonValue({ maxDepth: 4 }), string, async (name, value, message) => {
        const evidence = JSON.parse(JSON.stringify({ value, [name]: name })) as Record<string, JsonValue>;
        const result = resultOf([
          {
            checkId: 'kms-key-rotation',
            status: 'fail',
            region: 'us-east-1',
            resource: { type: 'AWS::KMS::Key', key: name, name },
            message,
            evidence,
          },
        ]);
        writeFileSync(path, await text([result]));
        expect(await text(await readResult(path))).toBe(await text([result]));
      }),
      { numRuns: 25 },
    );
  });

  test('a member named __proto__ stays data', async () => {
    const result = resultOf([
      {
        checkId: 'kms-key-rotation',
        status: 'pass',
        region: 'global',
        resource: { type: 't', key: 'k', name: 'n' },
        evidence: JSON.parse('{"tags":{"__proto__":{"polluted":true}}}') as Record<string, JsonValue>,
      },
    ]);
    await writeAtomically(path, renderJson([result]));
    const written = await text([result]);
    expect(written).toContain('"__proto__":{"polluted":true}');
    expect(await text(await readResult(path))).toBe(written);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a file that another tool rewrote', () => {
  test('may have its header after its findings and any layout', async () => {
    const { findings, sources, ...header } = await fixture();
    for (const space of [undefined, 4]) {
      writeFileSync(path, `\ufeff${JSON.stringify({ sources, findings, ...header }, null, space)}\n\n`);
      const [read] = await readResult(path);
      expect(read?.header).toEqual(fixtureResult().header);
      expect(JSON.parse(await text([read as ScanResult]))).toEqual(JSON.parse(await text([fixtureResult()])));
    }
  });

  test('may hold members that lintel does not know', async () => {
    const { findings, ...rest } = await fixture();
    const more = { findings: [1, { findings: [{}] }], schemaVersion: 7 };
    const marked = findings.map((finding) => ({ ...finding, ticket: 'A-1' }));
    writeFileSync(path, JSON.stringify({ more, ...rest, findings: marked, annotations: { more } }));
    const [read] = await readResult(path);
    expect(read?.header).toEqual(fixtureResult().header);
    let count = 0;
    for await (const finding of (read as ScanResult).findings) count += finding.fingerprint === '' ? 0 : 1;
    expect(count).toBe(findings.length);
  });

  test('must keep the order of findings', async () => {
    const { findings, ...rest } = await fixture();
    expect(await mistake(JSON.stringify({ ...rest, findings: findings.toReversed() }))).toContain(
      'findings[1] is not in order',
    );
  });
});

describe('what is wrong with a file is said', () => {
  test('findings that were left out or doubled', async () => {
    const all = await fixture();
    const fails = all.findings.filter(({ status }) => status === 'fail');
    const rest = all.findings.filter(({ status }) => status !== 'fail');
    expect(await mistake(JSON.stringify({ ...all, findings: rest }))).toMatch(/it counts \d+ findings of .* holds 0/);
    const [first = {}] = fails;
    const twice = all.findings.flatMap((finding) => (finding === first ? [first, first] : [finding]));
    expect(await mistake(JSON.stringify({ ...all, findings: twice }))).toMatch(/is not a valid result: it counts/);
  });

  test('cut off at any byte', async () => {
    const whole = Buffer.from(await text([fixtureResult()]));
    // The newline after the last brace may be missing.
    for (let end = 1; end < whole.length - 1; end += 100) {
      expect(await mistake(whole.subarray(0, end))).toMatch(
        new RegExp(`cut off: it ends after ${end} bytes, in what starts in line \\d+`),
      );
    }
    expect(await mistake(whole.subarray(0, -2))).toContain('cut off');
    expect(await mistake('')).toContain('is empty');
  });

  test('not JSON, with line and byte', async () => {
    const whole = await text([fixtureResult()]);
    const at = whole.indexOf('\n  "findings"') + 3;
    const line = whole.slice(0, at).split('\n').length;
    const byte = Buffer.byteLength(whole.slice(0, at));
    const place = `is not JSON: what starts in line ${line}, at byte ${byte}, cannot be read`;
    expect(await mistake(`${whole.slice(0, at)}?${whole.slice(at)}`)).toContain(place);
    expect(await mistake('{"a":1,\n,}')).toContain('line 2, at byte 8,');
    expect(await mistake('{"a":1\n"b":1}')).toContain('line 2, at byte 7,');
    expect(await mistake('{"a":1,\n "b":[1,\n2,]}')).toContain('line 2, at byte 13,');
    expect(await mistake(`${whole}${whole}`)).toContain(`at byte ${Buffer.byteLength(whole)},`);
    expect(await mistake(Buffer.from('{"a":"\xff"}', 'latin1'))).toContain('at byte 5,');
  });

  test.each([
    ['a string', '"x" ', 'it starts with "'],
    ['a web page', '\n<html>', 'it starts with <'],
    ['an empty object', '{}', "no member 'schemaVersion'"],
    ['some other object', '{"name":"lintel","findings":[]}', "no member 'schemaVersion'"],
    ['a name that is not a string', '{1:1}', 'the name of a member is not a string'],
    ['no results', '[]', 'holds no result'],
    ['numbers', '[1]', 'other than results'],
    ['arrays', '[[]]', 'other than results'],
    ['nesting without end', `{"tool":${'['.repeat(100_000)}`, 'nested more than 64 levels'],
  ])('%s', async (_, content, message) => {
    expect(await mistake(content)).toContain(message);
  });

  test('a newer schema, even one whose members changed', async () => {
    const message = await mistake(JSON.stringify({ schemaVersion: 2, results: [] }));
    expect(message).toContain('newer lintel. Upgrade');
    expect(await mistake(JSON.stringify([{ ...(await fixture()), schemaVersion: 2 }]))).toBe(message);
  });

  test('lists that are missing, no lists or there twice', async () => {
    const { findings, ...rest } = await fixture();
    expect(await mistake(JSON.stringify(rest))).toContain("no member 'findings'");
    expect(await mistake(JSON.stringify({ ...rest, findings: { 0: findings[0] } }))).toContain(
      "'findings' is not an array",
    );
    expect(await mistake(JSON.stringify({ ...rest, findings: 'none' }))).toContain("'findings' is not an array");
    const twice = JSON.stringify({ ...rest, findings: [] }).replace('{', '{"findings":[],');
    expect(await mistake(twice)).toContain("'findings' stands there twice");
  });

  test('which finding, source or header member is not valid', async () => {
    const whole = await fixture();
    const findings = whole.findings.map((finding, index) => (index === 3 ? { ...finding, status: 'error' } : finding));
    expect(await mistake(JSON.stringify({ ...whole, findings }))).toContain("findings[3], member 'status'");
    expect(await mistake(JSON.stringify({ ...whole, findings: [null] }))).toContain('findings[0]: ');
    expect(await mistake(JSON.stringify({ ...whole, sources: [{}] }))).toContain("sources[0], member 'key'");
    expect(await mistake(JSON.stringify({ ...whole, caller: 5 }))).toContain("the header, member 'caller'");
    expect(await mistake(JSON.stringify({ ...whole, schemaVersion: '1' }))).toContain("member 'schemaVersion'");
    const second = { ...whole, findings };
    expect(await mistake(JSON.stringify([whole, second]))).toContain("findings[3], member 'status'");
  });

  test('a path that is not there or is a directory', async () => {
    await expect(readResult(path)).rejects.toThrow('does not exist');
    await expect(readResult(join(path, '..'))).rejects.toThrow('is a directory');
  });

  test('anything else is the mistake of a user too, never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), async (content) => {
        expect(await mistake(content)).toContain(path);
      }),
      { numRuns: 200 },
    );
  });

  test('any one byte changed gives a result or the mistake of a user', async () => {
    const whole = Buffer.from(await text([fixtureResult()]));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const changed = Buffer.from(whole);
        changed[at] = byte;
        writeFileSync(path, changed);
        const error: unknown = await readResult(path).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error === undefined || error instanceof UserError).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
