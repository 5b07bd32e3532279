/**
 * A folder of the computer as the root of the package's file system (Emscripten's "FS"), which
 * MicroPython's `VfsPosix` shows as the board's "/".
 *
 * It replaces the root in place of being mounted below it, so that no path, whatever its "..", leads
 * anywhere else. Nothing is remembered between two calls: the folder may change under us, from the
 * window, the command line or a file manager.
 */

import type { BoardFolder } from './board-folder.ts';
import { blockSize, driveBlocks, fileBlocks } from './drive-space.ts';
import { wasiErrorNumber } from './error-numbers.ts';
import { HostFileError, type HostFileStatus } from './host-file-system.ts';
import { OpenFile } from './open-file.ts';
import type { FileSystemNode, FileSystemStream, FileSystemTree } from './package-file-system.ts';

/** File types as `os.stat` gives them. */
const fileType = 0x8000;
const folderType = 0x4000;
const typeMask = 0xf000;
/** Emscripten looks at permissions of its own; a Pico has none. */
const allPermissions = 0o777;

/** Flags of `open` (musl's for WebAssembly), as far as Emscripten leaves them in a stream. */
const accessMask = 3;
const appendFlag = 0o2000;
const folderFlag = 0o200000;

/** `whence` of a seek. */
const fromHere = 1;
const fromEnd = 2;

const longestName = 255;
/** Emscripten gives back an entry of a folder in so many bytes. */
const entrySize = 280;

/** Makes `folder` all there is in the interpreter's file system, and its root the current folder. */
export function mountFolder(FS: FileSystemTree, folder: BoardFolder): void {
  folder.tidy();
  // Names are looked up on the disk each time: no table of nodes.
  FS.hashAddNode = () => undefined;
  const { nodeOperations, streamOperations } = operations(FS, folder);
  const root = FS.createNode(null, '/', folderType | allPermissions, 0);
  root.node_ops = nodeOperations;
  root.stream_ops = streamOperations;
  const mount = { type: {}, opts: {}, mountpoint: '/', mounts: [], root };
  Object.assign(root, { mount });
  FS.root = root;
  FS.currentPath = '/';
}

function operations(
  FS: FileSystemTree,
  folder: BoardFolder,
): { nodeOperations: object; streamOperations: object } {
  const { files } = folder;

  const nodeOperations = inPackageErrors(FS, {
    getattr: (node: FileSystemNode) => attributes(folder.status(pathOf(folder, node))),

    setattr(node: FileSystemNode, change: { size?: number }): void {
      // Emscripten empties a file before it opens it; the opened file does it, so that it is whole meanwhile.
      if (change.size === 0) node.emptied = true;
    },

    lookup(parent: FileSystemNode, name: string): FileSystemNode {
      return makeNode(parent, name, folder.status(folder.child(pathOf(folder, parent), name)));
    },

    mknod(parent: FileSystemNode, name: string, mode: number): FileSystemNode {
      const path = folder.child(pathOf(folder, parent), name);
      if ((mode & typeMask) === folderType) {
        folder.space.claimFolder();
        files.mkdirSync(path);
      } else {
        folder.space.claim(fileBlocks(0));
        const { O_WRONLY, O_CREAT, O_EXCL } = files.constants;
        files.closeSync(files.openSync(path, O_WRONLY | O_CREAT | O_EXCL, 0o666));
      }
      return Object.assign(makeNode(parent, name, folder.status(path)), { emptied: true });
    },

    rename(node: FileSystemNode, newParent: FileSystemNode, newName: string): void {
      files.renameSync(pathOf(folder, node), folder.child(pathOf(folder, newParent), newName));
      node.name = newName;
      node.parent = newParent;
    },

    unlink(parent: FileSystemNode, name: string): void {
      files.unlinkSync(existing(parent, name));
    },

    rmdir(parent: FileSystemNode, name: string): void {
      files.rmdirSync(existing(parent, name));
    },

    readdir: (node: FileSystemNode) => [
      '.',
      '..',
      ...folder.entries(pathOf(folder, node)).map((entry) => entry.name),
    ],

    statfs() {
      const free = folder.space.free();
      return {
        bsize: blockSize,
        frsize: blockSize,
        blocks: driveBlocks,
        bfree: free,
        bavail: free,
        files: 0,
        ffree: 0,
        flags: 0,
        namelen: longestName,
      };
    },
  });

  const streamOperations = inPackageErrors(FS, {
    open(stream: FileSystemStream): void {
      const { node, flags } = stream;
      const path = pathOf(folder, node);
      if (folder.status(path).isDirectory()) {
        if ((flags & folderFlag) === 0) throw new HostFileError('EISDIR');
        return;
      }
      stream.open = new OpenFile(folder, path, {
        writes: (flags & accessMask) !== 0,
        appends: (flags & appendFlag) !== 0,
        empty: (node.emptied ?? false) && (flags & appendFlag) === 0,
      });
    },

    close: (stream: FileSystemStream) => stream.open?.close(),

    getattr: (stream: FileSystemStream) =>
      attributes(stream.open?.status() ?? folder.status(pathOf(folder, stream.node))),

    read: (stream: FileSystemStream, memory: Int8Array, offset: number, length: number, position: number) =>
      opened(stream).read(window(memory, offset, length), position),

    write: (stream: FileSystemStream, memory: Int8Array, offset: number, length: number, position: number) =>
      opened(stream).write(window(memory, offset, length), position),

    llseek(stream: FileSystemStream, offset: number, whence: number): number {
      if (!stream.open) return seekInListing(stream, offset, whence);
      const position =
        whence === fromHere
          ? stream.position + offset
          : whence === fromEnd
            ? stream.open.status().size + offset
            : offset;
      if (position < 0) throw new HostFileError('EINVAL');
      return position;
    },

    fsync(stream: FileSystemStream): number {
      stream.open?.flush();
      return 0;
    },
  });

  function makeNode(parent: FileSystemNode, name: string, status: HostFileStatus): FileSystemNode {
    const type = status.isDirectory() ? folderType : fileType;
    const node = FS.createNode(parent, name, type | allPermissions, 0);
    node.node_ops = nodeOperations;
    node.stream_ops = streamOperations;
    return node;
  }

  function existing(parent: FileSystemNode, name: string): string {
    const path = folder.child(pathOf(folder, parent), name);
    folder.status(path);
    return path;
  }

  /**
   * Emscripten looks each entry up as it gives it out, a few at a time, and fails when one is gone;
   * before each time it asks for the position.
   */
  function seekInListing(stream: FileSystemStream, offset: number, whence: number): number {
    const position = whence === fromHere ? stream.position + offset : offset;
    const next = Math.floor(position / entrySize);
    const path = pathOf(folder, stream.node);
    stream.getdents &&= stream.getdents.filter((name, index) => {
      if (index < next || name === '.' || name === '..') return true;
      try {
        folder.status(folder.child(path, name));
        return true;
      } catch {
        return false;
      }
    });
    return position;
  }

  return { nodeOperations, streamOperations };
}

/** Where a node is on the disk. */
function pathOf(folder: BoardFolder, node: FileSystemNode): string {
  return node.parent === node ? folder.root : folder.child(pathOf(folder, node.parent), node.name);
}

function opened(stream: FileSystemStream): OpenFile {
  if (!stream.open) throw new HostFileError('EISDIR');
  return stream.open;
}

function window(memory: Int8Array, offset: number, length: number): Uint8Array {
  return new Uint8Array(memory.buffer, memory.byteOffset + offset, length);
}

/** As `os.stat` gives them on a Pico: no permissions, owners or numbers, and folders have no size. */
function attributes(status: HostFileStatus): object {
  const isFolder = status.isDirectory();
  const changed = new Date(status.mtimeMs);
  return {
    dev: 0,
    ino: 0,
    mode: isFolder ? folderType : fileType,
    nlink: 0,
    uid: 0,
    gid: 0,
    rdev: 0,
    size: isFolder ? 0 : status.size,
    atime: changed,
    mtime: changed,
    ctime: changed,
    blocks: 0,
  };
}

type Operations = Record<string, (...parameters: never[]) => unknown>;

/** Makes functions throw the package's errors. */
function inPackageErrors(FS: FileSystemTree, functions: Operations): Operations {
  const PackageError = FS.ErrnoError;
  return Object.fromEntries(
    Object.entries(functions).map(([name, operation]) => [
      name,
      (...parameters: never[]) => {
        try {
          return operation(...parameters);
        } catch (error) {
          throw error instanceof PackageError ? error : new PackageError(wasiErrorNumber(error));
        }
      },
    ]),
  );
}
