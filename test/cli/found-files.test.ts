/** Files that are found instead of named: one in a directory above is told, for it is easily overlooked. */
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { record } from './recording.js';
import { lintel, workspace } from './run.js';

const files = {
  'lintel.config.yaml': 'options: { kms-key-rotation: { maxPeriodDays: 90 } }\n',
  'lintel.suppressions.yaml': 'suppressions: []\n',
};

/** Scans from a directory below, or from the one that holds the files. */
async function scanFrom(below: string) {
  const at = workspace();
  for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
  mkdirSync(at('deep'));
  const replay = record(at('r.jsonl'));
  const directory = vi.spyOn(process, 'cwd').mockReturnValue(realpathSync(at(below)));
  try {
    const flags = ['--check', 'kms-key-rotation', '--fail-on', 'medium', '--quiet'];
    return await lintel(['scan', '--replay', replay, '--output', at('out'), ...flags]);
  } finally {
    directory.mockRestore();
  }
}

test('from a directory above are named, and hold', async () => {
  const { code, stderr } = await scanFrom('deep');
  expect(stderr).toContain('lintel: configuration from ../lintel.config.yaml\n');
  expect(stderr).toMatch(/^lintel: suppressions from .*lintel\.suppressions\.yaml$/m);
  expect(code).toBe(1);
});

test('from here are not worth a word', async () => {
  const { code, stderr } = await scanFrom('.');
  expect(stderr).not.toContain(' from ');
  expect(code).toBe(1);
});
