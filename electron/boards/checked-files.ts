/** Paths on a board are data: checked here, once, whatever kind of board they are for. */

import {
  BoardFileError,
  type BoardFileEntry,
  type BoardFiles,
  type BoardSpace,
  type FileJobOptions,
  type WriteOptions,
} from '../../runtime/board-files.ts';
import { isPortableName } from '../local-files/file-names.ts';

/**
 * Lets only paths through that stay on the board, and only new names that could be saved on any computer. What is there
 * already may have any name that a program gave it.
 */
export class CheckedFiles implements BoardFiles {
  readonly #files: () => BoardFiles;
  readonly #changed: () => void;

  /** `files` gives what does the jobs just now; `changed` is called after a job that changed something. */
  constructor(files: () => BoardFiles, changed: () => void) {
    this.#files = files;
    this.#changed = changed;
  }

  async list(path: string): Promise<BoardFileEntry[]> {
    check(path, isBoardName);
    return this.#files().list(path);
  }

  async read(path: string, options?: FileJobOptions): Promise<Uint8Array> {
    check(path, isBoardName);
    return this.#files().read(path, options);
  }

  async hash(path: string, options?: FileJobOptions): Promise<string> {
    check(path, isBoardName);
    return this.#files().hash(path, options);
  }

  async write(path: string, content: Uint8Array, options?: WriteOptions): Promise<void> {
    check(path, options?.replaces === undefined ? isPortableName : isBoardName);
    if (path === '/') throw new BoardFileError('is-folder', path);
    await this.#files().write(path, content, options);
    this.#changed();
  }

  async makeFolder(path: string): Promise<void> {
    check(path, isPortableName);
    if (path === '/') throw new BoardFileError('exists', path);
    await this.#files().makeFolder(path);
    this.#changed();
  }

  async rename(from: string, to: string): Promise<void> {
    checkNotTop(from, isBoardName);
    checkNotTop(to, isPortableName);
    if (to.startsWith(`${from}/`)) throw new BoardFileError('bad-name', to);
    await this.#files().rename(from, to);
    this.#changed();
  }

  async remove(path: string): Promise<void> {
    checkNotTop(path, isBoardName);
    await this.#files().remove(path);
    this.#changed();
  }

  async space(): Promise<BoardSpace> {
    return this.#files().space();
  }

  /** Throws `failed` where the board's files cannot be made anew from here. */
  async format(): Promise<void> {
    const files = this.#files();
    if (!files.format) throw new BoardFileError('failed', '/', 'cannot be formatted');
    await files.format();
    this.#changed();
  }
}

/** A name that MicroPython's file system can hold. */
function isBoardName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);
}

function checkNotTop(path: string, isAllowed: (name: string) => boolean): void {
  check(path, isAllowed);
  if (path === '/') throw new BoardFileError('bad-name', path);
}

function check(path: string, isAllowed: (name: string) => boolean): void {
  if (path === '/') return;
  if (!path.startsWith('/') || !path.slice(1).split('/').every(isAllowed)) {
    throw new BoardFileError('bad-name', path);
  }
}
