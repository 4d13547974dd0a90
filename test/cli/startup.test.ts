/** What the program loads before it does anything: people wait for it at every `--help`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { record } from './recording.js';
import { workspace } from './run.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs the program from source; @returns its exit code and the modules that it loaded. */
function traced(...argv: string[]): { readonly code: number | null; readonly modules: readonly string[] } {
  const trace = pathToFileURL(`${root}test/cli/trace.mjs`).href;
  const preload = ['--import', import.meta.resolve('tsx'), '--import', trace];
  const { status, stderr } = spawnSync(process.execPath, [...preload, `${root}src/cli/bin.ts`, ...argv], {
    encoding: 'utf8',
  });
  return { code: status, modules: stderr.split('\n').filter((line) => /^(file|node):/.test(line)) };
}

const sdk = (modules: readonly string[]): readonly string[] =>
  modules.filter((url) => /\/@(aws-sdk|smithy)\//.test(url));

test.each(['--help', 'checks', 'permissions'])('%s loads nothing of the SDK', (command) => {
  const { code, modules } = traced(command);
  expect(modules.some((url) => url.endsWith('/src/cli/main.ts'))).toBe(true);
  expect(sdk(modules)).toEqual([]);
  expect(code).toBe(0);
});

test('--help loads no command', () => {
  const { modules } = traced('--help');
  const ours = modules.filter((url) => /\/(src|checks|reports)\/.*\.tsx?$/.test(url));
  expect(ours.filter((url) => !/\/(src\/(cli|core|suggest|version)|reports\/index\.ts$)/.test(url))).toEqual([]);
});

test('a scan loads the clients of the services that it asks', () => {
  const at = workspace();
  const replay = ['--replay', record(at('r.jsonl')), '--output', at('out'), '--format', 'json'];
  const { code, modules } = traced('scan', '--check', 'kms-key-rotation', ...replay);
  const clients = sdk(modules).flatMap((url) => /\/@aws-sdk\/client-([\w-]+)\//.exec(url)?.[1] ?? []);
  expect(new Set(clients)).toEqual(new Set(['sts', 'ec2', 'kms']));
  expect(code).toBe(0);
});
