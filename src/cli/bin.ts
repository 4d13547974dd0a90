#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // The second one does not wait for the report.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort('interrupted');
});
// A reader that closes the pipe (`| head`) has what it wanted; the exit code must still be the gate's.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  });
}
process.on('uncaughtException', defect);
process.on('unhandledRejection', defect);
// A promise that never settles would let Node leave with 13.
process.exitCode = 4;
const { stdout, stderr } = process;
const argv = process.argv.slice(2);
const help = printedHelp();
if (help === undefined) {
  const { main } = await import('./main.js');
  process.exitCode = await main(argv, { stdout, stderr, interrupted: interrupt.signal });
} else {
  stdout.write(help);
  process.exitCode = 0;
}

/** The help as the build printed it, since loading yargs takes longer than starting Node; undefined for anything else. */
function printedHelp(): string | undefined {
  if (argv.at(-1) !== '--help') return undefined;
  try {
    const printed = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'help.json'), 'utf8');
    return (JSON.parse(printed) as Partial<Record<string, string>>)[argv.join(' ')];
  } catch {
    // Not built: the sources are run.
    return undefined;
  }
}

function defect(error: unknown): void {
  process.stderr.write(`lintel: a defect of lintel itself: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(4);
}
