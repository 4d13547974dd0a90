/** Runs the command line in this process, as a shell would see it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.js';

/** What a run left. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `lintel` with these arguments; `interrupted` stands for the user's Ctrl-C. */
export async function lintel(argv: readonly string[], interrupted = new AbortController().signal): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const into = (name: keyof typeof written): Writable =>
    new Writable({
      decodeStrings: false,
      write(text: string, _, done) {
        written[name] += text;
        done();
      },
    });
  const profile = process.env['AWS_PROFILE'];
  try {
    const code = await main(argv, { stdout: into('stdout'), stderr: into('stderr'), interrupted });
    return { code, ...written };
  } finally {
    // `--profile` sets it for the process.
    if (profile === undefined) delete process.env['AWS_PROFILE'];
    else process.env['AWS_PROFILE'] = profile;
  }
}

/** A directory of this test alone. */
export function workspace(): (...path: string[]) => string {
  const directory = mkdtempSync(join(tmpdir(), 'lintel-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return (...path) => join(directory, ...path);
}
