/**
 * A file that a program has open.
 *
 * Like a Pico's littlefs, it is the old one or the new one for everybody else, wherever the program is
 * ended: what is written from the start, or in the middle, is written to a temporary file beside it,
 * which takes its place when the program flushes or closes it. What is appended goes to the file itself
 * at once, because then there is no old and new, only more of it.
 */

import { fileBlocks } from './drive-space.ts';
import type { BoardFolder } from './board-folder.ts';
import type { HostFileStatus } from './host-file-system.ts';

/** How a program opened a file. */
export interface OpenMode {
  readonly writes: boolean;
  readonly appends: boolean;
  /** Begins empty, whatever there was. */
  readonly empty: boolean;
}

const copyPiece = 64 * 1024;

/** One open file. Members throw errors of the computer's file system. */
export class OpenFile {
  readonly #folder: BoardFolder;
  readonly #mode: OpenMode;
  #file: number;
  /** The temporary file that is written to, until it takes the file's place. */
  #aside: string | null = null;

  /** `path` is on the disk; the file exists. */
  constructor(
    folder: BoardFolder,
    readonly path: string,
    mode: OpenMode,
  ) {
    const { O_RDONLY, O_RDWR } = folder.files.constants;
    this.#folder = folder;
    this.#mode = mode;
    this.#file = folder.open(path, mode.writes ? O_RDWR : O_RDONLY);
    if (mode.empty) this.#writeAside(0);
  }

  status(): HostFileStatus {
    return this.#folder.files.fstatSync(this.#file);
  }

  /** Reads into `buffer`; the number of bytes, 0 at the end. */
  read(buffer: Uint8Array, position: number): number {
    // Through memory of our own: the interpreter's is shared, which Node's calls need not take.
    const piece = new Uint8Array(buffer.length);
    const count = this.#folder.files.readSync(this.#file, piece, 0, piece.length, position);
    buffer.set(piece.subarray(0, count));
    return count;
  }

  /** Writes everything. Throws `ENOSPC` when it does not fit on the drive; then nothing is written. */
  write(bytes: Uint8Array, position: number): number {
    if (!this.#aside && !this.#mode.appends) this.#writeAside(this.status().size);
    const size = this.status().size;
    this.#folder.space.claim(fileBlocks(Math.max(size, position + bytes.length)) - fileBlocks(size));
    const piece = Uint8Array.from(bytes);
    let written = 0;
    while (written < piece.length) {
      written += this.#folder.files.writeSync(
        this.#file,
        piece,
        written,
        piece.length - written,
        position + written,
      );
    }
    return written;
  }

  /** Puts everything written into the file, and on the disk. */
  flush(): void {
    if (this.#mode.writes) this.#folder.files.fsyncSync(this.#file);
    this.#takePlace();
  }

  close(): void {
    try {
      this.#takePlace();
    } finally {
      this.#folder.files.closeSync(this.#file);
    }
  }

  /** The power is gone: what was written aside does not take its place any more. */
  abandon(): void {
    this.#aside = null;
  }

  /** From now on writes to a temporary file that begins with the first `keep` bytes of the file. */
  #writeAside(keep: number): void {
    const { files } = this.#folder;
    // Both are on the drive for a while. One that is empty has its block already.
    if (this.status().size > 0) this.#folder.space.claim(fileBlocks(keep));
    const temporary = this.#folder.createTemporary(this.path.slice(0, this.path.lastIndexOf('/')));
    try {
      for (let position = 0; position < keep; position += copyPiece) {
        const piece = new Uint8Array(Math.min(copyPiece, keep - position));
        const count = files.readSync(this.#file, piece, 0, piece.length, position);
        files.writeSync(temporary.file, piece, 0, count, position);
      }
    } catch (error) {
      files.closeSync(temporary.file);
      files.unlinkSync(temporary.path);
      throw error;
    }
    files.closeSync(this.#file);
    this.#file = temporary.file;
    this.#aside = temporary.path;
  }

  #takePlace(): void {
    if (!this.#aside) return;
    const aside = this.#aside;
    this.#aside = null;
    try {
      this.#folder.files.renameSync(aside, this.path);
    } catch (error) {
      this.#folder.files.unlinkSync(aside);
      throw error;
    }
  }
}
