import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Licences under which third-party code may be bundled (SPDX). */
const accepted = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
}

/** The package that a file belongs to: the nearest package.json above it that has a name and a version. */
function packageOf(file: string): Package {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8')) as Partial<Package>;
    if (name !== undefined && version !== undefined) return { name, version, license: license ?? 'none', folder };
  }
  throw new Error(`${file} belongs to no package`);
}

/** Licence and notice texts of a package; for Apache-2.0 a package without a file is covered by our own copy. */
function textOf({ name, license, folder }: Package): string {
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length > 0) return texts.join('\n\n');
  if (license === 'Apache-2.0') return 'Apache License 2.0: the text is in the file LICENSE of this package.';
  throw new Error(`${name} holds no licence text`);
}

/**
 * The licences of all third-party packages among the files, as one text; packages under one text share it.
 * @throws Error when a package's licence is not one of the accepted, or its text is missing.
 */
export function thirdPartyLicences(files: readonly string[]): string {
  const packages = new Map<string, Package>();
  for (const file of files) {
    if (!file.includes('/node_modules/')) continue;
    const found = packageOf(file);
    if (!accepted.includes(found.license)) {
      throw new Error(`${found.name} ${found.version} is under '${found.license}', not one of ${accepted.join(', ')}`);
    }
    packages.set(`${found.name} ${found.version} (${found.license})`, found);
  }
  const titlesByText = new Map<string, string[]>();
  for (const title of [...packages.keys()].sort()) {
    const text = textOf(packages.get(title) as Package);
    titlesByText.set(text, [...(titlesByText.get(text) ?? []), title]);
  }
  const sections = [...titlesByText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return ['lintel contains code of these packages.\n', ...sections].join(`\n${'='.repeat(80)}\n\n`);
}
