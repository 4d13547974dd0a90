/** Reading records: what a store holds, and whether it is as it was written. */
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { compareText } from '../core/finding.js';
import { UserError } from '../core/user-error.js';
import { type Manifest, manifestSchema } from './manifest.js';
import { digest } from './record.js';

/** One record of a store. */
export interface StoredRecord {
  /** The folder that holds it. */
  readonly path: string;
  /** Undefined where there is none, or what stands in its place is none. */
  readonly manifest: Manifest | undefined;
  /** Why there is no manifest, in a sentence. */
  readonly flaw?: string;
}

const manifestName = 'manifest.json';

/**
 * The records in a folder: a store, or one record itself; oldest first.
 * @throws UserError where there is no such folder, or it holds no record.
 */
export async function findRecords(folder: string): Promise<StoredRecord[]> {
  if (await isFile(join(folder, manifestName))) return [await readRecord(folder)];
  const scans = join(folder, 'scans');
  const paths: string[] = [];
  for (const scan of await namesIn(scans)) {
    for (const account of await namesIn(join(scans, scan))) paths.push(join(scans, scan, account));
  }
  if (paths.length === 0) {
    throw new UserError(
      `${folder} holds no record of a scan. Give the directory that 'lintel scan --store' was given.`,
    );
  }
  return Promise.all(paths.sort(compareText).map(readRecord));
}

async function readRecord(path: string): Promise<StoredRecord> {
  const file = join(path, manifestName);
  if (!(await isFile(file))) {
    return { path, manifest: undefined, flaw: 'It has no manifest: the scan was not recorded to its end.' };
  }
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return { path, manifest: undefined, flaw: 'Its manifest is not valid JSON: it was altered or cut off.' };
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return { path, manifest: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    path,
    manifest: undefined,
    flaw: `Its manifest is not that of a record: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
  };
}

/** What is wrong with a record, one sentence each; empty where every file is as the manifest says. */
export async function verifyRecord({ path, manifest, flaw = 'It has no manifest.' }: StoredRecord): Promise<string[]> {
  if (manifest === undefined) return [flaw];
  const wrong: string[] = [];
  for (const [name, written] of Object.entries(manifest.files)) {
    const file = join(path, name);
    if (basename(name) !== name || !(await isFile(file))) {
      wrong.push(`${name} is missing.`);
      continue;
    }
    const { bytes, sha256 } = await digest(file);
    if (bytes !== written.bytes) wrong.push(`${name} has ${bytes} bytes and was written with ${written.bytes}.`);
    else if (sha256 !== written.sha256) wrong.push(`${name} is not what was written: its SHA-256 differs.`);
    else if (written.lines !== undefined && (await linesIn(file)) !== written.lines) {
      wrong.push(`${name} does not hold the ${written.lines} lines that its manifest counts.`);
    }
  }
  const known = new Set([...Object.keys(manifest.files), manifestName]);
  for (const name of await readdir(path)) if (!known.has(name)) wrong.push(`${name} is not part of the record.`);
  const findings = Object.values(manifest.findings).reduce((sum, number) => sum + number, 0);
  if (findings !== manifest.files['findings.jsonl.gz']?.lines) {
    wrong.push('The manifest counts other findings than it names lines.');
  }
  return wrong;
}

async function linesIn(path: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path).pipe(createGunzip())) {
    for (const byte of chunk as Buffer) if (byte === 0x0a) lines += 1;
  }
  return lines;
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw new UserError(`${folder} cannot be read (${error.code ?? 'unknown error'}).`);
  });
  // A link in place of a record must not hide it.
  return entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}
