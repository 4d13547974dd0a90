/** The README's commands, run as they stand there. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lintel } from './cli.js';
import { type Emulated, now, startEmulated } from './emulated.js';
import type { Proxy } from './proxy.js';

const readme = await readFile(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const commands = [...readme.matchAll(/^node dist\/lintel\.js (.*?)\s*(?:#.*)?$/gm)].map(([, words = '']) => words);
const inline = [...readme.matchAll(/`lintel ((?:scan|checks|report|permissions)[^`]*)`/g)]
  .map(([, words = '']) => words)
  .filter((words) => !words.endsWith('--help'));

let emulated: Emulated;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  emulated = await startEmulated();
  folder = await mkdtemp(join(tmpdir(), 'lintel-readme-'));
  environment = emulated.environment(emulated.proxies[0] as Proxy);
  // What the README takes for granted: a profile of that name.
  const keys = Object.entries(environment).filter(([name]) => /^AWS_(ACCESS|SECRET|SESSION)/.test(name));
  const config = [
    '[profile audit]',
    'region = us-east-1',
    ...keys.map(([name, value]) => `${name.toLowerCase()} = ${value}`),
  ];
  environment['AWS_CONFIG_FILE'] = join(folder, 'config');
  await writeFile(environment['AWS_CONFIG_FILE'], config.join('\n'));
});

afterAll(async () => {
  await emulated.stop();
  await rm(folder, { recursive: true });
});

test('the README has commands', () => expect(commands.length).toBeGreaterThan(4));

test.each(commands)('node dist/lintel.js %s', async (words) => {
  const argv = words.split(' ');
  const output = argv.includes('--output') ? [] : ['--output', join(folder, 'report')];
  const { exitCode, stdout, stderr } = await lintel([...argv, ...output], now, environment);
  expect({ exitCode, stderr: stderr.replaceAll(/^(Scanning|Gate).*\n/gm, '') }).toEqual({
    exitCode: argv.includes('--plan') ? 0 : 1,
    stderr: '',
  });
  expect(stdout).not.toBe('');
});

/** Words that stand for something else. */
const standIns: Readonly<Record<string, string>> = {
  ID: 's3-bucket-public-access',
  './my-checks.mjs': 'examples/plugin/lintel-plugin.mjs',
};

test.each(inline)('lintel %s names only flags that there are', async (words) => {
  const argv = words.split(' ').map((word) => standIns[word] ?? word);
  const { stderr } = await lintel([...argv, '--severity', 'none-such'], now, environment);
  // The made-up value is the one thing that is wrong.
  expect(stderr).toMatch(argv[0] === 'report' ? /severity/ : /--severity/);
});
