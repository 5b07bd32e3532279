/** A zip becomes a project again: a new folder with what was in it. */

import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { nameOrFree } from '../free-name.ts';
import { isPortableName, printableName } from '../local-files/file-names.ts';
import { fileProblem, isMissing } from '../local-files/file-problems.ts';
import { LocalRoot } from '../local-files/local-root.ts';
import type { Patience } from '../local-files/patience.ts';
import { ProblemError } from '../problem.ts';
import type { JobCourse } from './jobs.ts';

/** More than this is no project of a beginner, and may be a trap: a small zip that unpacks without end. */
const limits = { files: 5000, bytes: 500_000_000, depth: 32 };

/** Kinds of files in the upper half of a zip's attributes (`stat.h`). */
const kindOfFile = 0o170000;
const linkKind = 0o120000;

/** What to unpack, and where to. */
export interface Unpacking {
  /** Absolute path of the zip. */
  readonly zip: string;
  /** The new folder is made in here; an absolute path. */
  readonly folder: string;
  readonly patience: Patience;
}

/** What came of it. */
export interface Unpacked {
  /** Absolute path of the new folder. */
  readonly folder: string;
  readonly files: number;
}

/** A file or folder of the zip, under its place in the project. */
interface ZipEntry {
  readonly entry: Entry;
  readonly names: readonly string[];
  readonly isFolder: boolean;
}

/**
 * Unpacks a zip into a new folder beside others. A zip that could do harm, or that is broken, is refused as a
 * whole: then there is no new folder.
 */
export async function openZip(unpacking: Unpacking, course: JobCourse): Promise<Unpacked> {
  const { zip, folder, patience } = unpacking;
  const name = printableName(basename(zip));
  const file = await open(zip, name);
  let aside: string | undefined;
  try {
    const all = await readEntries(file, name);
    const { top, entries } = withoutTop(all, projectName(zip));
    await mkdir(folder, { recursive: true });
    aside = await mkdtemp(join(folder, '.nibble-zip-'));
    const files = await unpack(file, entries, new LocalRoot(aside, patience), course, name);
    const made = await putInPlace(aside, folder, top);
    return { folder: made, files };
  } catch (error) {
    if (aside) await rm(aside, { recursive: true, force: true });
    throw fileProblem(error, folder, 'write');
  } finally {
    file.close();
  }
}

async function open(zip: string, name: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(zip, { autoClose: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw fileProblem(error, zip, 'read');
    throw new ProblemError('zip-broken', { name }, { cause: error });
  }
}

/** Looks at every entry before anything is written. */
async function readEntries(file: ZipFile, zip: string): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let bytes = 0;
  try {
    for await (const entry of file.eachEntry()) {
      const kind = (entry.externalFileAttributes >>> 16) & kindOfFile;
      const names = entry.fileName.replace(/\/$/, '').split('/');
      if (names.some((part) => part.startsWith('.') || part === '__MACOSX') && !names.includes('..'))
        continue;
      bytes += entry.uncompressedSize;
      if (entries.length >= limits.files || bytes > limits.bytes || names.length > limits.depth) {
        throw new ProblemError('zip-too-large', { name: zip });
      }
      if (kind === linkKind) throw unsafe(zip, entry);
      if (!names.every(isPortableName)) throw unsafe(zip, entry);
      if (entry.isEncrypted()) throw new ProblemError('zip-encrypted', { name: zip });
      entries.push({ entry, names, isFolder: entry.fileName.endsWith('/') });
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    // The library refuses absolute names and "..", and whatever is no zip.
    const wayOut =
      error instanceof Error && /absolute path|relative path|invalid characters/.test(error.message);
    throw new ProblemError(
      wayOut ? 'zip-unsafe' : 'zip-broken',
      { name: zip, entry: '..' },
      { cause: error },
    );
  }
  if (entries.length === 0) throw new ProblemError('zip-empty', { name: zip });
  return entries;
}

function unsafe(zip: string, entry: Entry): ProblemError {
  return new ProblemError('zip-unsafe', { name: zip, entry: printableName(entry.fileName) });
}

/** Where all is in one folder, that folder is the project. */
function withoutTop(
  entries: readonly ZipEntry[],
  fallback: string,
): { top: string; entries: readonly ZipEntry[] } {
  const top = entries[0]!.names[0]!;
  const allInside = entries.every(
    ({ names, isFolder }) => names[0] === top && (names.length > 1 || isFolder),
  );
  if (!allInside) return { top: fallback, entries };
  const inner = entries.map((entry) => ({ ...entry, names: entry.names.slice(1) }));
  return { top, entries: inner.filter(({ names }) => names.length > 0) };
}

async function unpack(
  file: ZipFile,
  entries: readonly ZipEntry[],
  root: LocalRoot,
  { signal, progress }: JobCourse,
  zip: string,
): Promise<number> {
  const files = entries.filter(({ isFolder }) => !isFolder);
  const totalBytes = files.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  let bytes = 0;
  for (const { names, isFolder } of entries) await makeFolders(root, isFolder ? names : names.slice(0, -1));
  for (const [done, { entry, names }] of files.entries()) {
    signal.throwIfAborted();
    const name = printableName(names.at(-1)!);
    progress({ done, files: files.length, name, bytes, totalBytes, share: done / files.length });
    await root.write(names.join('/'), content(file, entry, zip), false);
    bytes += entry.uncompressedSize;
  }
  return files.length;
}

/** Sizes and sums are checked by the library: what unpacks to more than it says is no good zip. */
async function* content(file: ZipFile, entry: Entry, zip: string): AsyncIterable<Uint8Array> {
  try {
    for await (const piece of await file.openReadStreamPromise(entry)) yield piece as Uint8Array;
  } catch (error) {
    throw new ProblemError('zip-broken', { name: zip }, { cause: error });
  }
}

async function makeFolders(root: LocalRoot, names: readonly string[]): Promise<void> {
  for (let depth = 1; depth <= names.length; depth++) {
    const path = names.slice(0, depth).join('/');
    if (!(await root.look(path))) await root.makeFolder(path);
  }
}

async function putInPlace(aside: string, folder: string, name: string): Promise<string> {
  const isTaken = async (candidate: string): Promise<boolean> => {
    try {
      await mkdir(join(folder, candidate)); // takes the name, so that nobody else does
      return false;
    } catch (error) {
      if (isMissing(error)) throw error;
      return true;
    }
  };
  const place = join(folder, await nameOrFree(name, isTaken));
  await rmdir(place); // ours, and empty: not every system renames over a folder
  await rename(aside, place);
  return place;
}

function projectName(zip: string): string {
  const name = basename(zip).replace(/\.zip$/i, '');
  return isPortableName(name) ? name : 'project';
}
