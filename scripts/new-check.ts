/** `npm run new-check s3 bucket-something`: a check that compiles and a test that fails, to fill in. */
import { scaffoldCheck } from './scaffold.js';
import { root } from './root.js';

try {
  for (const path of scaffoldCheck(root, process.argv.slice(2))) console.log(path);
  console.log("Fill both in, then 'npm run generate'.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
