/** Moves things into another folder, wherever that is. */

import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from '../local-files/file-problems.ts';
import { isInside } from '../local-files/inside.ts';

/** Moves a file or a folder; what is not there is no mistake. Throws where it cannot be moved whole: then it is still there. */
export async function moveAway(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  } catch (error) {
    if (isMissing(error)) return;
    if (!isOtherDisk(error)) throw error;
    await cp(from, to, { recursive: true, preserveTimestamps: true, errorOnExist: true, force: false });
    await rm(from, { recursive: true });
  }
}

/** Moves everything that is in a folder; the folder stays, and so does `except` if it lies in it. */
export async function moveContentsAway(folder: string, to: string, except: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const name of names) {
    const from = join(folder, name);
    if (!isInside(from, except)) await moveAway(from, join(to, name));
  }
}

function isOtherDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EXDEV';
}
