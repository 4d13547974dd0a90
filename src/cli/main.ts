import yargs, { type ArgumentsCamelCase, type Argv, type InferredOptionTypes, type Options } from 'yargs';
import { UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { closest } from '../suggest.js';
import { version } from '../version.js';
import type { Io } from './io.js';
import { checksOptions, permissionsOptions, reportOptions, scanOptions } from './options.js';

/**
 * Runs the command line.
 * @returns the exit code: 0 passed, 1 failed, 2 usage, 3 not known enough, 4 could not start or a defect,
 * 130 interrupted. Each command's own code is loaded when it is called, so that `--help` loads none.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const known = new Set<string>(['help', 'version']);
  const running =
    <O extends Record<string, Options>>(
      load: () => Promise<(args: InferredOptionTypes<O>, io: Io) => Promise<number>>,
    ) =>
    async (args: ArgumentsCamelCase<unknown>): Promise<void> => {
      code = await (await load())(args as InferredOptionTypes<O>, io);
    };
  const taking =
    <O extends Record<string, Options>>(options: O) =>
    (command: Argv) => {
      for (const name of Object.keys(options)) known.add(name);
      return command.options(options);
    };

  const parser = yargs()
    .scriptName('lintel')
    .usage('$0 <command>\n\nLint for AWS accounts. Read-only: it lists and describes, and never changes anything.')
    .command(
      'scan',
      'Scan an account and report what it finds',
      taking(scanOptions),
      running<typeof scanOptions>(async () => (await import('./scan.js')).scanCommand),
    )
    .command(
      'checks [show] [id]',
      'List the checks, or explain one with "checks show ID"',
      (command) =>
        taking(checksOptions)(
          command
            .positional('show', { choices: ['show'] as const, describe: 'explain one check' })
            .positional('id', { type: 'string', describe: 'the check to explain' }),
        ),
      running<typeof checksOptions>(async () => (await import('./checks.js')).checksCommand),
    )
    .command(
      'report <result>',
      'Render an earlier JSON result again',
      (command) =>
        taking(reportOptions)(
          command.positional('result', { type: 'string', describe: 'a JSON result of lintel scan' }),
        ),
      running<typeof reportOptions>(async () => (await import('./report.js')).reportCommand),
    )
    .command(
      'permissions',
      'Print the least-privilege IAM policy for a selection of checks',
      taking(permissionsOptions),
      running<typeof permissionsOptions>(async () => (await import('./permissions.js')).permissionsCommand),
    )
    .demandCommand(1, 'Name a command.')
    .recommendCommands()
    .strict()
    .wrap(100)
    .version(version)
    .help()
    .exitProcess(false)
    .fail(false);

  try {
    await parser.parseAsync([...argv], {}, (_error: unknown, _args: unknown, output: string) => {
      if (output !== '') io.stdout.write(`${output}\n`);
    });
    return code;
  } catch (error) {
    return explain(error, io, [...known]);
  }
}

/** Says what went wrong: a sentence for the user's mistakes, the stack for a defect of lintel. */
function explain(error: unknown, io: Io, options: readonly string[]): number {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'StartError') {
    io.stderr.write(`lintel: the scan could not start. ${visible(error.message)}\n`);
    return 4;
  }
  if (error instanceof UserError) {
    io.stderr.write(`lintel: ${visible(error.message)}\n`);
    return 2;
  }
  if (error.name === 'YError') {
    const unknown = /^Unknown arguments?: (.*)$/s.exec(error.message)?.[1]?.split(', ') ?? [];
    const hints = unknown.map((name) => closest(name, options)).join('');
    io.stderr.write(`lintel: ${visible(error.message)}.${hints} See 'lintel --help'.\n`);
    return 2;
  }
  io.stderr.write(`lintel: a defect of lintel itself: ${error.stack ?? error.message}\n`);
  return 4;
}
