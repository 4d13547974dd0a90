import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const installed = `${root}.venv/bin/moto_server`;

/** The version that the proxy's table of differences was written against. */
const motoVersion = '5.2.1';

/** A running moto server: an in-memory AWS that answers on 127.0.0.1. */
export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** True when the program starts; one on PATH may be a version manager's stub that does not. */
async function works(program: string): Promise<boolean> {
  return run(program, ['--help'], { timeout: 60_000 }).then(
    () => true,
    () => false,
  );
}

/** The moto server's program: LINTEL_MOTO_SERVER, else the one in `.venv`, else on PATH; undefined when none works. */
export async function findMoto(): Promise<string | undefined> {
  const named = process.env['LINTEL_MOTO_SERVER'];
  for (const program of named === undefined ? [installed, 'moto_server'] : [named]) {
    if (await works(program)) return program;
  }
  return undefined;
}

/**
 * Installs the moto server into the virtual environment `.venv` of the working tree.
 * @returns the program.
 * @throws when Python 3 or the package cannot be had.
 */
export async function installMoto(): Promise<string> {
  if (!existsSync(installed)) {
    await run('python3', ['-m', 'venv', `${root}.venv`]);
    await run(`${root}.venv/bin/pip`, ['install', '--quiet', `moto[server]==${motoVersion}`], { timeout: 600_000 });
  }
  return installed;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port to listen on');
  return address.port;
}

async function untilReady(endpoint: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (child.exitCode !== null) throw new Error(`moto_server ended with exit code ${child.exitCode}`);
    const answer = await fetch(`${endpoint}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('moto_server did not answer within a minute');
}

/** Starts a moto server on a free port and waits until it answers; it ends with this process at the latest. */
export async function startMoto(): Promise<Moto> {
  const program = (await findMoto()) ?? (await installMoto());
  const port = await freePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    // A fixed hash seed, because moto lists some things in the order of a set.
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', PYTHONHASHSEED: '0' },
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await untilReady(endpoint, child);
    // One seed gives the same key ids in every run.
    await fetch(`${endpoint}/moto-api/seed?a=2026`, { method: 'POST' });
  } catch (error) {
    kill();
    throw error;
  }
  return {
    endpoint,
    async stop() {
      process.removeListener('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
