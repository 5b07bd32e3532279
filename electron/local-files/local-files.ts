/** Text files on this computer: read with their format kept, written as a whole or not at all. */

import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, mkdir, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, parse } from 'node:path';
import type { FolderListing, LocalFileEntry, LocalText, Problem, TextFormat } from '../api.ts';
import { t } from '../../resources/messages/messages.ts';
import { ProblemError } from '../problem.ts';
import { contentKind } from './content-kind.ts';
import { isPortableName, printableName } from './file-names.ts';
import { fileProblem, isMissing } from './file-problems.ts';
import { replaceFile } from './replace-file.ts';
import { shadowWarning } from './shadowed-modules.ts';
import { decodeText, encodeText } from './text-format.ts';

/** Larger files are no programs; in bytes. */
const largestFile = 10_000_000;

/** What to write, see `writeTextFile`. */
export interface TextToWrite {
  readonly path: string;
  readonly text: string;
  readonly format: TextFormat;
  /** The version that was read; `null` for a new file. */
  readonly version: string | null;
  /** Writes over a file that exists or changed meanwhile: the person was asked. */
  readonly overwrite: boolean;
  /** A folder that may be made on the way: the workspace, at its first save. */
  readonly mayCreate?: string;
}

/** Reads a text file. Throws `ProblemError`: missing, not allowed, too large, not text. */
export async function readTextFile(path: string): Promise<LocalText> {
  requireAbsolute(path);
  try {
    const bytes = await readBounded(path);
    const kind = contentKind(bytes);
    const decoded = kind === 'document' ? null : decodeText(bytes);
    if (!decoded) {
      const values = { name: printableName(basename(path)), kind: t(`problems:kind.${kind}`) };
      throw new ProblemError('file-binary', values);
    }
    return { path, name: basename(path), version: versionOf(bytes), ...decoded, ...warning(path) };
  } catch (error) {
    throw fileProblem(error, path, 'read');
  }
}

/** Writes a text file: afterwards it is the new one, or, with a `ProblemError`, the old one. */
export async function writeTextFile(
  file: TextToWrite,
): Promise<{ path: string; version: string; warning?: Problem }> {
  requireAbsolute(file.path);
  const name = basename(file.path);
  const content = encodeText(file.text, file.format);
  try {
    const before = await versionOnDisk(file.path);
    if (before === null && !isPortableName(name)) {
      throw new ProblemError('file-bad-name', { name: printableName(name) });
    }
    if (before !== null && !file.overwrite && before !== file.version) {
      throw new ProblemError(file.version === null ? 'file-exists' : 'file-changed-elsewhere', {
        name: printableName(name),
      });
    }
    // Replacing a file needs only its folder to be writable; a file marked read-only is meant to stay.
    if (before !== null) await access(file.path, constants.W_OK);
    if (file.mayCreate !== undefined && dirname(file.path) === file.mayCreate) {
      await mkdir(file.mayCreate, { recursive: true });
    }
    await replaceFile(file.path, content);
    return { path: file.path, version: versionOf(content), ...warning(file.path) };
  } catch (error) {
    throw fileProblem(error, file.path, 'write');
  }
}

/** What is in a folder, folders first, then by name; hidden files are left out. */
export async function listFolder(path: string): Promise<FolderListing> {
  requireAbsolute(path);
  try {
    const entries: LocalFileEntry[] = [];
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const kind = entry.isSymbolicLink() ? await kindBehind(join(path, entry.name)) : kindOf(entry);
      if (kind) entries.push({ name: entry.name, kind });
    }
    return {
      path,
      parent: path === parse(path).root ? null : dirname(path),
      entries: entries.sort(byKindAndName),
    };
  } catch (error) {
    throw fileProblem(error, path, 'list');
  }
}

async function kindBehind(link: string): Promise<LocalFileEntry['kind'] | null> {
  try {
    return kindOf(await stat(link));
  } catch {
    return null; // vanished meanwhile, or a link to nowhere
  }
}

function kindOf(found: Pick<Stats, 'isDirectory' | 'isFile'>): LocalFileEntry['kind'] | null {
  if (found.isDirectory()) return 'folder';
  return found.isFile() ? 'file' : null;
}

/** Comparing by language is slow where it is prepared anew for every pair. */
const names = new Intl.Collator(undefined, { numeric: true });

function byKindAndName(a: LocalFileEntry, b: LocalFileEntry): number {
  if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
  return names.compare(a.name, b.name);
}

async function readBounded(path: string): Promise<Uint8Array> {
  // O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    const name = printableName(basename(path));
    if (found.isDirectory()) throw new ProblemError('file-is-folder', { name });
    if (!found.isFile()) throw new ProblemError('file-binary', { name, kind: t('problems:kind.data') });
    if (found.size > largestFile) throw new ProblemError('file-too-large', { name });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function versionOnDisk(path: string): Promise<string | null> {
  try {
    return versionOf(await readBounded(path));
  } catch (error) {
    if (isMissing(error)) return null;
    // Too large for the editor or unreadable: it exists, and it is not what was read here.
    if (error instanceof ProblemError && error.problem.code !== 'file-too-large') throw error;
    return 'unreadable';
  }
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

function warning(path: string): { warning?: Problem } {
  const found = shadowWarning(basename(path));
  return found ? { warning: found } : {};
}

function requireAbsolute(path: string): void {
  if (!isAbsolute(path) || path.includes('\0')) {
    throw new ProblemError('file-bad-name', { name: printableName(path) });
  }
}
