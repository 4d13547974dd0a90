import { isBuiltin } from 'node:module';
import type { OutputChunk } from 'rolldown';
import { expect, test } from 'vitest';
import { checks } from '../../checks/index.js';
import { bundle, bundledFiles, bundledOperations } from '../../scripts/bundle.js';
import { thirdPartyLicences } from '../../scripts/licences.js';
import { operationId } from '../../src/core/operation.js';
import { operationsOf } from '../../src/core/plan.js';
import { publishOperations } from '../../src/publish/securityhub.js';
import { baseOperations } from '../../src/scope.js';

const output = await bundle();
const chunks = new Map(
  output.output.flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part] as const] : [])),
);

/** How credentials are had: sent by the SDK's own clients, never by a dataset. */
const credentialExchanges = [
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetId',
  's3:CreateSession',
  'signin:CreateOAuth2Token',
  'sso-oidc:CreateToken',
  'sso:GetRoleCredentials',
  'sts:AssumeRole',
  'sts:AssumeRoleWithWebIdentity',
];

test('the bundle can send what the checks declare, what publishing and what credentials take, and nothing else', () => {
  const declared = [...baseOperations, ...operationsOf(checks), ...publishOperations].map(operationId);
  expect(bundledOperations(output)).toEqual([...new Set([...declared, ...credentialExchanges])].sort());
});

/** Files whose code is loaded with a module, before anything is imported at need. */
function loadedWith(source: string): string[] {
  const start = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(source));
  if (start === undefined) throw new Error(`no chunk starts at ${source}`);
  const seen = new Set<OutputChunk>();
  const enter = (chunk: OutputChunk | undefined): void => {
    if (chunk === undefined || seen.has(chunk)) return;
    seen.add(chunk);
    for (const name of chunk.imports) enter(chunks.get(name));
  };
  enter(start);
  return [...seen].flatMap(({ moduleIds }) => moduleIds);
}

test.each(['src/cli/bin.ts', 'src/cli/checks.ts', 'src/cli/permissions.ts', 'src/cli/report.ts'])(
  '%s loads no SDK',
  (source) => {
    const loaded = loadedWith(source);
    expect(loaded.some((file) => file.endsWith(source))).toBe(true);
    expect(loaded.filter((file) => /\/node_modules\/@(aws-sdk|smithy|aws)\//.test(file))).toEqual([]);
  },
);

test('each service is loaded on its own', () => {
  const clients = [...chunks.values()].filter(({ facadeModuleId }) =>
    /\/@aws-sdk\/client-[\w-]+\/dist-es\/index\.js$/.test(facadeModuleId ?? ''),
  );
  expect(clients.length).toBeGreaterThan(3);
  for (const { isDynamicEntry } of clients) expect(isDynamicEntry).toBe(true);
});

test('nothing but Node is left to import', () => {
  const outside = [...chunks.values()].flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]);
  expect(outside).toContain('node:crypto');
  expect(outside.filter((name) => !chunks.has(name) && !isBuiltin(name))).toEqual([]);
});

test('every package in the bundle may be bundled', () => {
  expect(thirdPartyLicences(bundledFiles(output))).toContain('@aws-sdk/client-s3 ');
});

test('the recording of the demo lies beside the program', () => {
  expect(output.output.map(({ fileName }) => fileName)).toContain('demo.jsonl');
});
