/**
 * `npm run complete-lock`, after every change of dependencies: npm leaves a package for another platform out of the
 * lock file where it cannot see it, and `npm ci` then refuses the lock. Writes each beside the package that asks for it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

interface Locked {
  readonly version: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Packages = Readonly<Record<string, Locked | undefined>>;

/** The locked package that `name` means inside the package at `path`, as Node looks for it. */
function resolved(packages: Packages, path: string, name: string): Locked | undefined {
  const here = packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`];
  if (here !== undefined || path === '') return here;
  return resolved(packages, path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name);
}

/** The platform that a package's name ends in: `binding-linux-arm64-gnu`, `darwin-x64`. */
function platformOf(name: string): { readonly os?: readonly string[]; readonly cpu: readonly string[] } {
  if (name.endsWith('-wasm32-wasi')) return { cpu: ['wasm32'] };
  const [, os, cpu] = /([a-z0-9]+)-(arm|arm64|ia32|ppc64|riscv64|s390x|x64)(?:-[a-z]+)?$/.exec(name) ?? [];
  if (os === undefined || cpu === undefined) throw new Error(`${name} does not name its platform`);
  return { os: [os], cpu: [cpu] };
}

const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Packages };
const added: Record<string, object> = {};
for (const [path, locked] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(locked?.optionalDependencies ?? {})) {
    // Platform packages are asked for in exactly one version.
    if (!/^\d/.test(version) || resolved(lock.packages, path, name)?.version === version) continue;
    added[`${path}/node_modules/${name}`] = { version, ...platformOf(name), dev: true, optional: true };
  }
}
lock.packages = Object.fromEntries(
  Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => a.localeCompare(b, 'en')),
) as Packages;
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(added).length} packages for other platforms added`);
