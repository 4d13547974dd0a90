import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '../../checks/index.js';
import type { Finding } from '../../src/core/finding.js';
import { actionsOf as actionsOfAll, operationsOf } from '../../src/core/plan.js';
import { usedRegions } from './account.js';
import { actionsOf } from './actions.js';
import { lintel, scan, type Report } from './cli.js';
import { now, startEmulated, type Emulated } from './emulated.js';
import type { Proxy } from './proxy.js';

/** Scans at a time, each with a proxy of its own. */
const lanes = 2;

let emulated: Emulated;
let proxies: readonly Proxy[];
let actions: readonly string[];
let open: Report;

beforeAll(async () => {
  emulated = await startEmulated(lanes);
  ({ proxies } = emulated);
  const { stdout } = await lintel(['permissions'], now);
  const named = [...stdout.matchAll(/"([a-z0-9-]+:[A-Za-z]+)"/g)].map(([, action = '']) => action);
  actions = [...new Set(named)].sort();
  open = (await scanDenied(proxies[0] as Proxy, [])).report;
});

afterAll(async () => emulated.stop());

/** A scan by a caller who lacks these actions, by all checks or by those named. */
async function scanDenied(proxy: Proxy, denied: readonly string[], by: readonly string[] = []) {
  proxy.reset();
  for (const action of denied) proxy.deny(action);
  const regions = usedRegions.flatMap((region) => ['--region', region]);
  const selection = by.flatMap((id) => ['--check', id]);
  return scan([...regions, ...selection], now, emulated.environment(proxy));
}

/** The checks that an action is for, by id; all of them for what every scan does. */
function checksFor(action: string): readonly string[] {
  const users = checks.filter((check) => actionsOfAll(operationsOf([check])).includes(action));
  return (users.length > 0 ? users : checks).map(({ id }) => id);
}

/** True when `wider` is about the thing that `finding`'s resource is or belongs to, or about its region or account. */
function covers(wider: Finding, finding: Finding): boolean {
  if (wider.checkId !== finding.checkId) return false;
  if (finding.resource.key.startsWith(`${wider.resource.key}/`)) return true;
  // A bucket that could not be listed is in a region that is not known.
  if (finding.resource.key === wider.resource.key && wider.region === 'global') return true;
  if (wider.resource.type === 'AWS::::Account') return true;
  return wider.resource.type === 'AWS::::Region' && wider.region === finding.region;
}

/**
 * What became wrong for lack of a permission, in words. A finding may become unknown, or give way to an unknown
 * one that covers it. A fail may also give way to a fail of its owner, which carries it and its neighbours.
 */
function wrongs(before: readonly Finding[], after: readonly Finding[]): { flips: string[]; losses: string[] } {
  const flips: string[] = [];
  const losses: string[] = [];
  const name = (finding: Finding) => `${finding.checkId} of ${finding.resource.key}`;
  const later = new Map(after.map((finding) => [finding.fingerprint, finding]));
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  const lost = before.filter(({ fingerprint }) => !later.has(fingerprint));
  const added = after.filter(({ fingerprint }) => !known.has(fingerprint));
  const carries = (wider: Finding) =>
    wider.status === 'unknown' ||
    (wider.status === 'fail' && lost.some((finding) => finding.status === 'fail' && covers(wider, finding)));

  for (const finding of before) {
    const { status } = later.get(finding.fingerprint) ?? { status: 'unknown' };
    if (status !== finding.status && status !== 'unknown')
      flips.push(`${name(finding)}: ${finding.status} -> ${status}`);
  }
  for (const finding of lost) {
    if (!added.some((wider) => carries(wider) && covers(wider, finding))) losses.push(`${name(finding)} vanished`);
  }
  for (const finding of added) {
    if (!carries(finding)) flips.push(`${name(finding)}: new, ${finding.status}`);
  }
  return { flips, losses };
}

test('the open account has something of every status to lose', () => {
  expect(new Set(open.findings.map(({ status }) => status))).toEqual(
    new Set(['pass', 'fail', 'not-applicable', 'unknown']),
  );
});

test('no finding flips or vanishes when one action is denied', async () => {
  const queue = actions.entries();
  const flips: string[] = [];
  const losses: string[] = [];
  const touched = new Set<string>();
  await Promise.all(
    proxies.map(async (proxy) => {
      for (const [, action] of queue) {
        const by = checksFor(action);
        const { report } = await scanDenied(proxy, [action], by);
        const before = open.findings.filter(({ checkId }) => by.includes(checkId));
        const found = wrongs(before, report.findings);
        flips.push(...found.flips.map((what) => `without ${action}, ${what}`));
        losses.push(...found.losses.map((what) => `without ${action}, ${what}`));
        const refused = proxy.calls.some(
          ({ service, operation, status }) =>
            (status === 403 || status === 400) && actionsOf(service, operation).includes(action),
        );
        if (refused) touched.add(action);
      }
    }),
  );
  console.log(`deny matrix: ${actions.length} actions x ${open.findings.length} findings, ${flips.length} flips`);
  expect(flips).toEqual([]);
  expect(losses).toEqual([]);
  // An action whose denial met no call would prove nothing; the list of regions has a second source, asked only then.
  expect(actions.filter((action) => !touched.has(action) && action !== 'account:ListRegions')).toEqual([]);
});

test.each([
  ['everything', () => actions.filter((action) => action !== 'sts:GetCallerIdentity')],
  ['everything and who is asking', () => [...actions, 'sts:GetCallerIdentity']],
])('nothing is known when %s is denied', async (_, denied) => {
  const { exitCode, report } = await scanDenied(proxies[0] as Proxy, denied());
  expect(exitCode).toBe(3);
  expect(new Set(report.findings.map(({ status }) => status))).toEqual(new Set(['unknown']));
  expect(new Set(report.findings.map(({ checkId }) => checkId))).toEqual(new Set(report.checks.map(({ id }) => id)));
});
