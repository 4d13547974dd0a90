import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check as isFormatted } from 'prettier';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scaffoldCheck } from '../../scripts/scaffold.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-scaffold-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a check and its test are written, formatted as the house is', async () => {
  const paths = scaffoldCheck(folder, ['s3', 'bucket-something']);
  expect(paths).toEqual(['checks/s3/bucket-something.ts', 'test/checks/s3/bucket-something.test.ts']);
  const [checkText = '', testText = ''] = paths.map((path) => readFileSync(join(folder, path), 'utf8'));
  expect(checkText).toContain("id: 's3-bucket-something'");
  expect(testText).toContain("from '../../../checks/s3/bucket-something.js'");
  for (const text of [checkText, testText]) {
    expect(await isFormatted(text, { parser: 'typescript', printWidth: 120, singleQuote: true })).toBe(true);
  }
});

test.each([
  [['s3'], 'Give a service and a noun phrase'],
  [['s3', 'a', 'b'], 'Give a service and a noun phrase'],
  [['S3', 'bucket'], "'S3' is no service"],
  [['api-gateway', 'stage'], "'api-gateway' is no service"],
  [['..', 'bucket'], "'..' is no service"],
  [['s3', 'bucket/x'], "'bucket/x' is not kebab case"],
  [['s3', 'bucket--x'], "'bucket--x' is not kebab case"],
  [['s3', '-x'], "'-x' is not kebab case"],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => scaffoldCheck(folder, words)).toThrow(sentence);
  expect(readdirSync(folder)).toEqual([]);
});

test('nothing that is there is overwritten', () => {
  scaffoldCheck(folder, ['s3', 'a']);
  rmSync(join(folder, 'checks/s3/a.ts'));
  writeFileSync(join(folder, 'test/checks/s3/a.test.ts'), 'mine');
  expect(() => scaffoldCheck(folder, ['s3', 'a'])).toThrow(
    'Already there: test/checks/s3/a.test.ts. Nothing was written.',
  );
  expect(readFileSync(join(folder, 'test/checks/s3/a.test.ts'), 'utf8')).toBe('mine');
  expect(readdirSync(join(folder, 'checks/s3'))).toEqual([]);
});
