import { expect, test } from 'vitest';
import { printHelp } from '../../scripts/help.js';
import { lintel } from './cli.js';

const help = Object.entries(await printHelp());

test.each(help)('lintel %s prints what the build kept', async (argv, text) => {
  const { exitCode, stdout } = await lintel(argv.split(' '), new Date());
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: text });
  expect(stdout).toContain('--help');
});
