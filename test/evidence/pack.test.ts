import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import MarkdownIt from 'markdown-it';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeEvidencePack } from '../../src/evidence/pack.js';
import { annotatedResult, framework } from '../reports/fixture.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-evidence-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const table = (name: string): Record<string, string>[] => parse(readFileSync(join(folder, name)), { columns: true });
const verify = (): string => execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });

describe('an evidence pack', () => {
  test('has every control with its state and population', async () => {
    await writeEvidencePack(annotatedResult(), framework, folder);
    expect(table('controls.csv')).toMatchObject([
      {
        control: '1.1',
        state: 'failed',
        checks: 'iam-root-mfa',
        'resources listed': '1',
        fail: '1',
        findings: 'control-1.1.csv',
      },
      {
        control: '1.2',
        state: 'failed',
        fail: '14',
        unknown: '3',
        'not applicable': '1',
        suppressed: '1',
        'resources listed': '18',
      },
      { control: '1.3', state: 'manual', checks: '', findings: '' },
      { control: '1.4', state: 'not yet covered', checks: '', findings: '' },
    ]);
    expect(table('population.csv')).toContainEqual(
      expect.objectContaining({
        check: 'kms-key-rotation',
        scope: 'us-east-1',
        listed: '18',
        'listing complete': 'yes',
      }),
    );
  });

  test('has for each finding what decided it and where that came from', async () => {
    await writeEvidencePack(annotatedResult(), framework, folder);
    const rows = table('control-1.2.csv');
    expect(rows).toHaveLength(18);
    expect(rows.find((row) => row['resource name'] === 'key-02')).toMatchObject({
      status: 'fail',
      'deciding values': '{"rotation":false,"created":"2020-01-01T00:00:00.000Z"}',
      operations: 'kms:DescribeKey',
      'request ids': '1a2b3c4d-0000-4000-8000-000000000001',
      'server times': '2026-11-20T02:00:10.000Z',
      'age of the data in seconds': '0',
      'accepted by': 'platform@example.org until 2027-01-31: Rotated by hand every quarter (SEC-12)',
    });
    expect(rows.find((row) => row['resource name'] === 'key-21')?.['not known because']).toContain('kms:DescribeKey');
  });

  test('is checked by sha256sum alone, which sees a change', async () => {
    const names = await writeEvidencePack(annotatedResult(), framework, folder);
    expect(names.toSorted()).toEqual(readdirSync(folder).toSorted());
    expect(verify().trim().split('\n')).toHaveLength(names.length - 1);
    appendFileSync(join(folder, 'controls.csv'), ' ');
    expect(verify).toThrow(/sha256sum/);
  });

  test('marks values that were cut', async () => {
    const cut = `${'n'.repeat(9)}… (1024 characters, sha256 ${'a'.repeat(64)})`;
    const { findings, ...result } = annotatedResult();
    const longer = {
      async *[Symbol.asyncIterator]() {
        for await (const finding of findings) yield { ...finding, evidence: { long: cut, short: 'x' } };
      },
    };
    await writeEvidencePack({ ...result, findings: longer }, framework, folder);
    expect(new Set(table('control-1.2.csv').map((row) => row['values cut']))).toEqual(new Set(['long']));
  });

  test('says nothing of the account in Markdown that is more than text', async () => {
    const { header, ...result } = annotatedResult();
    const caller = 'arn:aws:iam::123456789012:user/<img/src=x>`/[a](http://x)/ann';
    await writeEvidencePack({ ...result, header: { ...header, caller, partial: '<b>@all' } }, framework, folder);
    const html = new MarkdownIt({ html: true }).render(readFileSync(join(folder, 'README.md'), 'utf8'));
    expect(html).toContain('user/&lt;img/src=x&gt;');
    expect(html).not.toMatch(/<(?:img|b)[\s/>]|href="http:/);
  });

  test('is not mixed with what a folder holds', async () => {
    writeFileSync(join(folder, 'mine.txt'), '');
    await expect(writeEvidencePack(annotatedResult(), framework, folder)).rejects.toThrow(/is not empty/);
  });
});

test('a file that cannot be written is for the user to mend', async () => {
  const [first, ...others] = framework.controls;
  if (first === undefined) throw new Error('no control');
  const controls = [{ ...first, id: 'x'.repeat(300) }, ...others];
  await expect(writeEvidencePack(annotatedResult(), { ...framework, controls }, folder)).rejects.toThrow(
    /^cannot write .*: the name is too long/,
  );
});
