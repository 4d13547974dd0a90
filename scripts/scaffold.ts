import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes an empty check and its test.
 * @param words the service and the rest of the id: `['s3', 'bucket-something']`.
 * @returns the paths written, from the root.
 * @throws Error with a sentence for a person, having written nothing, when the words make no id or a file is there.
 */
export function scaffoldCheck(root: string, words: readonly string[]): string[] {
  const [service, rest, ...more] = words;
  if (service === undefined || rest === undefined || more.length > 0) {
    throw new Error("Give a service and a noun phrase: 'npm run new-check s3 bucket-something'.");
  }
  if (!/^[a-z][a-z0-9]*$/.test(service)) {
    throw new Error(`'${service}' is no service: lower-case letters and digits, as in 's3' or 'cloudtrail'.`);
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(rest)) {
    throw new Error(`'${rest}' is not kebab case: lower-case words joined by single dashes, as in 'bucket-something'.`);
  }
  const files: Readonly<Record<string, string>> = {
    [`checks/${service}/${rest}.ts`]: checkText(`${service}-${rest}`),
    [`test/checks/${service}/${rest}.test.ts`]: testText(`${service}/${rest}`),
  };
  const paths = Object.keys(files);
  const there = paths.filter((path) => existsSync(join(root, path)));
  if (there.length > 0) throw new Error(`Already there: ${there.join(', ')}. Nothing was written.`);
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files[path] as string);
  }
  return paths;
}

function checkText(id: string): string {
  return `import { account, defineCheck, fail, pass } from '../../src/core/index.js';

export default defineCheck({
  id: '${id}',
  title: 'TODO: the good state, as a sentence without a full stop',
  severity: 'medium',
  recommendation: 'TODO: an id of checks/recommendations.ts',
  rationale: 'TODO: what goes wrong otherwise.',
  remediation: {
    text: 'TODO: what to do about a fail.',
    url: 'https://docs.aws.amazon.com/',
  },
  resource: account, // TODO: the resource type that it judges, from src/datasets
  needs: {}, // TODO: the datasets that decide
  evaluate({ key }) {
    const evidence = { key }; // TODO: the values that decide
    return key === 'TODO' ? pass('TODO', evidence) : fail('TODO: the bad fact, with the value seen', evidence);
  },
});
`;
}

function testText(path: string): string {
  return `import { expect, test } from 'vitest';
import check from '../../../checks/${path}.js';
import { type Case, evaluateCheck } from '../../../src/testing.js';

/** At least one pass, one fail, a row for each need that may be absent, and the edge cases of its AWS facts. */
const rows: readonly { readonly name: string; readonly facts: Case['facts']; readonly status: string }[] = [
  { name: 'TODO: the good state', facts: {}, status: 'pass' },
  { name: 'TODO: the bad state', facts: {}, status: 'fail' },
];

test.each(rows)('$name is $status', ({ facts, status }) => {
  expect(evaluateCheck(check, { facts }).status).toBe(status);
});
`;
}
