import { Writable } from 'node:stream';
import { commands, main } from '../src/cli/main.js';

/** The help of the program and of each command, by the arguments that ask for it. */
export async function printHelp(): Promise<Record<string, string>> {
  const help: Record<string, string> = {};
  for (const argv of [['--help'], ...commands.map((command) => [command, '--help'])]) {
    let text = '';
    const stdout = new Writable({
      write(chunk: Buffer, _, done) {
        text += chunk.toString();
        done();
      },
    });
    await main(argv, { stdout, stderr: process.stderr, interrupted: new AbortController().signal });
    help[argv.join(' ')] = text;
  }
  return help;
}
