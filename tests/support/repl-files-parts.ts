/** What tests of files over the REPL share: boards with real firmware, contents, disks and memory that is used up. */

import { expect } from 'vitest';
import { ReplFiles } from '../../electron/boards/repl-files/repl-files.ts';
import type { BoardFileProblem } from '../../runtime/board-files.ts';
import type { FirmwareName } from './firmware-files.ts';
import { FirmwarePico } from './firmware-pico.ts';
import { helperOn, type JobWatch } from './helper-on-pico.ts';

/** A text as it is in a file. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Bytes without any pattern, the same in every run. */
export function chance(length: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
}

/** A disk in the board's memory at /d, so that filling it takes no time. It can fail after so many writes. */
export const disk = (kind: 'VfsLfs2' | 'VfsFat' = 'VfsLfs2'): string => `
import os
class Disk:
 def __init__(self):
  self.data = bytearray(512 * 96)
  self.left = 1 << 29
 def readblocks(self, n, b, o=0): b[:] = self.data[n * 512 + o:n * 512 + o + len(b)]
 def writeblocks(self, n, b, o=0):
  if self.left == 0: raise OSError(5)
  self.left -= 1
  self.data[n * 512 + o:n * 512 + o + len(b)] = b
 def ioctl(self, op, arg): return 96 if op == 4 else 512 if op == 5 else 0
disk = Disk()
os.${kind}.mkfs(disk)
os.mount(os.${kind}(disk), '/d')
print()
`;

/** Holds all of the board's memory but so many bytes. */
export const filling = (free: number): string => `
import gc
try: hog
except NameError: hog = []
gc.collect()
size = 65536
while size >= 64:
 try:
  while gc.mem_free() > ${free} + size: hog.append(bytearray(size - 32))
 except MemoryError: pass
 size //= 4
print()`;

/** A job with files must fail so. */
export async function refused(job: Promise<unknown>, problem: BoardFileProblem): Promise<void> {
  await expect(job).rejects.toMatchObject({ name: 'BoardFileError', problem });
}

/** A board at its prompt, and its files. */
export async function boardWith(
  firmware: FirmwareName,
  watch?: JobWatch,
): Promise<{ pico: FirmwarePico; files: ReplFiles }> {
  const pico = await FirmwarePico.atPrompt(firmware);
  return { pico, files: new ReplFiles(helperOn(pico, watch)) };
}
