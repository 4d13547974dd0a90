#!/usr/bin/env node
import { main } from './main.js';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // The second one does not wait for the report.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort('interrupted');
});
// A reader that closes the pipe (`| head`) has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});
process.on('uncaughtException', defect);
process.on('unhandledRejection', defect);
// A promise that never settles would let Node leave with 13.
process.exitCode = 4;
const { stdout, stderr } = process;
process.exitCode = await main(process.argv.slice(2), { stdout, stderr, interrupted: interrupt.signal });

function defect(error: unknown): void {
  process.stderr.write(`lintel: a defect of lintel itself: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(4);
}
