import yargs, { type ArgumentsCamelCase, type Argv, type InferredOptionTypes, type Options } from 'yargs';
import { StartError, UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { version } from '../version.js';
import type { Io } from './io.js';
import {
  checksOptions,
  diffOptions,
  evidenceOptions,
  frameworksOptions,
  gateOptions,
  historyOptions,
  permissionsOptions,
  publishOptions,
  reportOptions,
  scanOptions,
  suppressOptions,
  verifyOptions,
} from './options.js';
import { checkValues, usageError } from './usage.js';

/** The commands, by name. */
export const commands = [
  'scan',
  'checks',
  'frameworks',
  'report',
  'gate',
  'diff',
  'suppress',
  'evidence',
  'history',
  'verify',
  'publish',
  'permissions',
] as const;

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
    .usage(
      '$0 <command>\n\nLint for AWS accounts. Read-only: it lists and describes; only publish --yes writes, to Security Hub.',
    )
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
      'gate <results..>',
      'Judge earlier JSON results by a policy, and exit with its verdict',
      (command) =>
        taking(gateOptions)(
          command.positional('results', { type: 'string', array: true, describe: 'JSON results of lintel scan' }),
        ),
      running(gateOptions, async () => (await import('./gate.js')).gateCommand),
    )
    .command(
      'diff <old> <new>',
      'Show what changed between two JSON results',
      (command) =>
        taking(diffOptions)(
          command
            .positional('old', { type: 'string', describe: 'the earlier JSON result' })
            .positional('new', { type: 'string', describe: 'the later JSON result' }),
        ),
      running(diffOptions, async () => (await import('./diff.js')).diffCommand),
    )
    .command(
      'suppress <fingerprint>',
      'Accept a finding until a day, in the file of suppressions',
      (command) =>
        taking(suppressOptions)(
          command.positional('fingerprint', {
            type: 'string',
            describe: 'fingerprint of the finding, or at least 8 of its first digits',
          }),
        ),
      running(suppressOptions, async () => (await import('./suppress.js')).suppressCommand),
    )
    .command(
      'evidence <result>',
      'Write what an auditor needs of a framework, control by control',
      (command) =>
        taking(evidenceOptions)(
          command.positional('result', { type: 'string', describe: 'a JSON result of lintel scan' }),
        ),
      running(evidenceOptions, async () => (await import('./evidence.js')).evidenceCommand),
    )
    .command(
      'history <store>',
      'List the scans that a directory of --store holds',
      (command) =>
        taking(historyOptions)(
          command.positional('store', { type: 'string', describe: 'the directory that --store was given' }),
        ),
      running(historyOptions, async () => (await import('./history.js')).historyCommand),
    )
    .command(
      'verify <directory>',
      'Prove that stored scans are as they were written',
      (command) =>
        taking(verifyOptions)(
          command.positional('directory', { type: 'string', describe: 'a store, or one record of it' }),
        ),
      running(verifyOptions, async () => (await import('./verify.js')).verifyCommand),
    )
    .command(
      'publish <place> [result]',
      'Send the findings of a JSON result to AWS Security Hub, after showing what would be sent',
      (command) =>
        taking(publishOptions)(
          command
            .positional('place', { choices: ['securityhub'] as const, describe: 'where to send them' })
            .positional('result', { type: 'string', describe: 'a JSON result of lintel scan' }),
        ),
      running(publishOptions, async () => (await import('./publish.js')).publishCommand),
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
