/** Runs one scan of the built lintel against an endpoint of its own, and measures it from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../src/core/finding.js';
import type { Header } from '../src/core/result.js';
import type { EndpointOptions, Tally } from './endpoint.js';
import { serve } from './serve.js';

/** The program that is measured. */
export const program = fileURLToPath(new URL('../dist/lintel.js', import.meta.url));

/** Preloaded with `--require`, writes the {@link Usage} of a process to the file in `LINTEL_BENCH_USAGE`. */
const usageHook = fileURLToPath(new URL('usage.cjs', import.meta.url));

/** Calls that a scan may have under way at once. */
export const concurrency = 50;

/** What a process used until it ended. */
interface Usage {
  readonly peakKiB: number;
  readonly cpuMs: number;
}

/** What a scan did. */
export interface Scan {
  readonly tally: Tally;
  readonly wallMs: number;
  readonly usage: Usage;
  /** Findings that are unknown because a call was throttled to the end. */
  readonly lost: number;
  /** Findings that are unknown for another reason. */
  readonly otherUnknown: number;
  /** Calls as the result's header counts them. */
  readonly counted: number;
}

/**
 * Scans the endpoint's account with the checks named.
 * @throws when the scan ends without a result.
 */
export async function scan(checks: readonly string[], options: EndpointOptions): Promise<Scan> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  const endpoint = await serve(options);
  try {
    const begun = performance.now();
    await runLintel(checks, endpoint.url, folder);
    const wallMs = performance.now() - begun;
    const tally = await endpoint.tally();
    const usage = JSON.parse(await readFile(join(folder, 'usage'), 'utf8')) as Usage;
    return { tally, wallMs, usage, ...readResult(await readFile(join(folder, 'result.json'), 'utf8')) };
  } finally {
    await endpoint.stop();
    await rm(folder, { recursive: true });
  }
}

/** Runs the program in an empty folder with nothing of the caller's AWS settings. */
async function runLintel(checks: readonly string[], url: string, folder: string): Promise<void> {
  const selection = checks.flatMap((check) => ['--check', check]);
  const settings = ['--format', 'json', '--output=-', '--concurrency', String(concurrency), '--quiet'];
  const output = await open(join(folder, 'result.json'), 'w');
  try {
    const child = spawn(process.execPath, ['--require', usageHook, program, 'scan', ...selection, ...settings], {
      cwd: folder,
      stdio: ['ignore', output.fd, 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        LINTEL_BENCH_USAGE: join(folder, 'usage'),
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    let complaints = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    const [code] = (await once(child, 'close')) as [number | null];
    // 1 and 3 are the gate's: the account has fails and, under throttling, perhaps unknowns.
    if (code !== 0 && code !== 1 && code !== 3) throw new Error(`lintel scan ended with ${code}: ${complaints}`);
  } finally {
    await output.close();
  }
}

function readResult(text: string): Pick<Scan, 'lost' | 'otherUnknown' | 'counted'> {
  const { findings, calls } = JSON.parse(text) as Header & { findings: readonly Finding[] };
  // The bucket that the bench's trails deliver to is another account's: that is no loss.
  const unknown = findings.filter(
    ({ status, gaps }) => status === 'unknown' && !gaps.every(({ kind }) => kind === 'foreign'),
  );
  const lost = unknown.filter(({ gaps }) => gaps.some(({ kind }) => kind === 'throttled')).length;
  return { lost, otherUnknown: unknown.length - lost, counted: calls.reduce((sum, entry) => sum + entry.calls, 0) };
}
