import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Finding } from '../../src/core/finding.js';
import type { Header } from '../../src/core/result.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = `${root}dist/lintel.js`;
const clock = pathToFileURL(`${root}test/e2e/clock.mjs`).href;

/** What a run of the CLI left. */
export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A JSON report, as written. */
export interface Report extends Header {
  readonly findings: readonly Finding[];
}

/**
 * Runs the built CLI as a child process, whose clock starts at `now`. It sees no credentials, profile
 * or endpoint but those in `environment`.
 * @throws when the CLI is not built.
 */
export async function lintel(
  argv: readonly string[],
  now: Date,
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  if (!existsSync(program)) throw new Error('dist/lintel.js is not there: build it first');
  const child = spawn(process.execPath, [program, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      AWS_EC2_METADATA_DISABLED: 'true',
      NODE_OPTIONS: `--import ${clock}`,
      LINTEL_E2E_NOW: now.toISOString(),
      ...environment,
    },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  process.removeListener('exit', kill);
  return { exitCode, ...output };
}

/**
 * Scans and reads the JSON report from standard output.
 * @throws with what the CLI said, when it gave no report.
 */
export async function scan(
  argv: readonly string[],
  now: Date,
  environment?: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number | null; readonly report: Report }> {
  const options = ['scan', '--format', 'json', '--output', '-', '--quiet', ...argv];
  const { exitCode, stdout, stderr } = await lintel(options, now, environment);
  try {
    return { exitCode, report: JSON.parse(stdout) as Report };
  } catch (error) {
    throw new Error(`no report (exit code ${exitCode}): ${stderr}\n${stdout.slice(0, 2000)}`, { cause: error });
  }
}
