/** `npm run build`: everything that the package holds, into `dist/`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { RolldownOutput } from 'rolldown';
import { bundle, bundledFiles } from './bundle.js';
import { printHelp } from './help.js';
import { thirdPartyLicences } from './licences.js';
import { root } from './root.js';

const dist = join(root, 'dist');
const output = await bundle(dist);
chmodSync(join(dist, 'lintel.js'), 0o755);
const page = (await build({ configFile: join(root, 'vite.config.ts') })) as RolldownOutput;
const files = [...bundledFiles(output), ...bundledFiles(page)];
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), thirdPartyLicences(files));
for (const schema of ['config.schema.json', 'result.schema.json'])
  copyFileSync(join(root, 'docs', schema), join(dist, schema));
writeFileSync(join(dist, 'help.json'), JSON.stringify(await printHelp()));
execFileSync(join(root, 'node_modules/.bin/tsc'), ['--project', join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
});
