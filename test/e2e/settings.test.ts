/** The settings that an account has once: the main scan sees one state of each, this the other. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '../../checks/index.js';
import { turnSettings } from './account-governance.js';
import { scan } from './cli.js';
import { clientsFor } from './clients.js';
import { now, startEmulated, type Emulated } from './emulated.js';
import { governance } from './expected/governance.js';
import { iam } from './expected/iam.js';
import type { Expected } from './expected/table.js';
import { suited, turned } from './expected/turned.js';
import type { Proxy } from './proxy.js';

let emulated: Emulated;
let folder: string;
let member: string;

beforeAll(async () => {
  emulated = await startEmulated();
  folder = await mkdtemp(join(tmpdir(), 'lintel-e2e-'));
  member = await turnSettings({ clients: clientsFor(emulated.moto), facts: emulated.account.facts });
});

afterAll(async () => {
  await emulated.stop();
  await rm(folder, { recursive: true });
});

/** What these checks find with the configuration's limits. */
async function found(ids: readonly string[], maxAgeDays: number, trustedAccount: string): Promise<Expected> {
  const config = join(folder, 'lintel.config.yaml');
  const options = {
    'iam-password-policy-expiry': { maxAgeDays },
    'organizations-trusted-administrators': { trustedAccounts: [trustedAccount] },
  };
  await writeFile(config, JSON.stringify({ options }));
  const selected = ids.flatMap((id) => ['--check', id]);
  const argv = ['--config', config, '--region', 'us-east-1', ...selected];
  const { report } = await scan(argv, now, emulated.environment(emulated.proxies[0] as Proxy));
  return Object.fromEntries(
    report.findings.map(({ checkId, resource, status }) => [checkId, { [resource.name]: status }]),
  );
}

test('a setting turned round turns its verdict', async () => {
  expect(await found(Object.keys(turned), 90, '111122223333')).toEqual(turned);
});

test('a hardware key for root and a configuration that suits the account turn the rest', async () => {
  const { facts } = emulated.account;
  facts.root = { password: true, accessKeys: false, signingCertificates: false, mfa: true, virtualMfa: false };
  expect(await found(Object.keys(suited), 400, member)).toEqual(suited);
});

test('each check of IAM, of the account and of its organization is seen to pass and to fail', () => {
  const services = /^(?:iam|account|accessanalyzer|organizations)-|^kms-.*-policy-decrypt-all$/;
  const once = checks
    .map(({ id }) => id)
    .filter((id) => services.test(id))
    .filter((id) => {
      const seen = [iam, governance, turned, suited].flatMap((table) => Object.values(table[id] ?? {}));
      return !seen.includes('pass') || !seen.includes('fail');
    });
  expect(once).toEqual([]);
});
