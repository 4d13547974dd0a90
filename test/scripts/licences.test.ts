import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thirdPartyLicences } from '../../scripts/licences.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-licences-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lays a package down and gives one of its files, under a manifest that only says the module format. */
function installed(name: string, license: string, files: Readonly<Record<string, string>> = {}): string {
  const at = join(folder, 'node_modules', name);
  mkdirSync(join(at, 'dist'), { recursive: true });
  writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
  writeFileSync(join(at, 'dist/package.json'), JSON.stringify({ type: 'module' }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
  return join(at, 'dist/index.js');
}

test('packages of one licence text share it, each named once', () => {
  const a = installed('a', 'MIT', { LICENSE: 'Do as you like.\n' });
  const b = installed('@scope/b', 'MIT', { 'license.md': 'Do as you like.', NOTICE: 'Thank us.' });
  const c = installed('c', 'ISC', { LICENCE: 'Do as you like.' });
  const text = thirdPartyLicences([a, a, b, c, join(folder, 'src/own.js')]);
  expect(text).toContain('a 1.2.3 (MIT)\nc 1.2.3 (ISC)\n\nDo as you like.');
  expect(text).toContain('@scope/b 1.2.3 (MIT)\n\nThank us.\n\nDo as you like.');
  expect(text.match(/1\.2\.3/g)).toHaveLength(3);
});

test.each(['GPL-3.0-only', 'MPL-2.0', 'UNLICENSED', ''])('a package under %j is refused', (license) => {
  expect(() => thirdPartyLicences([installed('a', license, { LICENSE: 'text' })])).toThrow(
    `a 1.2.3 is under '${license}'`,
  );
});

test('a package without a licence text is refused, unless our own LICENSE holds it', () => {
  expect(() => thirdPartyLicences([installed('a', 'MIT')])).toThrow('a holds no licence text');
  expect(thirdPartyLicences([installed('a', 'Apache-2.0')])).toContain('a 1.2.3 (Apache-2.0)\n\nApache License 2.0');
});
