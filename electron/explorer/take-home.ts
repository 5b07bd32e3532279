/** "Take home": a project as one zip. */

import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, sep } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { isPortableName, printableName } from '../local-files/file-names.ts';
import { fileProblem, isMissing } from '../local-files/file-problems.ts';
import { isInside } from '../local-files/inside.ts';
import { LocalRoot } from '../local-files/local-root.ts';
import type { Patience } from '../local-files/patience.ts';
import { ProblemError } from '../problem.ts';
import { pathIn, type FileRoot } from './file-root.ts';
import type { JobCourse } from './jobs.ts';

/** What to pack, and where to. */
export interface Packing {
  readonly root: FileRoot;
  /** What it is called: the zip holds one folder of this name. */
  readonly name: string;
  /** Absolute path of the folder that `root` shows; `null` for a board. */
  readonly folder: string | null;
  /** Absolute path of the zip. */
  readonly path: string;
  /** A zip that is there is replaced: the person was asked. */
  readonly overwrite: boolean;
  readonly patience: Patience;
}

/** What was packed. */
export interface Packed {
  readonly files: number;
  /** What has a name that no file could have everywhere. */
  readonly leftOut: number;
}

interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/**
 * Packs a project, or a board. Hidden files and links stay at home. Afterwards the zip is the new one as a whole,
 * or, with a `ProblemError`, what was there before.
 */
export async function takeHome(packing: Packing, course: JobCourse): Promise<Packed> {
  const { root, folder, path, overwrite, patience } = packing;
  const name = printableName(basename(path));
  if (!isAbsolute(path) || !isPortableName(basename(path))) throw new ProblemError('file-bad-name', { name });
  try {
    if (!overwrite && (await exists(path))) throw new ProblemError('file-exists', { name });
    const zipItself = folder === null ? null : pathInside(folder, path);
    const { files, folders, leftOut } = await everythingIn(root, zipItself, course.signal);
    const zip = new ZipFile();
    const top = portable(packing.name);
    for (const inner of folders) zip.addEmptyDirectory(`${top}/${inner}`);
    const broken = new AbortController();
    zip.once('error', (error) => broken.abort(error));
    const signal = AbortSignal.any([course.signal, broken.signal]);
    const pieces = addAbortSignal(signal, Readable.from(zip.outputStream));
    const written = new LocalRoot(dirname(path), patience).write(basename(path), pieces, overwrite);
    await Promise.all([addAll(zip, root, top, files, { ...course, signal }), written]).catch(
      async (error: unknown) => {
        broken.abort(error);
        await written.catch(() => undefined);
        throw error;
      },
    );
    return { files: files.length, leftOut };
  } catch (error) {
    throw fileProblem(error, path, 'write');
  }
}

/** A name that every computer lets a folder have. */
function portable(name: string): string {
  const plain = printableName(name).replace(/[\\/:*?"<>|]+/g, '-');
  return isPortableName(plain) ? plain : 'Pico';
}

/** The path of the zip itself where it lies in the project: it does not pack itself. */
function pathInside(folder: string, path: string): string | null {
  return isInside(folder, path) ? relative(folder, path).split(sep).join('/') : null;
}

/** One file after another, so that a file that cannot be read ends it, and few are open at once. */
async function addAll(
  zip: ZipFile,
  root: FileRoot,
  top: string,
  files: readonly PackedFile[],
  { signal, progress }: JobCourse,
): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  let packed = 0;
  for (const [done, file] of files.entries()) {
    signal.throwIfAborted();
    const name = printableName(basename(file.path));
    const tell = (read: number): void => {
      const through = Math.min(packed + read, bytes);
      progress({
        done,
        files: files.length,
        name,
        bytes: through,
        totalBytes: bytes,
        share: through / (bytes || 1),
      });
    };
    tell(0);
    // Cancel ends the stream, and with it the file is closed.
    const pieces = root.read(file.path, { signal, ...(root.isSlow && { progress: tell }) });
    const stream = addAbortSignal(signal, Readable.from(pieces));
    zip.addReadStream(stream, `${top}/${file.path}`);
    await finished(stream);
    packed += file.size;
  }
  zip.end();
}

async function everythingIn(
  root: FileRoot,
  zipItself: string | null,
  signal: AbortSignal,
): Promise<{ files: PackedFile[]; folders: string[]; leftOut: number }> {
  const files: PackedFile[] = [];
  const folders: string[] = [];
  let leftOut = 0;
  const waiting = [''];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    signal.throwIfAborted();
    for (const entry of await root.list(folder)) {
      // A zip with such a name in it could not be opened everywhere.
      if (!isPortableName(entry.name)) {
        leftOut++;
        continue;
      }
      const path = pathIn(folder, entry.name);
      if (entry.kind === 'file' && path !== zipItself) files.push({ path, size: entry.size });
      if (entry.kind === 'folder') {
        folders.push(path);
        waiting.push(path);
      }
    }
  }
  return { files, folders, leftOut };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
