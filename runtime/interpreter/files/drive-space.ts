/**
 * The room on the simulated board's drive: 1.4 MB in blocks of 4 KB, like the littlefs of a Pico.
 *
 * What is used is counted on the disk each time a file needs a further block, so that several programs
 * (the window and the command line) may use one folder. Temporary files count as well: littlefs, too,
 * keeps the old content until the new one is complete.
 */

import { HostFileError, type HostFileSystem } from './host-file-system.ts';

/** Bytes of a block. */
export const blockSize = 4096;

/** Blocks of a Pico's drive: the last 1408 KB of its flash. */
export const driveBlocks = 352;

/** A folder's pair of metadata blocks. */
const folderBlocks = 2;

/** Blocks that a file of this many bytes takes; an empty one needs an entry. */
export function fileBlocks(size: number): number {
  return Math.max(1, Math.ceil(size / blockSize));
}

/** The space of one board's folder. */
export class DriveSpace {
  readonly #files: HostFileSystem;
  readonly #root: string;

  constructor(files: HostFileSystem, root: string) {
    this.#files = files;
    this.#root = root;
  }

  /** Blocks that are free, 0 to `driveBlocks`. */
  free(): number {
    return Math.max(0, driveBlocks - this.#used(this.#root));
  }

  /** Throws `ENOSPC` unless this many further blocks fit. */
  claim(blocks: number): void {
    if (blocks > 0 && blocks > this.free()) throw new HostFileError('ENOSPC');
  }

  /** Throws `ENOSPC` unless a folder fits. */
  claimFolder(): void {
    this.claim(folderBlocks);
  }

  #used(folder: string): number {
    let blocks = folderBlocks;
    for (const name of this.#files.readdirSync(folder)) {
      const path = `${folder}/${name}`;
      try {
        const status = this.#files.lstatSync(path);
        if (status.isDirectory()) blocks += this.#used(path);
        else if (status.isFile()) blocks += fileBlocks(status.size);
      } catch {
        // It went away meanwhile.
      }
    }
    return blocks;
  }
}
