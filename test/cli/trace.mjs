/** Preloaded into a run of the CLI: writes the URL of every module that is resolved to standard error. */
import { register } from 'node:module';

const hooks = `
  import { writeSync } from 'node:fs';
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    writeSync(2, found.url + '\\n');
    return found;
  }
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
