/** The Action with the built CLI in place of the package that npx would fetch, on the bundled demo account. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { version } from '../../src/version.js';
import { runner } from '../ci/runner.js';
import type { Report } from './cli.js';

const program = fileURLToPath(new URL('../../dist/lintel.js', import.meta.url));

/** Takes npx's own words away and adds the account, for which the Action has no input. */
const npx = `#!/bin/sh
[ "$1 $2 $4" = "--yes --prefix lintel@${version}" ] || exit 127
shift 4
exec '${process.execPath}' '${program}' "$@" --demo
`;

test('a run, and a second one that has the first as its baseline', async () => {
  if (!existsSync(program)) throw new Error('dist/lintel.js is not there: build it first');
  const { path, run } = runner(npx);
  const first = await run({ format: 'junit=lintel.xml', store: 'store', region: 'eu-central-1\nus-east-1' });
  expect({ code: first.code, log: first.log }).toEqual({ code: 1, log: expect.stringContaining('stored in store') });

  const report = JSON.parse(readFileSync(path('lintel-report', 'report.json'), 'utf8')) as Report;
  const count = (status: string): string => String(report.findings.filter((one) => one.status === status).length);
  expect(first.outputs).toEqual({
    'exit-code': '1',
    result: 'lintel-report/report.json',
    sarif: 'lintel-report/report.sarif',
    failed: count('fail'),
    unknown: count('unknown'),
    suppressed: '0',
    new: '',
  });
  expect(first.summary).toBe(readFileSync(path('lintel-report', 'report.md'), 'utf8'));
  expect(first.summary).toContain(`${count('fail')} failed`);
  expect(JSON.parse(readFileSync(path(first.outputs['sarif'] ?? ''), 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(readFileSync(path('lintel.xml'), 'utf8')).toContain('<testsuites');

  writeFileSync(path('baseline.json'), readFileSync(path('lintel-report', 'report.json')));
  const second = await run({ baseline: 'baseline.json', 'new-only': 'true', region: 'eu-central-1\nus-east-1' });
  expect(second.outputs).toMatchObject({ 'exit-code': String(second.code), failed: count('fail'), new: '0' });
  // Nothing failed that is new; whether enough is known is the demo account's affair.
  expect([0, 3]).toContain(second.code);
});

test('a mistake ends with 2 and says what to change', async () => {
  const { code, log, outputs } = await runner(npx).run({ 'fail-on': 'severe' });
  expect({ code, log }).toEqual({ code: 2, log: expect.stringContaining('--fail-on takes critical, ') });
  expect(outputs).toMatchObject({ 'exit-code': '2', result: '', failed: '' });
});
