import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findRecords, verifyRecord } from '../../src/store/read.js';
import { digest, recordScan } from '../../src/store/record.js';
import { annotatedResult, emptyResult, fixtureResult, partialResult } from '../reports/fixture.js';

let store: string;
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'lintel-store-'));
});
afterEach(() => rmSync(store, { recursive: true }));

async function recorded(result = fixtureResult()) {
  const { path } = await recordScan(store, result);
  const [record] = await findRecords(path);
  if (record === undefined) throw new Error('no record');
  return record;
}

/** Changes a file that is read-only. */
function alter(path: string, change: (path: string) => void): void {
  chmodSync(path, 0o600);
  change(path);
}

describe('a record', () => {
  test('holds every finding, and a manifest that says what was covered', async () => {
    const result = fixtureResult();
    const { path, manifest } = await recorded(result);
    const lines = gunzipSync(readFileSync(join(path, 'findings.jsonl.gz')))
      .toString()
      .trimEnd()
      .split('\n');
    const findings: unknown[] = [];
    for await (const finding of result.findings) findings.push(finding);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(findings);
    expect(manifest).toMatchObject({
      account: '123456789012',
      caller: result.header.caller,
      partial: null,
      checks: result.header.checks.map(({ id }) => id),
      scopes: { scanned: ['eu-central-1', 'eu-west-1', 'us-east-1'] },
    });
    expect(manifest?.scopes.notScanned.map(({ region }) => region)).toEqual(['ap-south-1', 'me-south-1', 'sa-east-1']);
    expect(manifest?.scopes.incomplete).toEqual(['ec2-security-group-ssh sa-east-1']);
    expect(manifest?.files['findings.jsonl.gz']?.lines).toBe(findings.length);
    expect(statSync(join(path, 'manifest.json')).mode & 0o777).toBe(0o400);
    expect(await verifyRecord({ path, manifest })).toEqual([]);
  });

  test('names a manifest whose hash other tools agree on', async () => {
    const { path, sha256 } = await recordScan(store, fixtureResult());
    const said = execFileSync('sha256sum', [join(path, 'manifest.json')], { encoding: 'utf8' });
    expect(said.split(' ')[0]).toBe(sha256);
  });

  test('of a scan cut short says so', async () => {
    expect((await recorded(partialResult())).manifest?.partial).not.toBeNull();
  });

  test('never takes the place of another', async () => {
    await recordScan(store, emptyResult());
    await recordScan(store, emptyResult());
    expect(await findRecords(store)).toHaveLength(2);
  });
});

describe('verifying', () => {
  test('sees one byte that changed', async () => {
    const record = await recorded();
    alter(join(record.path, 'findings.jsonl.gz'), (file) => {
      const bytes = readFileSync(file);
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    });
    expect(await verifyRecord(record)).toEqual(['findings.jsonl.gz is not what was written: its SHA-256 differs.']);
  });

  test.each([
    [
      'a file that grew',
      (path: string) => alter(join(path, 'header.json'), (file) => appendFileSync(file, ' ')),
      /bytes/,
    ],
    ['a file that is missing', (path: string) => rmSync(join(path, 'sources.jsonl.gz'), { force: true }), /is missing/],
    ['a file that was added', (path: string) => writeFileSync(join(path, 'note.txt'), 'x'), /not part of the record/],
  ])('sees %s', async (_, change, says) => {
    const record = await recorded();
    change(record.path);
    const wrong = await verifyRecord(record);
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatch(says);
  });

  test('sees counts that do not agree with the lines', async () => {
    const { path, manifest } = await recorded();
    if (manifest === undefined) throw new Error('no manifest');
    const counts = { ...manifest.findings, fail: manifest.findings.fail - 1 };
    expect(await verifyRecord({ path, manifest: { ...manifest, findings: counts } })).toHaveLength(1);
  });

  test('does not follow a manifest out of its folder', async () => {
    const { path, manifest } = await recorded();
    if (manifest === undefined) throw new Error('no manifest');
    writeFileSync(join(path, '..', 'secret'), 'x');
    const files = { ...manifest.files, '../secret': await digest(join(path, '..', 'secret')) };
    expect(await verifyRecord({ path, manifest: { ...manifest, files } })).toEqual(['../secret is missing.']);
  });

  test('a record without a manifest was never finished', async () => {
    const { path } = await recorded();
    rmSync(join(path, 'manifest.json'), { force: true });
    const [record] = await findRecords(store);
    expect(record?.manifest).toBeUndefined();
    expect(record && (await verifyRecord(record))).toEqual([
      'It has no manifest: the scan was not recorded to its end.',
    ]);
  });

  test.each([
    ['{"recordVersion":1}', /^Its manifest is not that of a record: /],
    ['{', /^Its manifest is not valid JSON/],
  ])('a manifest that is none (%s) is told of its record, and hides no other', async (text, says) => {
    const { path } = await recorded();
    await recordScan(store, annotatedResult());
    alter(join(path, 'manifest.json'), (file) => writeFileSync(file, text));
    const said = await Promise.all((await findRecords(store)).map(verifyRecord));
    expect(said.flat()).toEqual([expect.stringMatching(says)]);
    expect(said).toHaveLength(2);
  });

  test('a link in place of a record does not hide it', async () => {
    const { path } = await recorded();
    renameSync(path, join(store, 'moved'));
    symlinkSync(join(store, 'moved'), path);
    expect((await findRecords(store)).map((record) => record.path)).toEqual([path]);
    rmSync(path);
    symlinkSync('nowhere', path);
    expect((await findRecords(store)).map(({ manifest }) => manifest)).toEqual([undefined]);
  });
});

test('a folder without records is told', async () => {
  await expect(findRecords(store)).rejects.toThrow(/holds no record of a scan/);
});
