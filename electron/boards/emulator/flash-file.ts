/**
 * The contents of an emulated Pico's flash in a file, as large as the chip.
 *
 * Every change is written in place, at once and in the order it happened: a process that is killed leaves what a
 * Pico leaves whose cable came out. Only when this computer itself loses power may the last second be missing, as
 * with any file. That is also why a file can be damaged only in what no power cut does to a chip: it has another
 * length, or cannot be read or written. Its contents may be anything; they are firmware's to judge.
 */

import { closeSync, constants, fdatasync, openSync, readSync, writeSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Clock } from '../../../runtime/clock.ts';
import type { FlashStore } from '../../../runtime/emulator/flash-store.ts';
import { flashLength } from '../../../runtime/hardware/flash-memory.ts';
import type { Problem } from '../../api.ts';
import { isForbidden, isMissing } from '../../local-files/file-problems.ts';
import { replaceFile } from '../../local-files/replace-file.ts';
import { describeProblem, ProblemError } from '../../problem.ts';
import { setAside } from '../../set-aside.ts';

/** Flash that was never written. */
const erased = 0xff;

/** What was written is handed to the disk that often at most, in milliseconds, and once the power is gone. */
const handOverPause = 1000;

/**
 * Sees to it that there is a flash to read and write: erased where there is none, or where it is damaged, which is
 * kept aside then; the answer says so. Throws `ProblemError` where it cannot be kept or may not be used, and what
 * `node:fs` throws where none can be made. `board` is the board's name for people.
 */
export async function prepareFlash(file: string, board: string): Promise<Problem | null> {
  const found = await lookAt(file);
  if (found === 'good') return null;
  const kept = found === 'damaged' ? await setAside(file) : null;
  if (found === 'forbidden' || (found === 'damaged' && kept === null))
    throw new ProblemError('flash-unusable', { board, path: file });
  await replaceFile(file, Buffer.alloc(flashLength, erased));
  return kept === null ? null : describeProblem('flash-set-aside', { board, path: kept });
}

async function lookAt(file: string): Promise<'good' | 'missing' | 'damaged' | 'forbidden'> {
  try {
    const status = await stat(file);
    if (!status.isFile() || status.size !== flashLength) return 'damaged';
    const handle = await open(file, 'r+');
    try {
      // A disk that is breaking says so only when it is read.
      const { bytesRead } = await handle.read(Buffer.alloc(flashLength), 0, flashLength, 0);
      return bytesRead === flashLength ? 'good' : 'damaged';
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return 'missing';
    return isForbidden(error) ? 'forbidden' : 'damaged';
  }
}

/** Has everything on the disk that was written; what cannot be done now, the system does later. */
export async function handFlashToDisk(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    await handle.datasync().finally(() => handle.close());
  } catch {
    return;
  }
}

/** The flash in a file that `prepareFlash` has seen to; open until `close`. */
export class FlashFile implements FlashStore {
  readonly #file: number;
  readonly #clock: Clock;
  #handedOver = -Infinity;

  /** Opens it. Throws what `node:fs` throws. */
  constructor(file: string, clock: Clock) {
    this.#file = openSync(file, constants.O_RDWR);
    this.#clock = clock;
  }

  read(): Uint8Array {
    const bytes = new Uint8Array(flashLength);
    for (let done = 0; done < flashLength;) {
      const count = readSync(this.#file, bytes, done, flashLength - done, done);
      if (count === 0) throw new Error('The flash image is shorter than it was');
      done += count;
    }
    return bytes;
  }

  write(offset: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.#file, bytes, done, bytes.length - done, offset + done);
    }
    const now = this.#clock.now();
    if (now - this.#handedOver < handOverPause) return;
    this.#handedOver = now;
    // Without waiting for it: the disk may be slow, and the Pico's time goes on.
    fdatasync(this.#file, () => undefined);
  }

  /** Closes it. */
  close(): void {
    closeSync(this.#file);
  }
}
