import { type OutputChunk, type RolldownOutput, rolldown } from 'rolldown';
import { root } from './root.js';

/**
 * Bundles the program and the library with all third-party code, one lazy chunk per dynamic `import()`.
 * Not minified: people who hand a tool cloud credentials should be able to read what runs.
 * @param dist where to write, emptied first; bundles in memory only when left out.
 * @throws Error when an import cannot be resolved, or on any other warning of the bundler.
 */
export async function bundle(dist?: string): Promise<RolldownOutput> {
  const build = await rolldown({
    cwd: root,
    input: { lintel: 'src/cli/bin.ts', index: 'src/index.ts' },
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    // `new URL('./file', import.meta.url)` names the same file in the source tree and in the package.
    experimental: { resolveNewUrlToAsset: true },
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  try {
    const options = {
      format: 'esm',
      comments: false,
      chunkFileNames: 'chunks/[name]-[hash].js',
      assetFileNames: '[name][extname]',
    } as const;
    return await (dist === undefined
      ? build.generate(options)
      : build.write({ ...options, dir: dist, cleanDir: true }));
  } finally {
    await build.close();
  }
}

function* modulesOf({ output }: RolldownOutput): Generator<[id: string, module: OutputChunk['modules'][string]]> {
  for (const part of output) {
    if (part.type !== 'chunk') continue;
    for (const [id, module] of Object.entries(part.modules)) if (module.renderedLength > 0) yield [id, module];
  }
}

/** Files of which any code is in the bundle. */
export function bundledFiles(output: RolldownOutput): string[] {
  return [...modulesOf(output)].map(([id]) => id);
}

const commandFile = /\/@aws-sdk\/(?:client-|nested-clients\/dist-es\/submodules\/)([\w-]+)\/.*\/(\w+)Command\.js$/;

/**
 * Every AWS operation that the bundle can send, as `service:Operation`, sorted: the command classes that
 * tree-shaking left, those inside the SDK's own clients and credential providers included.
 */
export function bundledOperations(output: RolldownOutput): string[] {
  const found = new Set<string>();
  for (const [id, { renderedExports }] of modulesOf(output)) {
    const [, service, operation] = commandFile.exec(id) ?? [];
    if (operation !== undefined && renderedExports.includes(`${operation}Command`))
      found.add(`${service}:${operation}`);
  }
  return [...found].sort();
}
