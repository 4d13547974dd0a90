/** Runs the steps of action.yml as a runner of GitHub does, in folders of this test alone. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { readSource } from './commands.js';

/** What the tests use of action.yml. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly id: string;
      readonly shell: string;
      readonly run: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}

export const action = parse(readSource('action.yml')) as Action;

/** What a run left. */
export interface ActionRun {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A runner with a workspace; `npx` is the text of the program that stands for npx. */
export interface Runner {
  /** A path in the workspace. */
  path(...names: readonly string[]): string;
  run(inputs?: Readonly<Record<string, string>>): Promise<ActionRun>;
}

export function runner(npx: string): Runner {
  const root = mkdtempSync(join(tmpdir(), 'lintel-action-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ['workspace', 'bin', 'temp']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'bin', 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'bin', 'npx'), npx, { mode: 0o755 });
  const files = { GITHUB_OUTPUT: join(root, 'output'), GITHUB_STEP_SUMMARY: join(root, 'summary') };
  return {
    path: (...names) => join(root, 'workspace', ...names),
    async run(inputs = {}) {
      for (const file of Object.values(files)) writeFileSync(file, '');
      const [step] = action.runs.steps;
      if (step === undefined) throw new Error('action.yml has no step');
      const given: Readonly<Record<string, string>> = {
        ...Object.fromEntries(Object.entries(action.inputs).map(([name, { default: usual = '' }]) => [name, usual])),
        ...inputs,
      };
      const environment = Object.entries(step.env).map(([name, value]) => [
        name,
        value.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => given[input] ?? ''),
      ]);
      const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
        cwd: join(root, 'workspace'),
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: [join(root, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
          HOME: '/nonexistent',
          AWS_EC2_METADATA_DISABLED: 'true',
          GITHUB_ACTION_PATH: fileURLToPath(new URL('../../', import.meta.url)),
          RUNNER_TEMP: join(root, 'temp'),
          ...files,
          ...Object.fromEntries(environment),
        },
      });
      let log = '';
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (log += text));
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject).once('close', resolve);
      });
      const said = Object.fromEntries(
        read(files.GITHUB_OUTPUT)
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      );
      const outputs = Object.fromEntries(
        Object.entries(action.outputs).map(([name, { value }]) => [
          name,
          value.replaceAll(/\$\{\{ steps\.lintel\.outputs\.([\w-]+) \}\}/g, (_, output: string) => said[output] ?? ''),
        ]),
      );
      return { code, log, outputs, summary: read(files.GITHUB_STEP_SUMMARY) };
    },
  };
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
