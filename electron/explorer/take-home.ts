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
  /** The project's folder; the zip holds one folder of its name. */
  readonly folder: string;
  /** Absolute path of the zip. */
  readonly path: string;
  /** A zip that is there is replaced: the person was asked. */
  readonly overwrite: boolean;
  readonly patience: Patience;
}

interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/**
 * Packs a project. Hidden files and links stay at home. Afterwards the zip is the new one as a whole, or, with
 * a `ProblemError`, what was there before. Answers with the number of files.
 */
export async function takeHome(packing: Packing, course: JobCourse): Promise<number> {
  const { root, folder, path, overwrite, patience } = packing;
  const name = printableName(basename(path));
  if (!isAbsolute(path) || !isPortableName(basename(path))) throw new ProblemError('file-bad-name', { name });
  try {
    if (!overwrite && (await exists(path))) throw new ProblemError('file-exists', { name });
    const { files, folders } = await everythingIn(root, pathInside(folder, path));
    const zip = new ZipFile();
    const top = printableName(basename(folder));
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
    return files.length;
  } catch (error) {
    throw fileProblem(error, path, 'write');
  }
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
    progress({
      done,
      files: files.length,
      name: printableName(basename(file.path)),
      bytes: packed,
      totalBytes: bytes,
      share: packed / (bytes || 1),
    });
    // Cancel ends the stream, and with it the file is closed.
    const stream = addAbortSignal(signal, Readable.from(root.read(file.path)));
    zip.addReadStream(stream, `${top}/${file.path}`);
    await finished(stream);
    packed += file.size;
  }
  zip.end();
}

async function everythingIn(
  root: FileRoot,
  zipItself: string | null,
): Promise<{ files: PackedFile[]; folders: string[] }> {
  const files: PackedFile[] = [];
  const folders: string[] = [];
  const waiting = [''];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    for (const entry of await root.list(folder)) {
      const path = pathIn(folder, entry.name);
      if (entry.kind === 'file' && path !== zipItself) files.push({ path, size: entry.size });
      if (entry.kind === 'folder') {
        folders.push(path);
        waiting.push(path);
      }
    }
  }
  return { files, folders };
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
