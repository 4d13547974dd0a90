/** The lasting record of a scan: files that are written once, and a manifest that tells whether they were altered. */
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Header, ScanResult } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { makeDirectory } from '../result/directory.js';
import { joined } from '../result/lines.js';
import { type Manifest, recordVersion } from './manifest.js';

/** A record that has been written. */
export interface Recorded {
  /** The folder that holds it. */
  readonly path: string;
  /** SHA-256 of its manifest: kept elsewhere, it proves the whole record. */
  readonly sha256: string;
}

/**
 * Writes the record of a scan to `<store>/scans/<scan id>/<account>/`: findings and sources as compressed JSON Lines,
 * the header, and last the manifest with the SHA-256 of each. Files are read-only and nothing is ever overwritten.
 * @throws UserError where the store cannot be written.
 */
export async function recordScan(store: string, result: ScanResult): Promise<Recorded> {
  const { header } = result;
  const scanId = scanIdOf(header);
  const path = join(store, 'scans', scanId, header.account);
  try {
    await makeDirectory(path);
    const files = {
      'header.json': await writeFileOnce(join(path, 'header.json'), [`${JSON.stringify(header)}\n`]),
      'findings.jsonl.gz': await writeLines(join(path, 'findings.jsonl.gz'), result.findings),
      'sources.jsonl.gz': await writeLines(join(path, 'sources.jsonl.gz'), result.sources),
    };
    const manifest = `${JSON.stringify(manifestOf(header, scanId, files), null, 2)}\n`;
    const { sha256 } = await writeFileOnce(join(path, 'manifest.json'), [manifest]);
    return { path, sha256 };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`The scan cannot be stored in ${store} (${code}). Choose another place with --store.`, {
      cause: error,
    });
  }
}

/** Sorts by time; the random end keeps scans of one second apart. */
function scanIdOf({ startedAt }: Header): string {
  return `${startedAt.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}-${randomBytes(4).toString('hex')}`;
}

function manifestOf(header: Header, scanId: string, files: Manifest['files']): Manifest {
  const { account, partition, caller, tool, checks, now, startedAt, endedAt, replayed, partial } = header;
  const total = (status: keyof Header['counts']): number =>
    Object.values(header.counts[status]).reduce((sum, number) => sum + number, 0);
  return {
    recordVersion,
    scanId,
    account,
    partition,
    caller,
    tool,
    checks: checks.map(({ id }) => id),
    now,
    startedAt,
    endedAt,
    replayed,
    partial,
    scopes: {
      scanned: header.regions.filter(({ state }) => state === 'scanned').map(({ name }) => name),
      notScanned: header.regions
        .filter(({ state }) => state !== 'scanned')
        .map(({ name, state, reason }) => ({ region: name, state, ...(reason !== undefined && { reason }) })),
      incomplete: header.coverage
        .filter(({ complete }) => !complete)
        .map(({ checkId, region }) => `${checkId} ${region}`),
    },
    findings: {
      pass: total('pass'),
      fail: total('fail'),
      'not-applicable': total('not-applicable'),
      unknown: total('unknown'),
    },
    files,
  };
}

/** Permissions of what is never to change again. */
const readOnly = 0o400;

async function writeFileOnce(path: string, pieces: readonly string[]): Promise<Manifest['files'][string]> {
  const file = await open(path, 'wx', readOnly);
  try {
    await file.writeFile(pieces.join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  return digest(path);
}

async function writeLines(path: string, items: AsyncIterable<object>): Promise<Manifest['files'][string]> {
  let lines = 0;
  const asLines = async function* (): AsyncGenerator<string> {
    for await (const item of items) {
      lines += 1;
      yield `${JSON.stringify(item)}\n`;
    }
  };
  const file = createWriteStream(path, { flags: 'wx', mode: readOnly, flush: true });
  await pipeline(Readable.from(joined(asLines())), createGzip(), file);
  return { ...(await digest(path)), lines };
}

/** Size and SHA-256 of a file. */
export async function digest(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const content = await readFile(path);
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}
