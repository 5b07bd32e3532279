/** What the simulated board uses of the computer's file system. Handed in: this room opens no file by itself. */

/** What is known of a file or folder. */
export interface HostFileStatus {
  isFile(): boolean;
  isDirectory(): boolean;
  /** Bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds since 1970. */
  readonly mtimeMs: number;
}

/**
 * The part of Node's `fs` that is used; Node's own fits. It is synchronous, because an interpreter's
 * thread has to wait anyway and because no other step of this process can then come in between. Errors
 * carry Node's `code`.
 */
export interface HostFileSystem {
  readonly constants: {
    readonly O_RDONLY: number;
    readonly O_WRONLY: number;
    readonly O_RDWR: number;
    readonly O_CREAT: number;
    readonly O_EXCL: number;
    /** Not on Windows. */
    readonly O_NOFOLLOW?: number;
  };
  openSync(path: string, flags: number, mode?: number): number;
  closeSync(file: number): void;
  readSync(file: number, buffer: Uint8Array, offset: number, length: number, position: number): number;
  writeSync(file: number, buffer: Uint8Array, offset: number, length: number, position: number): number;
  fsyncSync(file: number): void;
  /** The one thing the host does not wait for in line: a slow disk takes its time. */
  fsync(file: number, done: (error: Error | null) => void): void;
  fstatSync(file: number): HostFileStatus;
  lstatSync(path: string): HostFileStatus;
  readdirSync(path: string): string[];
  mkdirSync(path: string): unknown;
  rmdirSync(path: string): void;
  unlinkSync(path: string): void;
  renameSync(from: string, to: string): void;
}

/** An error like those of the computer's file system. */
export class HostFileError extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'HostFileError';
  }
}

/** The `code` of an error of the computer's file system, or nothing. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
