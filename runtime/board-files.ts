/**
 * Files of one board, by absolute POSIX paths ("/", "/lib/servo.py").
 *
 * Board implements this over the REPL; a Link whose files can be reached without the interpreter
 * (the simulator's folder) offers it as a capability, and Board then uses that. One contract suite
 * covers both ways.
 */

/** One entry of a folder on a board. */
export interface BoardFileEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Bytes; 0 for folders. */
  readonly size: number;
}

/** Space on the board's file system, in bytes. */
export interface BoardSpace {
  readonly total: number;
  readonly free: number;
}

/** What went wrong with a file on a board, as a code that callers can act on. */
export type BoardFileProblem =
  | 'not-found'
  | 'exists'
  | 'is-folder'
  | 'not-folder'
  | 'not-empty'
  | 'full'
  | 'read-only'
  | 'bad-name'
  /** Somebody changed it meanwhile: it is not what was to be replaced. */
  | 'changed'
  /** The board's file system is corrupt. */
  | 'damaged'
  /** No file system is mounted: a program put it away. */
  | 'no-drive'
  | 'cancelled'
  /** What arrived is not what was sent. */
  | 'unsound'
  /** The interpreter's memory is used up: nothing of ours can work in it. */
  | 'no-memory'
  | 'failed';

/** Thrown by every member of `BoardFiles`. */
export class BoardFileError extends Error {
  constructor(
    readonly problem: BoardFileProblem,
    /** The path it concerns, as it was asked for. */
    readonly path: string,
    message = `${problem}: ${path}`,
  ) {
    super(message);
    this.name = 'BoardFileError';
  }
}

/** Ends a job that concerns a path where its caller does not want it any more. */
export function throwIfCancelled(path: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new BoardFileError('cancelled', path);
}

/** What a long job is told and tells. */
export interface FileJobOptions {
  /** Ends the job (`cancelled`); a file that was to be written is the old one then. */
  readonly signal?: AbortSignal;
  /** Told how many bytes of the file are through, from 0 to its length, in order. */
  readonly progress?: (bytes: number) => void;
}

/** How to write a file. */
export interface WriteOptions extends FileJobOptions {
  /** Nothing of this name may be there yet. */
  readonly onlyNew?: boolean;
  /** SHA-256, see `hash`, of what may be replaced: another content there is an error (`changed`), none too. */
  readonly replaces?: string;
}

/** The jobs. All throw `BoardFileError`. */
export interface BoardFiles {
  /** Entries of a folder, folders first, then by name. */
  list(path: string): Promise<BoardFileEntry[]>;
  read(path: string, options?: FileJobOptions): Promise<Uint8Array>;
  /** SHA-256 of a file's content, 64 hexadecimal digits in lower case, computed where the file is. */
  hash(path: string, options?: FileJobOptions): Promise<string>;
  /**
   * Replaces the file as a whole: whatever happens meanwhile, it is the old one or the new one. With
   * `onlyNew`, a file that is there is an error (`exists`).
   */
  write(path: string, content: Uint8Array, options?: WriteOptions): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Renames or moves. An existing target is an error (`exists`), never overwritten. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all it holds. */
  remove(path: string): Promise<void>;
  space(): Promise<BoardSpace>;
  /** Makes the file system anew, empty, whatever was in it. Absent where that cannot be done. */
  format?(): Promise<void>;
}
