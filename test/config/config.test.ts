import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configJsonSchema, settingsOf, readConfig } from '../../src/config/config.js';
import { defineCheck, pass } from '../../src/core/check.js';
import { account } from '../../src/core/scope.js';
import { described } from '../core/toy.js';

const days = { default: 45, minimum: 1, maximum: 365, description: 'days' };
const checks = [
  defineCheck({
    ...described('toy-limits'),
    aliases: ['toy-bounds'],
    resource: account,
    needs: {},
    options: { maxDays: days, minDays: { ...days, default: null }, allowed: { default: ['a'], description: 'names' } },
    evaluate: () => pass('Fine', { fine: true }),
  }),
  defineCheck({
    ...described('toy-plain'),
    resource: account,
    needs: {},
    evaluate: () => pass('Fine', { fine: true }),
  }),
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function optionsOf(text: string) {
  const config = await readConfig(write('given.yaml', text), folder);
  return settingsOf(config, checks).options;
}

describe('options', () => {
  test('are what the file sets, under the id of today', async () => {
    const set = await optionsOf(
      'options:\n  toy-limits: { maxDays: 90, allowed: [b, c] }\n  toy-bounds: { minDays: 2 }\n',
    );
    expect(set).toEqual({ 'toy-limits': { maxDays: 90, allowed: ['b', 'c'], minDays: 2 } });
  });

  test.each(['', '# nothing\n', 'options:\n', 'options: {}\n', 'plugins:\nsuppressions:\noptions:\n  # later\n'])(
    'of %j are none',
    async (text) => {
      await expect(optionsOf(text)).resolves.toEqual({});
    },
  );

  test('a bound can be unset', async () => {
    await expect(optionsOf('options: { toy-limits: { minDays: null } }')).resolves.toEqual({
      'toy-limits': { minDays: null },
    });
  });

  test.each([
    ['an unknown key', 'option: {}\n', "given.yaml:1: 'option' is not known here. Did you mean options?"],
    [
      'an unknown check',
      'options:\n  # note\n  toy-limit:\n    maxDays: 3\n',
      "given.yaml:3: 'toy-limit' is not known in options. Did you mean toy-limits?",
    ],
    ['a check without options', 'options:\n  toy-plain: {}\n', "given.yaml:2: 'toy-plain' is not known in options."],
    [
      'an unknown option',
      'options:\n  toy-limits:\n    maxDay: 3\n',
      "given.yaml:3: 'maxDay' is not known in options.toy-limits. Did you mean maxDays? Known: maxDays, minDays, allowed.",
    ],
    [
      'a number out of bounds',
      'options:\n  toy-limits:\n    maxDays: 366\n',
      'given.yaml:3: options.toy-limits.maxDays: takes a number from 1 to 365.',
    ],
    [
      'a text for a number',
      'options:\n  toy-limits: { maxDays: "9" }\n',
      'given.yaml:2: options.toy-limits.maxDays: takes a number from 1 to 365.',
    ],
    ['a list for the file', '- options\n', 'given.yaml:1: the file: '],
    ['a key twice', 'options: {}\noptions: {}\n', 'given.yaml:2: '],
    ['a tag', 'options: !!js/function "x"\n', 'given.yaml:1: '],
    ['text that is no YAML', 'options: [\n', 'given.yaml:'],
  ])('refuse %s', async (_, text, says) => {
    const refused = optionsOf(text);
    await expect(refused).rejects.toThrow(says.replace('given.yaml', ''));
    await expect(refused).rejects.toMatchObject({ name: 'UserError' });
  });
});

describe('a file that is not given', () => {
  test('is looked for upwards', async () => {
    write('lintel.config.yaml', 'options: { toy-limits: { maxDays: 7 } }');
    const deep = join(folder, 'a/b');
    mkdirSync(deep, { recursive: true });
    const config = await readConfig(undefined, deep);
    expect(settingsOf(config, checks).options).toEqual({ 'toy-limits': { maxDays: 7 } });
  });

  test('may not name plug-ins', async () => {
    write('lintel.config.yaml', 'options: {}\nplugins: [./evil.mjs]\n');
    await expect(readConfig(undefined, folder)).rejects.toThrow(
      /:2: a configuration that was merely found may not name plug-ins/,
    );
  });

  test('need not be there', async () => {
    await expect(readConfig(undefined, folder)).resolves.toBeUndefined();
  });
});

test('a file that is given names plug-ins relative to itself', async () => {
  const config = await readConfig(write('given.yaml', 'plugins: [./mine.mjs, acme]\n'), '/');
  expect(config?.plugins).toEqual([join(folder, 'mine.mjs'), 'acme']);
});

test('suppressions last a year at most, or as long as the file says', async () => {
  expect(settingsOf(undefined, checks).maxSuppressionDays).toBe(365);
  const config = await readConfig(write('given.yaml', 'suppressions: { maxDays: 30 }'), folder);
  expect(settingsOf(config, checks).maxSuppressionDays).toBe(30);
});

test('editors are given a schema that takes and refuses the same', () => {
  const validate = new Ajv2020().compile(configJsonSchema(checks));
  expect(validate({ plugins: ['./a.mjs'], options: { 'toy-limits': { maxDays: 90, minDays: null } } })).toBe(true);
  expect(validate({ options: { 'toy-limits': { maxDays: 366 } } })).toBe(false);
  expect(validate({ options: { 'toy-limit': {} } })).toBe(false);
});
