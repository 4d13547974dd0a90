import { buildAccount, type Account } from './account.js';
import type { Answer } from './answer.js';
import { startMoto } from './moto.js';
import { startProxy, type Proxy } from './proxy.js';

/** When the emulated account is looked at. */
export const now = new Date('2026-11-01T09:00:00Z');

/** The emulated account, up and running. */
export interface Emulated {
  /** Moto's own address, where its differences from AWS show. */
  readonly moto: string;
  readonly account: Account;
  /** One proxy before moto for each that was asked for. */
  readonly proxies: readonly Proxy[];
  /** The environment of a caller in the account's audit role who sends through a proxy. */
  environment(proxy: Proxy): Record<string, string>;
  stop(): Promise<void>;
}

/** Starts moto, fills it, and starts proxies before it; several, for scans side by side, ask moto for each thing once. */
export async function startEmulated(lanes = 1): Promise<Emulated> {
  const moto = await startMoto();
  try {
    const account = await buildAccount(moto.endpoint, now);
    const kept = lanes > 1 ? { kept: new Map<string, Promise<Answer>>() } : {};
    const start = async () => startProxy({ moto: moto.endpoint, facts: account.facts, ...kept });
    const proxies = await Promise.all(Array.from({ length: lanes }, start));
    return {
      moto: moto.endpoint,
      account,
      proxies,
      environment: ({ endpoint }) => ({
        ...account.environment,
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL: endpoint,
      }),
      async stop() {
        for (const proxy of proxies) await proxy.stop();
        await moto.stop();
      },
    };
  } catch (error) {
    await moto.stop();
    throw error;
  }
}
