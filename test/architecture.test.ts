/** The borders of design.md: who may import whom, and what a check and the engine may not touch. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ESTree, Visitor, parseSync } from 'rolldown/utils';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

/** What each folder may import: of ours by folder, of others by package name, built-in modules by `node:`. */
const borders: Readonly<Record<string, { readonly ours: readonly string[]; readonly packages: readonly string[] }>> = {
  'src/core': { ours: [], packages: ['node:'] },
  'src/policy': { ours: ['src/core'], packages: ['node:net'] },
  'src/aws': { ours: ['src/core'], packages: ['node:', '@aws-sdk/', '@smithy/', 'undici'] },
  'src/datasets': { ours: ['src/core', 'src/aws', 'src/policy'], packages: ['node:', '@aws-sdk/', 'csv-parse'] },
  'src/config': { ours: ['src/core', 'src/policy', 'src/suggest.js'], packages: ['node:', 'yaml', 'zod'] },
  'src/result': { ours: ['src/core'], packages: ['node:', 'zod'] },
  'src/publish': { ours: ['src/core', 'src/aws'], packages: ['@aws-sdk/client-securityhub', '@aws-sdk/client-sts'] },
  checks: { ours: ['src/core', 'src/datasets', 'src/policy'], packages: [] },
  reports: { ours: ['src/core'], packages: ['node:', 'csv-stringify', 'preact', 'zod'] },
};

/**
 * The cli and the files beside it may import everything of ours, but reach AWS only through src/aws, the datasets and
 * src/publish, which alone writes.
 */
const anywhere = ['src', 'checks', 'reports'];

interface Source {
  /** Path from the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: ESTree.Program;
  readonly imports: readonly string[];
}

function parse(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const imports = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(({ moduleRequest }) => {
      const written = text.slice(moduleRequest.start, moduleRequest.end);
      return /^(['"]).*\1$/.test(written) ? written.slice(1, -1) : `computed: ${written}`;
    }),
  ];
  // `import('x').T` in a type is an import as well.
  new Visitor({ TSImportType: ({ source }) => void imports.push(source.value) }).visit(program);
  return { path, text, program, imports };
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file).replaceAll(sep, '/'))
    .map((path) => parse(path, readFileSync(join(root, path), 'utf8')));
}

/** The folder or package that a file imports from; undefined for its own folder. */
function borderCrossed(folder: string, path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return specifier;
  const target = relative(root, resolve(root, path, '..', specifier)).replaceAll(sep, '/');
  return target.startsWith(`${folder}/`) ? undefined : target;
}

const folders = Object.entries(borders).map(([folder, allowed]) => ({
  folder,
  ...allowed,
  sources: sourcesIn(folder),
}));

describe.each(folders)('$folder', ({ folder, ours, packages, sources }) => {
  test('is there', () => expect(sources).not.toEqual([]));

  test('imports only what it may', () => {
    const allowed = (target: string): boolean =>
      ours.some((name) => target === name || target.startsWith(`${name}/`)) ||
      packages.some((name) => target === name || target.startsWith(/[/:]$/.test(name) ? name : `${name}/`));
    const crossings = sources.flatMap(({ path, imports }) =>
      imports.flatMap((specifier) => {
        const target = borderCrossed(folder, path, specifier);
        return target === undefined || allowed(target) ? [] : [`${path} imports ${target}`];
      }),
    );
    expect(crossings).toEqual([]);
  });
});

test('only the datasets, src/aws and src/publish name the SDK', () => {
  const naming = anywhere
    .flatMap(sourcesIn)
    .filter(({ imports }) => imports.some((specifier) => /^@(aws-sdk|smithy)\//.test(specifier)))
    .map(({ path }) => path)
    .filter((path) => !/^src\/(aws|datasets|publish)\//.test(path));
  expect(naming).toEqual([]);
});

test('only the command that publishes reaches what writes', () => {
  const reaching = anywhere
    .flatMap(sourcesIn)
    .filter(({ imports }) => imports.some((specifier) => /(^|\/)publish\/\w/.test(specifier)))
    .map(({ path }) => path);
  expect(reaching).toEqual(['src/cli/publish.ts']);
});

/** Uses of a global by name, as `path:line name`. */
function usesOf(source: Source, names: readonly string[]): string[] {
  const found: string[] = [];
  const at = (node: ESTree.Span, what: string): void => {
    found.push(`${source.path}:${source.text.slice(0, node.start).split('\n').length} ${what}`);
  };
  new Visitor({
    MemberExpression({ object, property }) {
      if (object.type !== 'Identifier' || property.type !== 'Identifier') return;
      if (names.includes(object.name)) at(object, object.name);
      const member = `${object.name}.${property.name}`;
      if (names.includes(member)) at(object, member);
    },
    NewExpression({ callee, arguments: given, start, end }) {
      if (
        callee.type === 'Identifier' &&
        callee.name === 'Date' &&
        given.length === 0 &&
        names.includes('new Date()')
      ) {
        at({ start, end }, 'new Date()');
      }
    },
    CallExpression({ callee }) {
      if (callee.type === 'Identifier' && names.includes(callee.name)) at(callee, callee.name);
    },
    ImportSpecifier({ imported }) {
      if (imported.type === 'Identifier' && names.includes(imported.name)) at(imported, imported.name);
    },
    FunctionDeclaration: (node) => void (node.async && names.includes('async') && at(node, 'async')),
    FunctionExpression: (node) => void (node.async && names.includes('async') && at(node, 'async')),
    ArrowFunctionExpression: (node) => void (node.async && names.includes('async') && at(node, 'async')),
  }).visit(source.program);
  return found;
}

test('the engine has no console, process or environment of its own', () => {
  expect(sourcesIn('src/core').flatMap((source) => usesOf(source, ['console', 'process', 'fetch']))).toEqual([]);
});

test('a check is synchronous, has no clock or chance of its own and invents no gap', () => {
  const forbidden = [
    'async',
    'Date.now',
    'new Date()',
    'performance',
    'Math.random',
    'createGap',
    'console',
    'process',
  ];
  expect(sourcesIn('checks').flatMap((source) => usesOf(source, forbidden))).toEqual([]);
});

test('a check is short', () => {
  const judged = sourcesIn('checks').filter(({ path }) => /^checks\/(?!frameworks\/)[^/]+\//.test(path));
  const long = judged.filter(({ text }) => text.trimEnd().split('\n').length > 80).map(({ path }) => path);
  expect(judged).not.toEqual([]);
  expect(long).toEqual([]);
});

test('what is refused is seen', () => {
  const source = parse(
    'x.ts',
    [
      "import { createGap } from '../src/core/fact.js';",
      "type A = import('@aws-sdk/client-s3').Bucket;",
      "export { x } from 'node:fs';",
      "export const f = async () => [await import('left'), Date.now(), new Date(), console.log(), process.env];",
    ].join('\n'),
  );
  expect([...source.imports].sort()).toEqual(['../src/core/fact.js', '@aws-sdk/client-s3', 'left', 'node:fs']);
  const refused = ['async', 'Date.now', 'new Date()', 'createGap', 'console', 'process'];
  const lines = ['x.ts:1 createGap', ...refused.filter((name) => name !== 'createGap').map((name) => `x.ts:4 ${name}`)];
  expect(usesOf(source, refused).sort()).toEqual(lines.sort());
  expect(
    usesOf(parse('y.ts', 'export const f = (then: string) => [new Date(then), Date.parse(then)];'), refused),
  ).toEqual([]);
});
