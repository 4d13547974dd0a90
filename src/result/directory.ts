import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes sure that a directory is there: creates it, and those above it that are missing, with mode 0700.
 * Node's own recursive mkdir never ends, and cannot be interrupted, where a directory that is there takes no new one
 * and the system calls that ENOENT, as `/proc` does.
 */
export async function makeDirectory(path: string): Promise<void> {
  const failure = await create(path);
  if (failure === undefined) return;
  const above = dirname(path);
  if (failure.code !== 'ENOENT' || above === path) throw failure;
  await makeDirectory(above);
  const again = await create(path);
  if (again !== undefined) throw again;
}

/** Creates one directory; @returns why it is not there, undefined where it is. */
async function create(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path, { mode: 0o700 });
    return undefined;
  } catch (error) {
    const there = await stat(path).catch(() => undefined);
    return there?.isDirectory() === true ? undefined : (error as NodeJS.ErrnoException);
  }
}
