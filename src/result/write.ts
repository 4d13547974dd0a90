import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../core/user-error.js';
import { makeDirectory } from './directory.js';
import { joined } from './lines.js';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'the directory does not exist',
  ENOTDIR: 'a part of the path is not a directory',
  EEXIST: 'it is a file and not a directory',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links lead in a circle',
};

/** Does what writes to `path`; its error is the user's to mend, where it is one. */
export async function mendable<T>(path: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw new UserError(`cannot write ${path}: ${reason}. Choose another place for the output.`, { cause: error });
  }
}

/** Where a write to `path` ends: beyond symbolic links, and only if that is a file or nothing yet. */
async function target(path: string): Promise<string> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return path;
  if (!found.isFile()) throw new UserError(`cannot write ${path}: it is not a regular file. Give the path of a file.`);
  return realpath(path);
}

async function syncDirectory(directory: string): Promise<void> {
  // Windows cannot open a directory; there the rename has to do.
  const handle = await open(directory, 'r').catch(() => undefined);
  if (handle === undefined) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file whole or not at all: to a temporary file beside it , onto the disk, then renamed.
 * An earlier file of that name stays as it was until then. Results are private, so the mode is 0600 unless it is given. On failure nothing is left behind.
 * @throws UserError when the place cannot be written; any error of `chunks` as it is.
 */
export async function writeAtomically(path: string, chunks: AsyncIterable<string>, mode = 0o600): Promise<void> {
  const final = await mendable(path, target(path));
  const temporary = join(dirname(final), `.lintel-${randomUUID()}.tmp`);
  const file = await mendable(path, open(temporary, 'wx', mode));
  try {
    try {
      for await (const chunk of joined(chunks)) await mendable(path, file.writeFile(chunk));
      await mendable(path, file.sync());
    } finally {
      await file.close();
    }
    await mendable(path, rename(temporary, final));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(final));
}

/**
 * Makes sure, before a scan, that a file can be written at its end.
 * @returns where that will be, beyond symbolic links.
 * @throws UserError when it cannot, or when something other than a file stands there.
 */
export async function checkWritableFile(path: string): Promise<string> {
  const directory = dirname(path);
  await checkWritable(directory);
  const final = await mendable(path, target(path));
  return join(await realpath(dirname(final)), basename(final));
}

/**
 * Makes sure, before a scan, that its result can be written: creates the directory if it is missing and a file in it.
 * @throws UserError when it cannot.
 */
export async function checkWritable(directory: string): Promise<void> {
  await mendable(directory, makeDirectory(directory));
  const probe = join(directory, `.lintel-${randomUUID()}.tmp`);
  const file = await mendable(directory, open(probe, 'wx', 0o600));
  await file.close();
  await unlink(probe);
}
