/** What a wrong command line is answered with: a sentence, and the exit code of a mistake of the user. */
import { readdirSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { version } from '../../src/version.js';
import { mistakes, unread } from './mistakes.js';
import { lintel, workspace } from './run.js';

describe('a mistake', () => {
  beforeEach(() => {
    const before = process.cwd();
    process.chdir(workspace()('.'));
    return () => process.chdir(before);
  });

  test.each(mistakes)('$name', async ({ argv, says }) => {
    const { code, stdout, stderr } = await lintel(argv);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^lintel: .*\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readdirSync('.')).toEqual([]);
  });

  test('is said in English whatever the locale', async () => {
    const before = process.env['LC_ALL'];
    process.env['LC_ALL'] = 'de_DE.UTF-8';
    try {
      expect((await lintel(['scan', '--profil', 'x'])).stderr).toContain('There is no option --profil.');
    } finally {
      if (before === undefined) delete process.env['LC_ALL'];
      else process.env['LC_ALL'] = before;
    }
  });

  test('shows control characters of what was typed', async () => {
    const { stderr } = await lintel(['checks', 'show', 'x\u001b[31m\u202ey']);
    expect(stderr).toContain(String.raw`'x\u{1b}[31m\u{202e}y'`);
  });
});

describe('an unwritable place', () => {
  test.each([
    ['scan', '--replay', unread, '--output'],
    ['report', unread, '--format', 'html', '--output'],
    ['permissions', '--split'],
  ])('%s says so before anything is read', async (...argv) => {
    const file = workspace()('file');
    writeFileSync(file, '');
    const { code, stderr } = await lintel([...argv, `${file}/reports`]);
    expect(stderr).toMatch(/^lintel: cannot write .*: a part of the path is not a directory\. Choose another place/);
    expect(code).toBe(2);
  });
});

describe('help', () => {
  test('--version', async () => {
    expect(await lintel(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--help names every command', async () => {
    const { code, stdout, stderr } = await lintel(['--help']);
    for (const command of ['scan', 'checks [show] [id]', 'report <result>', 'permissions']) {
      expect(stdout).toContain(`lintel ${command}`);
    }
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.each(['scan', 'checks', 'report', 'permissions'])(
    '%s --help names its flags and runs nothing',
    async (command) => {
      const { code, stdout, stderr } = await lintel([command, '--help']);
      expect(stdout).toMatch(/--(format|split) /);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    },
  );
});
