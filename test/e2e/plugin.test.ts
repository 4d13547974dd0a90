/** Plug-ins as their users have them: lintel installed from its package in a folder that is not ours. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { record } from '../cli/recording.js';
import type { Report, Run } from './cli.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const example = 'kms-rotation-period';
let folder: string;
let environment: NodeJS.ProcessEnv;

const npm = (directory: string, ...argv: string[]): string =>
  execFileSync('npm', argv, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** Packs an installed package, and what it depends on, as the registry would hand them out. */
function packWithDependencies(name: string, seen: Map<string, string>): Map<string, string> {
  if (seen.has(name)) return seen;
  const directory = name === 'lintel' ? root : join(root, 'node_modules', name);
  const { dependencies = {} } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const [packed] = JSON.parse(npm(folder, 'pack', directory, '--ignore-scripts', '--json')) as { filename: string }[];
  seen.set(name, `./${packed?.filename}`);
  for (const dependency of Object.keys(dependencies)) packWithDependencies(dependency, seen);
  return seen;
}

/** Runs the installed `lintel` in the foreign folder. */
function lintel(...argv: string[]): Run {
  const { status, stdout, stderr } = spawnSync(join(folder, 'node_modules/.bin/lintel'), argv, {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
  });
  return { exitCode: status, stdout, stderr };
}

/** Puts a module that exports its check under `name` in the foreign folder's `node_modules`. */
function installPackage(name: string): void {
  const directory = join(folder, 'node_modules', name);
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name, type: 'module', exports: './index.mjs' }));
  cpSync(join(folder, 'lintel-plugin.mjs'), join(directory, 'index.mjs'));
}

beforeAll(() => {
  if (!existsSync(join(root, 'dist/lintel.js'))) throw new Error('dist/lintel.js is not there: build it first');
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'lintel-plugin-')));
  environment = { PATH: process.env['PATH'], HOME: folder };
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const tarballs = packWithDependencies('lintel', new Map());
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', ...tarballs.values());
  cpSync(join(root, 'examples/plugin'), folder, { recursive: true });
  record(join(folder, 'recording.jsonl'), [
    { id: 'rotating', rotation: 'on' },
    { id: 'still', rotation: 'off' },
    { id: 'closed', rotation: 'denied' },
  ]);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['./lintel-plugin.mjs', 'lintel-plugin.mjs', 'acme-checks'])('a plug-in named as %s', (plugin) => {
  beforeAll(() => {
    if (!existsSync(join(folder, 'node_modules', 'acme-checks'))) installPackage('acme-checks');
  });

  test('is listed and explained', () => {
    const { exitCode, stdout, stderr } = lintel('checks', '--plugin', plugin);
    expect(stdout).toMatch(new RegExp(`^${example} +high +Customer managed keys rotate at least once a year$`, 'm'));
    expect(stdout).toContain('kms-key-rotation');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(lintel('checks', 'show', example, '--plugin', plugin).stdout).toContain(
      'maxPeriodDays (90 to 2560; default 365): longest rotation period in days',
    );
  });

  test('counts in the policy', () => {
    const { stdout } = lintel('permissions', '--check', example, '--plugin', plugin);
    expect(stdout).toContain('"kms:GetKeyRotationStatus"');
  });

  test('judges', () => {
    const flags = ['--replay', 'recording.jsonl', '--format', 'json', '--output', '-', '--quiet'];
    const { exitCode, stdout } = lintel('scan', '--plugin', plugin, '--check', example, ...flags);
    const report = JSON.parse(stdout) as Report;
    expect(report.findings.map(({ resource, status }) => [resource.name, status]).sort()).toEqual([
      ['closed', 'unknown'],
      ['rotating', 'pass'],
      ['still', 'fail'],
    ]);
    expect(report.assessedBy['rotate-kms-keys']).toEqual(expect.arrayContaining(['kms-key-rotation', example]));
    expect(exitCode).toBe(1);
  });

  test('takes thresholds', () => {
    const flags = ['--replay', 'recording.jsonl', '--format', 'json', '--output', '-', '--quiet'];
    const { stdout } = lintel('scan', '--config', 'strict.yaml', '--check', example, ...flags);
    const { findings } = JSON.parse(stdout) as Report;
    expect(findings.find(({ resource }) => resource.name === 'rotating')).toMatchObject({
      status: 'fail',
      message: 'Rotates every 365 days, more than the 90 allowed',
    });
  });
});

test('a plug-in outside of any lintel is given the running copy', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'lintel-elsewhere-'));
  try {
    cpSync(join(folder, 'lintel-plugin.mjs'), join(elsewhere, 'lintel-plugin.mjs'));
    const { exitCode, stdout } = lintel('checks', '--plugin', join(elsewhere, 'lintel-plugin.mjs'));
    expect(stdout).toContain(example);
    expect(exitCode).toBe(0);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test('the tests of the example pass where lintel is installed', () => {
  const { status, stdout } = spawnSync(process.execPath, ['--test'], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
  });
  expect(stdout).toMatch(/^# pass 6$/m);
  expect(status).toBe(0);
});

test('the dataset of the README is one that a check can need', () => {
  const [, code = ''] = /```js\n(.*?)```/s.exec(readFileSync(join(folder, 'README.md'), 'utf8')) ?? [];
  const check = `export default defineCheck({
    id: 'acme-retention', title: 'Kept', severity: 'low', recommendation: 'rotate-kms-keys', rationale: 'None.',
    remediation: { text: 'None.', url: 'https://example.com' }, resource: queue, needs: { retention },
    evaluate: (_, { retention: seconds }) => (seconds > 60 ? pass : fail)('Kept', { seconds }),
  });`;
  writeFileSync(join(folder, 'readme.mjs'), `${code}\n${check}\n`);
  const { exitCode, stdout, stderr } = lintel('permissions', '--check', 'acme-retention', '--plugin', './readme.mjs');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('"sqs:GetQueueAttributes"');
});

test('a scan without a plug-in knows nothing of it', () => {
  expect(lintel('checks').stdout).not.toContain(example);
});

describe('refused in a sentence:', () => {
  /** What `lintel checks` says of a plug-in. */
  const refusal = (plugin: string): string => {
    const { exitCode, stdout, stderr } = lintel('checks', '--plugin', plugin);
    expect(stderr).toMatch(/^lintel: .*\n$/);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    return stderr;
  };

  test('one that bundles a lintel of its own', async () => {
    const build = await rolldown({ cwd: folder, input: 'lintel-plugin.mjs', platform: 'node' });
    const names = { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' };
    await build.write({ dir: join(folder, 'bundled'), format: 'esm', ...names });
    await build.close();
    expect(refusal('./bundled/lintel-plugin.mjs')).toContain(
      "Plug-in ./bundled/lintel-plugin.mjs brings a lintel of its own. Import 'lintel' and do not bundle it.",
    );
  });

  test('a package that is not installed', () => {
    expect(refusal('acme-chekcs')).toContain('no package of that name is installed here. A path begins with ./');
  });

  test('a dependency that is not installed', () => {
    writeFileSync(join(folder, 'broken.mjs'), "import 'left-out';\n");
    expect(refusal('./broken.mjs')).toContain("Cannot find package 'left-out'");
  });

  test('what does not parse', () => {
    writeFileSync(join(folder, 'typo.mjs'), 'export default {;\n');
    expect(refusal('./typo.mjs')).toContain('Plug-in ./typo.mjs cannot be loaded: Unexpected token');
  });

  test('a name that lintel does not export', () => {
    writeFileSync(join(folder, 'old.mjs'), "import { createGap } from 'lintel';\nexport default createGap;\n");
    expect(refusal('./old.mjs')).toContain("does not provide an export named 'createGap'");
  });

  test('a dataset that writes', () => {
    writeFileSync(
      join(folder, 'writes.mjs'),
      `import { account, defineCheck, defineService, pass, perAccount } from 'lintel';
       const iam = defineService({ id: 'iam', load: async () => ({}), actions: { CreateUser: ['iam:CreateUser'] } });
       const made = perAccount({ name: 'acme.made', operations: [iam.CreateUser], read: async () => true });
       export default defineCheck({
         id: 'acme-made', title: 'Made', severity: 'low', recommendation: 'rotate-kms-keys', rationale: 'None.',
         remediation: { text: 'None.', url: 'https://example.com' }, resource: account, needs: { made },
         evaluate: () => pass('Made', { made: true }),
       });\n`,
    );
    expect(refusal('./writes.mjs')).toContain(
      'declares iam:CreateUser, which may do more than read: IAM does not call iam:CreateUser List or Read.',
    );
  });
});
