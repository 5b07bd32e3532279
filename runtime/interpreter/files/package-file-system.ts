/** What of Emscripten's file system ("FS" of the package) a file system of our own works with. */

import type { OpenFile } from './open-file.ts';

/** One place in the tree; made anew at every look-up. */
export interface FileSystemNode {
  name: string;
  parent: FileSystemNode;
  mode: number;
  /** Was just created, or is to be emptied when it is opened. */
  emptied?: boolean;
  node_ops: object;
  stream_ops: object;
}

/** One open file or folder. */
export interface FileSystemStream {
  readonly node: FileSystemNode;
  readonly flags: number;
  readonly position: number;
  /** What is left to be listed. */
  getdents: string[] | null;
  open?: OpenFile;
}

/** The tree itself. */
export interface FileSystemTree {
  root: object | null;
  currentPath: string;
  readonly ErrnoError: new (errno: number) => Error;
  hashAddNode(node: FileSystemNode): void;
  createNode(parent: FileSystemNode | null, name: string, mode: number, device: number): FileSystemNode;
}
