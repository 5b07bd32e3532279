import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** True where this user may mount a file system of its own. */
export function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** A folder on a disk of its own with this many bytes left, for the running test. */
export async function diskWithLeft(bytes: number): Promise<{ folder: string; fill: () => void }> {
  const folder = await temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return {
    folder,
    fill() {
      for (let index = 0; ; index++) {
        try {
          writeFileSync(join(folder, `filler-${index}`), Buffer.alloc(4096));
        } catch {
          return;
        }
      }
    },
  };
}
