import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkReference } from '../../scripts/check-reference.js';
import { checkIndex, findChecks } from '../../scripts/checks.js';
import { root } from '../../scripts/root.js';
import type { Recommendation } from '../../src/core/result.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-checks-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function check(id: string): string {
  return `
    import { account, defineCheck, pass } from '${root}src/core/index.js';
    export default defineCheck({
      id: '${id}', title: 'All is well', severity: 'low', recommendation: 'be-well', rationale: 'Why not.',
      remediation: { text: 'Mend it.', cli: 'mend {name}', url: 'https://docs.aws.amazon.com/' },
      resource: account, needs: {},
      options: { days: { type: 'number', default: null, minimum: 1, maximum: 9, description: 'days to wait' } },
      evaluate: () => pass('Well', { well: true }),
    });`;
}

test('checks are found by id, wherever the file system lists them', async () => {
  put('s3/b.ts', check('s3-b'));
  put('ec2/z-y.ts', check('ec2-z-y'));
  put('ec2/a.ts', check('ec2-a'));
  put('recommendations.ts', '');
  put('frameworks/cis-7.0.ts', '');
  const files = await findChecks(folder);
  expect(files.map(({ path }) => path)).toEqual(['ec2/a.ts', 'ec2/z-y.ts', 's3/b.ts']);
  const index = checkIndex(files);
  expect(index).toContain("import ec2ZY from './ec2/z-y.js';");
  expect(index).toContain('[ec2A, ec2ZY, s3B]');
});

test('a check under another path than its id is named', async () => {
  put('s3/b.ts', check('s3-c'));
  await expect(findChecks(folder)).rejects.toThrow("checks/s3/b.ts holds the check 's3-c'; its path says 's3-b'");
});

test('a file in a service folder without a check is named', async () => {
  put('s3/helper.ts', 'export const help = 1;');
  await expect(findChecks(folder)).rejects.toThrow('checks/s3/helper.ts has no check as its default export');
});

test('a default export that defineCheck did not make is none', async () => {
  put('s3/b.ts', "export default { id: 's3-b' };");
  await expect(findChecks(folder)).rejects.toThrow('checks/s3/b.ts has no check');
});

test('the reference says what a check states, needs and advises', async () => {
  put('s3/b.ts', check('s3-b'));
  const checks = (await findChecks(folder)).map((file) => file.check);
  const recommendation: Recommendation = {
    id: 'be-well',
    statement: 'Be well.',
    why: '',
    responsibility: 'customer',
    assessable: 'automated',
    services: [],
    sources: [],
  };
  const text = checkReference(checks, [recommendation]);
  for (const part of [
    '### s3-b',
    'All is well.',
    'Severity: low',
    'Be well. (`be-well`)',
    'AWS::::Account',
    'actions: none',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain('Option `days`: days to wait (1 to 9; default not set)');
  expect(text).toContain('```sh\nmend {name}\n```');
  expect(() => checkReference(checks, [])).toThrow("s3-b serves the unknown recommendation 'be-well'");
});
