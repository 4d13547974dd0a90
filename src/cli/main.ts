import yargs, { type ArgumentsCamelCase, type Argv, type InferredOptionTypes, type Options } from 'yargs';
import { StartError, UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { version } from '../version.js';
import type { Io } from './io.js';
import { checksOptions, frameworksOptions, permissionsOptions, reportOptions, scanOptions } from './options.js';
import { checkValues, usageError } from './usage.js';

/** The commands, by name. */
export const commands = ['scan', 'checks', 'frameworks', 'report', 'permissions'] as const;

/**
 * Runs the command line.
 * @returns the exit code: 0 passed, 1 failed, 2 usage, 3 not known enough, 4 could not start or a defect,
 * 130 interrupted. Each command's own code is loaded when it is called, so that `--help` loads none.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const options = ['help', 'version'];
  const running =
    <O extends Record<string, Options>>(
      taken: O,
      load: () => Promise<(args: InferredOptionTypes<O>, io: Io) => Promise<number>>,
    ) =>
    async (args: ArgumentsCamelCase<unknown>): Promise<void> => {
      checkValues(args, taken);
      code = await (await load())(args as InferredOptionTypes<O>, io);
    };
  const taking =
    <O extends Record<string, Options>>(taken: O) =>
    (command: Argv) => {
      options.push(...Object.keys(taken));
      return command.options(taken);
    };

  const parser = yargs()
    .scriptName('lintel')
    .usage('$0 <command>\n\nLint for AWS accounts. Read-only: it lists and describes, and never changes anything.')
    .command(
      'scan',
      'Scan an account and report what it finds',
      taking(scanOptions),
      running(scanOptions, async () => (await import('./scan.js')).scanCommand),
    )
    .command(
      'checks [show] [id]',
      'List the checks, or explain one with "checks show ID"',
      (command) =>
        taking(checksOptions)(
          command
            .positional('show', { type: 'string', describe: 'the word show: explain one check' })
            .positional('id', { type: 'string', describe: 'the check to explain' }),
        ),
      running(checksOptions, async () => (await import('./checks.js')).checksCommand),
    )
    .command(
      'frameworks [id]',
      'List the frameworks, or the controls of one with "frameworks ID"',
      (command) =>
        taking(frameworksOptions)(
          command.positional('id', { type: 'string', describe: 'the framework whose controls to list' }),
        ),
      running(frameworksOptions, async () => (await import('./frameworks.js')).frameworksCommand),
    )
    .command(
      'report <result>',
      'Render an earlier JSON result again',
      (command) =>
        taking(reportOptions)(
          command.positional('result', { type: 'string', describe: 'a JSON result of lintel scan' }),
        ),
      running(reportOptions, async () => (await import('./report.js')).reportCommand),
    )
    .command(
      'permissions',
      'Print the least-privilege IAM policy for a selection of checks',
      taking(permissionsOptions),
      running(permissionsOptions, async () => (await import('./permissions.js')).permissionsCommand),
    )
    .demandCommand(1, `Name a command: ${commands.join(', ')}.`)
    .strictCommands()
    .strict()
    .parserConfiguration({ 'camel-case-expansion': false })
    .locale('en')
    .wrap(100)
    .version(version)
    .help()
    .exitProcess(false)
    .fail((message: string, error: Error | undefined) => {
      // What yargs finds wrong comes with its message; anything else was thrown by a command.
      throw error === undefined || error.name === 'YError' ? usageError(message, { commands, options }) : error;
    });

  try {
    await parser.parseAsync([...argv], {}, (_error: unknown, _args: unknown, output: string) => {
      if (output !== '') io.stdout.write(`${output}\n`);
    });
    return code;
  } catch (error) {
    return explain(error, io);
  }
}

/** Says what went wrong: a sentence for the user's mistakes, the stack for a defect of lintel. */
function explain(error: unknown, io: Io): number {
  if (!(error instanceof Error)) throw error;
  if (error instanceof StartError) {
    io.stderr.write(`lintel: the scan could not start. ${visible(error.message)}\n`);
    return 4;
  }
  if (error instanceof UserError) {
    io.stderr.write(`lintel: ${visible(error.message)}\n`);
    return 2;
  }
  io.stderr.write(`lintel: a defect of lintel itself: ${error.stack ?? error.message}\n`);
  return 4;
}
