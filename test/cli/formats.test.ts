/** `--format NAME[=PATH]`: which files a command leaves where. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { formats } from '../../reports/index.js';
import { renderJson } from '../../reports/json.js';
import { annotatedResult } from '../reports/fixture.js';
import { lintel, workspace } from './run.js';

beforeEach(async () => {
  const before = process.cwd();
  process.chdir(workspace()('.'));
  let text = '';
  for await (const piece of renderJson([annotatedResult()])) text += piece;
  writeFileSync('r.json', text);
  return () => process.chdir(before);
});

const report = async (...flags: string[]) => lintel(['report', 'r.json', '--fail-on', 'none', ...flags]);
const flagsOf = (...given: string[]) => given.flatMap((one) => ['--format', one]);

test('each is named by its extension', () => {
  expect(Object.fromEntries(Object.entries(formats).map(([name, { extension }]) => [name, extension]))).toEqual({
    json: 'json',
    html: 'html',
    sarif: 'sarif',
    junit: 'junit.xml',
    csv: 'csv',
    markdown: 'md',
    ocsf: 'ocsf.jsonl',
    asff: 'asff.jsonl',
    gitlab: 'gitlab.json',
  });
});

const written = Object.keys(formats).filter((name) => name !== 'html');

test('every one is written from one result, beside each other', async () => {
  const { stderr } = await report(...flagsOf(...written), '--output', 'out');
  const files = written.map((name) => `report.${formats[name as keyof typeof formats].extension}`);
  expect(readdirSync('out').sort()).toEqual(files.sort());
  for (const file of files) expect(readFileSync(`out/${file}`, 'utf8')).not.toBe('');
  expect(stderr).toBe('');
});

describe('a path', () => {
  test('is where that format goes; the others go to the directory', async () => {
    const { stdout } = await report(...flagsOf('json=deep/er/a=b.json', 'csv', 'junit=j.xml'), '--output', 'out');
    expect([readdirSync('deep/er'), readdirSync('out')]).toEqual([['a=b.json'], ['report.csv']]);
    for (const path of ['deep/er/a=b.json', 'out/report.csv', 'j.xml']) expect(stdout).toContain(path);
  });

  test('may be given to one format twice', async () => {
    await report(...flagsOf('json=a.json', 'json=b.json'));
    expect(readFileSync('a.json', 'utf8')).toBe(readFileSync('b.json', 'utf8'));
    expect(existsSync('lintel-report')).toBe(false);
  });

  test('of - is standard output, where nothing else then stands', async () => {
    const { stdout, stderr } = await report(...flagsOf('json=-', 'csv=c.csv'));
    expect(JSON.parse(stdout)).toMatchObject({ account: '123456789012' });
    expect(stderr).toMatch(/^Gate [^\n]*\n$/);
    expect(existsSync('c.csv')).toBe(true);
  });

  test('may be the one that is read', async () => {
    await report(...flagsOf('json=r.json', 'csv=c.csv'));
    const again = await report(...flagsOf('csv=d.csv'));
    expect(again.stderr).toBe('');
    expect(readFileSync('d.csv', 'utf8')).toBe(readFileSync('c.csv', 'utf8'));
  });
});

describe('a mistake', () => {
  test.each<[string, string[], string]>([
    ['an unknown format', flagsOf('srif'), "There is no format 'srif'. Did you mean sarif? Formats: json, html,"],
    ['an unknown format with a path', flagsOf('xml=a.xml'), "There is no format 'xml'."],
    ['a name of every object', flagsOf('toString'), "There is no format 'toString'."],
    ['no name', flagsOf('=a.xml'), "There is no format ''."],
    ['no path after the =', flagsOf('json='), '--format json= names no path.'],
    ['two formats to one path', flagsOf('json=a', 'csv=./a'), 'json and csv would both be written to ./a.'],
    [
      'two formats to one file by a link',
      flagsOf('json=old', 'csv=link'),
      'json and csv would both be written to link.',
    ],
    ['a path that the directory has', flagsOf('json', 'csv=lintel-report/report.json'), 'would both be written to'],
    ['two on standard output', flagsOf('json=-', 'csv=-'), 'Standard output takes one format.'],
    [
      'two on standard output, one by --output',
      [...flagsOf('json', 'csv=-'), '--output', '-'],
      'Standard output takes one format.',
    ],
    ['a directory for a path', flagsOf('json=taken'), 'it is not a regular file'],
    ['a path through a file', flagsOf('json=r.json/a.json'), 'Choose another place for the output.'],
  ])('%s is found before anything is read', async (_, flags, says) => {
    mkdirSync('taken');
    writeFileSync('old', '');
    symlinkSync('old', 'link');
    const scan = await lintel(['scan', '--replay', '/nonexistent/recording.jsonl', ...flags]);
    expect(scan.stderr).toContain(says);
    expect({ code: scan.code, stdout: scan.stdout }).toEqual({ code: 2, stdout: '' });
    expect((await report(...flags)).stderr).toContain(says);
  });
});
