/** `npm run generate`: every file that the sources already say. `--check` writes none and exits 1 if one differs. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { recommendations } from '../checks/recommendations.js';
import { configJsonSchema } from '../src/config/config.js';
import { actionsOf, operationsOf } from '../src/core/plan.js';
import { policyDocument } from '../src/core/policy-document.js';
import { resultJsonSchema } from '../src/result/schema.js';
import { baseOperations } from '../src/scope.js';
import { checkReference } from './check-reference.js';
import { checkIndex, findChecks, frameworkIndex } from './checks.js';
import { readActions } from './read-actions.js';
import { regionTable } from './regions.js';
import { root } from './root.js';

const files = await findChecks(join(root, 'checks'));
const checks = files.map(({ check }) => check);

const generated: Readonly<Record<string, string>> = {
  'checks/frameworks/index.ts': frameworkIndex(join(root, 'checks')),
  'checks/index.ts': checkIndex(files),
  'docs/checks.md': checkReference(checks, recommendations),
  'docs/config.schema.json': JSON.stringify(configJsonSchema(checks)),
  'docs/iam-policy.json': JSON.stringify(policyDocument(actionsOf([...baseOperations, ...operationsOf(checks)]))),
  'docs/result.schema.json': JSON.stringify(resultJsonSchema()),
  'src/aws/read-actions.json': await readActions(),
  'src/aws/regions.ts': await regionTable(),
};

const onlyCheck = process.argv.includes('--check');
for (const [path, text] of Object.entries(generated)) {
  const target = join(root, path);
  const { ignored } = await getFileInfo(target, { ignorePath: join(root, '.prettierignore') });
  const wanted = ignored ? text : await format(text, { ...(await resolveConfig(target)), filepath: target });
  if (existsSync(target) && readFileSync(target, 'utf8') === wanted) continue;
  if (onlyCheck) {
    console.error(`${path} is not what the sources say; run 'npm run generate'`);
    process.exitCode = 1;
  } else {
    writeFileSync(target, wanted);
    console.log(path);
  }
}
