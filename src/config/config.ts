/** The configuration file: data that sets the options of checks. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Check, isListOption, type Option, type OptionsInForce } from '../core/check.js';
import { UserError } from '../core/user-error.js';
import { parseYaml, readYamlFile, type YamlFile } from './yaml-file.js';

/** The name under which a configuration is looked for. */
const configName = 'lintel.config.yaml';

/** Days that a suppression may last from today, where the configuration says nothing else. */
const longestSuppressionDays = 365;

/** A configuration file that was read, and not yet held against the checks. */
export interface ConfigFile {
  readonly file: YamlFile;
  /** ES modules with more checks; only of a file that was given by name. */
  readonly plugins: readonly string[];
}

const plugins = z.array(z.string().min(1));

const suppressions = z.strictObject({
  maxDays: z.int().min(1).max(3650).optional().describe('days that a suppression may last from today'),
});

/**
 * Reads the configuration: the file given, else the nearest `lintel.config.yaml` in this directory or above.
 * @returns undefined where none was given and none is there.
 * @throws UserError where it cannot be read, or where a file that was merely found names plug-ins: they are code.
 */
export async function readConfig(given: string | undefined, from: string): Promise<ConfigFile | undefined> {
  const path = given ?? nearestFile(configName, from);
  if (path === undefined) return undefined;
  const file = await readYamlFile(path);
  const parsed = parseYaml(file, z.looseObject({ plugins: plugins.nullish() }));
  if (parsed.plugins && given === undefined) {
    throw new UserError(
      `${file.name}:${file.lineOf(['plugins'])}: a configuration that was merely found may not name plug-ins, ` +
        `which are code. Give it by name with --config ${file.name}, or name the plug-ins with --plugin.`,
    );
  }
  const here = (plugin: string): string => (/^\.{0,2}\//.test(plugin) ? resolve(dirname(path), plugin) : plugin);
  return { file, plugins: (parsed.plugins ?? []).map(here) };
}

/** What a configuration sets. */
export interface Settings {
  /** Options by check id. */
  readonly options: OptionsInForce;
  /** Days that a suppression may last from today. */
  readonly maxSuppressionDays: number;
}

/**
 * What a configuration sets, or what holds where there is none.
 * @throws UserError that names file, line and what is wrong: an unknown check or option, a value out of bounds.
 */
export function settingsOf(config: ConfigFile | undefined, checks: readonly Check[]): Settings {
  const { options, suppressions: kept } = config === undefined ? {} : parseYaml(config.file, configSchema(checks));
  const set: Record<string, OptionsInForce[string]> = {};
  for (const check of checks) {
    for (const id of [check.id, ...check.aliases]) {
      const values = options?.[id];
      if (values !== undefined) set[check.id] = { ...set[check.id], ...values };
    }
  }
  return { options: set, maxSuppressionDays: kept?.maxDays ?? longestSuppressionDays };
}

/**
 * The days that a suppression may last, for a command that runs no checks: options are not looked at, since they may
 * be those of a plug-in's checks.
 * @throws UserError where the configuration cannot be read, or says this wrongly.
 */
export async function maxSuppressionDays(given: string | undefined, from: string): Promise<number> {
  const config = await readConfig(given, from);
  if (config === undefined) return longestSuppressionDays;
  const parsed = parseYaml(config.file, z.looseObject({ suppressions: suppressions.nullish() }));
  return parsed.suppressions?.maxDays ?? longestSuppressionDays;
}

function configSchema(checks: readonly Check[]) {
  const byId = checks
    .filter(({ options }) => Object.keys(options).length > 0)
    .flatMap((check) => [check.id, ...check.aliases].map((id) => [id, optionsSchema(check)] as const));
  return z.strictObject({
    plugins: plugins.nullish().describe('ES modules or packages with more checks; only in a file given by --config'),
    suppressions: suppressions.nullish(),
    options: z.strictObject(Object.fromEntries(byId)).partial().nullish().describe('Options of checks, by check id'),
  });
}

function optionsSchema({ options, title }: Check) {
  const shape = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, valueSchema(option).exactOptional()]),
  );
  return z.strictObject(shape).describe(title);
}

function valueSchema(option: Option) {
  if (isListOption(option)) return z.array(z.string().min(1)).describe(option.description);
  const { minimum, maximum, description } = option;
  const takes = `takes a number from ${minimum} to ${maximum}`;
  const number = z.number(takes).min(minimum, takes).max(maximum, takes);
  return (option.default === null ? number.nullable() : number).describe(description);
}

/** The JSON Schema (draft 2020-12) of a configuration file with these checks, for editors. */
export function configJsonSchema(checks: readonly Check[]): object {
  return {
    $id: 'urn:lintel:config',
    title: 'Configuration of lintel',
    ...z.toJSONSchema(configSchema(checks), { target: 'draft-2020-12', io: 'input' }),
  };
}

/** The path of the nearest file of a name, in a directory or above it. */
export function nearestFile(name: string, from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = join(folder, name);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return undefined;
  }
}
