/**
 * `npm run bench`: prints what a scan costs as counts and ratios, each with its target.
 * `--smoke` runs small accounts and measures no time. Either way only counts decide the exit code:
 * 1 when a call was sent too often, missing or lost, 2 when there is nothing built to measure.
 */
import { existsSync } from 'node:fs';
import { callCount, largeAccount, selections, startUp, throttledBuckets, throttledOthers } from './measures.js';
import { policyEngine } from './policy.js';
import { program } from './scan.js';
import { type Row, heading, line } from './table.js';

const smoke = process.argv.includes('--smoke');

async function* rows(): AsyncGenerator<Row> {
  const account = smoke
    ? { buckets: 1_001, users: 1_001, groups: 50, roles: 1_001, policies: 300, keysPerRegion: 30, trails: 5 }
    : { buckets: 2_500, users: 2_500, groups: 50, roles: 1_200, policies: 1_100, keysPerRegion: 1_200, trails: 7 };
  for (const [name, checks] of selections()) yield await callCount(name, checks, account);

  const [lost, time] = await throttledBuckets(smoke ? 200 : 3_000, {
    perSecond: smoke ? 100 : 300,
    burst: smoke ? 20 : 300,
  });
  yield lost;
  yield await throttledOthers({
    buckets: 0,
    users: smoke ? 600 : 3_000,
    groups: 20,
    roles: 200,
    policies: 300,
    keysPerRegion: smoke ? 100 : 400,
    trails: 6,
  });
  if (smoke) return;
  yield time;
  yield* await largeAccount();
  yield startUp();
  yield policyEngine();
}

async function main(): Promise<number> {
  if (!existsSync(program)) {
    process.stderr.write('There is no dist/lintel.js to measure: build first.\n');
    return 2;
  }
  process.stdout.write(`${heading}\n`);
  let met = true;
  for await (const row of rows()) {
    process.stdout.write(`${line(row)}\n`);
    met &&= row.met || !row.decides;
  }
  process.stdout.write(met ? 'Every count is as it should be.\n' : 'A count is not as it should be.\n');
  return met ? 0 : 1;
}

process.exitCode = await main();
