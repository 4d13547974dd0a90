import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scan } from '../src/scan.js';
import { setEnv } from './aws/endpoint.js';
import { workspace } from './cli/run.js';

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

/** Starts a scan with a time limit that cannot start; @returns how many timers and listeners it leaves. */
async function leftBy(options: Partial<Parameters<typeof scan>[0]>): Promise<{ timers: number; listeners: number }> {
  let listeners = 0;
  const { signal } = new AbortController();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  Object.assign(signal, {
    addEventListener: (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    },
    removeEventListener: (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    },
  });
  const before = timers();
  await expect(scan({ checks: [], timeoutSeconds: 30, signal, ...options })).rejects.toThrow(/credentials|recording/);
  return { timers: timers() - before, listeners };
}

test('a scan that finds no credentials leaves no timer behind', async () => {
  setEnv('AWS_REGION', 'us-east-1');
  expect(await leftBy({})).toEqual({ timers: 0, listeners: 0 });
});

test('nor does one of a bad recording', async () => {
  const at = workspace();
  writeFileSync(at('r.jsonl'), 'nonsense\n');
  expect(await leftBy({ replay: at('r.jsonl') })).toEqual({ timers: 0, listeners: 0 });
});
