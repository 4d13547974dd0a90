/** What the bench measures: counts of calls, and ratios to what latency or rate allow at best. */
import { spawnSync } from 'node:child_process';
import { serviceOf } from '../src/core/check.js';
import type { AccountShape } from './account.js';
import type { Limit, Tally } from './endpoint.js';
import { measuredChecks, minimumCalls, total } from './minimum.js';
import { type Scan, concurrency, program, scan } from './scan.js';
import { type Row, ratioRow } from './table.js';

/** Between each request and its answer, where time is measured. */
const latencyMs = 30;

/** Each check, each service with several checks, and all checks together. */
export function selections(): readonly (readonly [name: string, checks: readonly string[]])[] {
  const services = [...new Set(measuredChecks.map((id) => serviceOf({ id })))];
  const ofService = (service: string): string[] => measuredChecks.filter((id) => serviceOf({ id }) === service);
  return [
    ...measuredChecks.map((id) => [id, [id]] as const),
    ...services
      .filter((service) => ofService(service).length > 1)
      .map((service) => [`all of ${service}`, ofService(service)] as const),
    ['all checks', measuredChecks],
  ];
}

/** Calls answered against the fewest that can do; with no answer late or refused, both are the same number. */
export async function callCount(name: string, checks: readonly string[], account: AccountShape): Promise<Row> {
  const done = await scan(checks, { account, latencyMs: 1 });
  const minimum = minimumCalls(checks, account);
  const sent = total(new Map(Object.entries(done.tally.answered)));
  const details = [
    ...deviations(done.tally, minimum),
    ...duplicates(done.tally),
    ...(done.counted === sent ? [] : [`the result counts ${done.counted} calls`]),
    ...unknowns(done),
  ];
  return {
    what: `calls / minimum: ${name}`,
    measured: `${(sent / total(minimum)).toFixed(2)} (${sent} / ${total(minimum)})`,
    target: '1.00',
    met: details.length === 0,
    decides: true,
    details,
  };
}

function deviations(tally: Tally, minimum: ReadonlyMap<string, number>): string[] {
  const operations = new Set([...minimum.keys(), ...Object.keys(tally.answered)]);
  return [...operations]
    .filter((operation) => (tally.answered[operation] ?? 0) !== (minimum.get(operation) ?? 0))
    .map((operation) => `${operation}: ${tally.answered[operation] ?? 0}, minimum ${minimum.get(operation) ?? 0}`);
}

function duplicates(tally: Tally): string[] {
  const shown = tally.duplicates.slice(0, 10).map(({ call, times }) => `sent ${times} times: ${call}`);
  const more = tally.duplicates.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more calls sent more than once`] : shown;
}

function unknowns({ lost, otherUnknown }: Scan): string[] {
  return lost + otherUnknown === 0 ? [] : [`${lost} findings lost to throttling, ${otherUnknown} unknown otherwise`];
}

const empty: AccountShape = { buckets: 0, users: 0, groups: 0, roles: 0, policies: 0, keysPerRegion: 0, trails: 0 };

/** A large account at full latency: its time against the best that the concurrency allows, its memory against a small one's. */
export async function largeAccount(): Promise<readonly Row[]> {
  const checks = ['s3-bucket-public-access'];
  const shape = (buckets: number): AccountShape => ({ ...empty, buckets });
  const small = await scan(checks, { account: shape(1_000), latencyMs });
  const large = await scan(checks, { account: shape(10_000), latencyMs });
  const calls = total(minimumCalls(checks, shape(10_000)));
  const ideal = Math.ceil(calls / concurrency) * latencyMs;
  return [
    ratioRow(
      'wall / latency-ideal: 10,000 buckets',
      large.wallMs / ideal,
      1.25,
      `CPU ${(large.usage.cpuMs / ideal).toFixed(2)} of the ideal`,
    ),
    ratioRow('peak memory: 10,000 / 1,000 buckets', large.usage.peakKiB / small.usage.peakKiB, 1.3),
  ];
}

/** A service that refuses what comes too fast: nothing may be lost, and little time. */
export async function throttledBuckets(buckets: number, limit: Limit): Promise<readonly [lost: Row, time: Row]> {
  const checks = ['s3-bucket-public-access'];
  const account: AccountShape = { ...empty, buckets };
  const done = await scan(checks, { account, latencyMs, limits: { s3: limit } });
  const busiest = Math.max(...['us-east-1', 'eu-west-1'].map((region) => done.tally.byScope[`s3 ${region}`] ?? 0));
  const idealMs = ((busiest - limit.burst) / limit.perSecond) * 1000;
  const name = `${buckets.toLocaleString('en')} buckets at ${limit.perSecond}/s a region`;
  return [lostRow(name, done), ratioRow(`wall / rate-ideal: ${name}`, done.wallMs / idealMs, 1.25)];
}

/** The services with other words for throttling, each at a rate well below what the scan would like. */
export async function throttledOthers(account: AccountShape): Promise<Row> {
  const checks = measuredChecks.filter((id) => serviceOf({ id }) !== 's3');
  const limits = {
    iam: { perSecond: 20, burst: 20 },
    kms: { perSecond: 100, burst: 50 },
    cloudtrail: { perSecond: 4, burst: 2 },
  };
  return lostRow('IAM, KMS and CloudTrail at low rates', await scan(checks, { account, latencyMs, limits }));
}

function lostRow(name: string, done: Scan): Row {
  const refusals = Object.values(done.tally.throttled).reduce((sum, count) => sum + count, 0);
  return {
    what: `lost to throttling: ${name}`,
    measured: `${done.lost + done.otherUnknown} (${refusals} calls refused)`,
    target: '0 lost',
    met: done.lost + done.otherUnknown === 0,
    decides: true,
    details: unknowns(done),
  };
}

/** Processor time to start lintel for its help against starting node for nothing, by turns. */
export function startUp(): Row {
  const turns = Array.from({ length: 9 }, () => [cpuSeconds([program, '--help']), cpuSeconds(['-e', '0'])] as const);
  const ratio = median(turns.map(([help]) => help)) / median(turns.map(([, bare]) => bare));
  return ratioRow('start: CPU of lintel --help / empty node', ratio, 2, 'medians of 9');
}

/** Of a whole process to its very end, as bash tells it: Node cannot ask what a child has used. */
function cpuSeconds(args: readonly string[]): number {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" > /dev/null';
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], { env });
  const used = /(\d+\.\d+) (\d+\.\d+)\s*$/.exec(stderr.toString());
  if (status !== 0 || used === null)
    throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr.toString()}`);
  return Number(used[1]) + Number(used[2]);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
