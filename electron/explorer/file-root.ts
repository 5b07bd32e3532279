/** Where files live, as the explorer sees it: a folder of this computer, or a board. */

import type { FileJobOptions } from '../../runtime/board-files.ts';

/** One entry of a folder. A link, or what else is neither file nor folder to us, is neither followed nor copied. */
export interface RootEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Bytes; 0 for what is no file. */
  readonly size: number;
}

/**
 * A tree of files. Paths are relative with `/`; `''` is the top. Nothing in them leads out of it, whatever
 * the path says and whatever links lie in it. Every member throws `ProblemError`.
 */
export interface FileRoot {
  /**
   * True where every byte takes its time, as over a cable: `read` and `write` then tell how far they are. Else they
   * need not, as whoever hands over the pieces knows.
   */
  readonly isSlow: boolean;
  /** What is in a folder; hidden files are left out. */
  list(path: string): Promise<readonly RootEntry[]>;
  /** What has this path, or `null`. */
  look(path: string): Promise<RootEntry | null>;
  /**
   * A file's content, piece by piece. It is opened when the first piece is asked for, and closed with the last
   * one or when the reader stops. Throws `file-changed-while-copied` where the file was not still meanwhile.
   */
  read(path: string, options?: FileJobOptions): AsyncIterable<Uint8Array>;
  /**
   * Writes a file: afterwards it is the new one as a whole, or, with a `ProblemError`, what was there before.
   * A file that is there is replaced only where `replace` says so.
   */
  write(
    path: string,
    pieces: AsyncIterable<Uint8Array>,
    replace: boolean,
    options?: FileJobOptions,
  ): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Renames or moves inside this root. A file that is there is replaced only where `replace` says so. */
  rename(from: string, to: string, replace: boolean): Promise<void>;
  /** Removes a folder that nothing is in; leaves one where something is, hidden or not. */
  removeEmptyFolder(path: string): Promise<void>;
  /** Removes a file, or a folder with all it holds, for good. */
  remove(path: string): Promise<void>;
}

/** The path of something in a folder. */
export function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True where a path is that of a folder, or of something inside it, however deep. */
export function isWithin(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The folder that something is in; `''` for the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
