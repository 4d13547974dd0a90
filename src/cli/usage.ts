import { UserError } from '../core/user-error.js';
import { closest } from '../suggest.js';

/** What the user could have meant. */
export interface Known {
  readonly commands: readonly string[];
  /** Options of the command that was called, without their dashes. */
  readonly options: readonly string[];
}

const dashed = (names: readonly string[]): string[] => names.map((name) => `--${name}`);

type Saying = readonly [pattern: RegExp, say: (groups: readonly string[], known: Known) => string];

/** What yargs says in English, and what we say instead. */
const sayings: readonly Saying[] = [
  [
    /^Unknown arguments?: (.*)$/s,
    ([names = ''], { options }) =>
      names
        .split(', ')
        .map((name) => `There is no option --${name}.${closest(`--${name}`, dashed(options))}`)
        .join(' '),
  ],
  [
    /^Unknown commands?: (.*)$/s,
    ([words = ''], { commands }) => `There is no command '${words}'.${closest(words, commands)}`,
  ],
  [
    /^Invalid values:\n {2}Argument: (.*?), Given: (.*), Choices: (.*?)$/ms,
    ([name = '', given = '', choices = '']) => `--${name} takes ${choices.replaceAll('"', '')}, and not ${given}.`,
  ],
  [
    /^Arguments (.*) and (.*) are mutually exclusive$/,
    ([a = '', b = '']) => `--${a} and --${b} exclude each other. Leave one out.`,
  ],
  [/^Not enough arguments following: (.*)$/s, ([name = '']) => `--${name} takes a value.`],
  [/^Not enough non-option arguments/, () => 'An argument is missing.'],
  [/^Missing required arguments?: (.*)$/s, ([names = '']) => `Give ${dashed(names.split(', ')).join(', ')}.`],
];

/** A mistake in the arguments, in a sentence that says what to do. */
export function usageError(message: string, known: Known): UserError {
  for (const [pattern, say] of sayings) {
    const found = pattern.exec(message);
    if (found !== null) return new UserError(`${say(found.slice(1), known)} See 'lintel --help'.`);
  }
  return new UserError(`${message} See 'lintel --help'.`);
}

/**
 * Refuses what yargs lets through: an option that takes one value given twice, and an empty value, which is
 * what a shell makes of a variable that is not set.
 * @throws UserError for the first such option.
 */
export function checkValues(args: Readonly<Record<string, unknown>>, options: Readonly<Record<string, object>>): void {
  for (const [name, option] of Object.entries(options)) {
    const value = args[name];
    if (Array.isArray(value) && !('array' in option)) throw new UserError(`--${name} is given twice. Give it once.`);
    if ([value].flat().includes('')) throw new UserError(`--${name} is empty. Give it a value, or leave it out.`);
  }
}
