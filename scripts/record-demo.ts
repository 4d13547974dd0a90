/**
 * Records the demo account: `npx tsx scripts/record-demo.ts FILE`. Starts an emulated AWS, fills it, and lets the
 * built CLI scan it. Every run writes the same file: the clock, the resources' ids and the request ids are given,
 * and what depends on timing (the order of answers, milliseconds) is put straight.
 */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { closeDoors } from '../test/e2e/account.js';
import { lintel } from '../test/e2e/cli.js';
import { now, startEmulated } from '../test/e2e/emulated.js';
import type { Proxy } from '../test/e2e/proxy.js';

/** What an answer is an answer to. */
function subject(line: string): string {
  const { service, region, operation, input } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify([service, region, operation, input]);
}

/** The answers in the order of their calls; the sort is stable, so the last answer to a call stays the last. */
function straighten(recording: string): string {
  const [header = '', ...answers] = recording.trimEnd().split('\n');
  const bySubject = answers.map((line) => ({ line, subject: subject(line) }));
  bySubject.sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
  const first = { ...(JSON.parse(header) as object), now: now.toISOString() };
  return [JSON.stringify(first), ...bySubject.map(({ line }) => line), ''].join('\n');
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: npx tsx scripts/record-demo.ts FILE');

const emulated = await startEmulated();
try {
  const [proxy] = emulated.proxies as [Proxy];
  closeDoors(proxy);
  const argv = ['scan', '--record', file, '--format', 'json', '--output', '-', '--quiet'];
  const { exitCode, stderr } = await lintel(argv, now, emulated.environment(proxy));
  // The account has fails: any other exit code means that the recording is of something else.
  if (exitCode !== 1) throw new Error(`the scan left with exit code ${exitCode}: ${stderr}`);
  writeFileSync(file, straighten(readFileSync(file, 'utf8')));
  // Unlike a recording of a real account, it is for everyone.
  chmodSync(file, 0o644);
  console.log(`${file}: ${proxy.calls.length} calls recorded`);
} finally {
  await emulated.stop();
}
