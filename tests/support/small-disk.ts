import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small disk that lies over a folder. */
export interface SmallDisk {
  /** Takes all room that is left. */
  readonly fill: () => void;
  /** Gives the room back that `fill` took. */
  readonly clear: () => void;
  /** Takes the disk away. */
  readonly unmount: () => void;
}

/** True where this user may mount a file system of its own. */
export function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** Puts a disk of its own with this many bytes over a folder that exists. */
export function mountSmallDisk(folder: string, bytes: number): SmallDisk {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  const fillers: string[] = [];
  return {
    fill() {
      for (;;) {
        const filler = join(folder, `filler-${fillers.length}`);
        fillers.push(filler);
        try {
          writeFileSync(filler, Buffer.alloc(4096));
        } catch {
          return;
        }
      }
    },
    clear() {
      for (const filler of fillers.splice(0)) rmSync(filler, { force: true });
    },
    unmount: () => void execFileSync('umount', ['-l', folder]),
  };
}
