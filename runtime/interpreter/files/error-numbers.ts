/**
 * Numbers of file errors in their three forms: the `code` of Node, the number inside the package
 * (Emscripten's C library counts as WASI does), and the number a Pico gives (MicroPython's
 * py/mperrno.h and littlefs, which count as Linux does).
 */

import { errorCode } from './host-file-system.ts';
import type { Imports } from '../micropython/load-micropython.ts';

/**
 * Node's code, WASI's number, the Pico's number. No Pico's number here may be 27 or 6: the package's C
 * code takes them for EINTR and EAGAIN, and tries again for ever.
 */
const table = [
  ['EPERM', 63, 1],
  ['ENOENT', 44, 2],
  ['EIO', 29, 5],
  ['EBADF', 8, 9],
  ['ENOMEM', 48, 12],
  ['EACCES', 2, 13],
  ['EBUSY', 10, 16],
  ['EEXIST', 20, 17],
  ['EXDEV', 75, 18],
  ['ENODEV', 43, 19],
  ['ENOTDIR', 54, 20],
  ['EISDIR', 31, 21],
  ['EINVAL', 28, 22],
  ['EMFILE', 33, 24],
  ['ENOTTY', 59, 25],
  ['EFBIG', 22, 28],
  ['ENOSPC', 51, 28],
  ['EDQUOT', 19, 28],
  ['ESPIPE', 70, 29],
  ['EROFS', 69, 30],
  ['ENAMETOOLONG', 37, 36],
  ['ENOTEMPTY', 55, 39],
  ['ELOOP', 32, 40],
] as const;

const wasiByCode = new Map<string, number>(table.map(([code, wasi]) => [code, wasi]));
const picoByWasi = new Map<number, number>(table.map(([, wasi, pico]) => [wasi, pico]));
const inputOutputError = 29;

/** The package's number for an error of the computer's file system. */
export function wasiErrorNumber(error: unknown): number {
  return wasiByCode.get(errorCode(error) ?? '') ?? inputOutputError;
}

/** The Pico's number for one of the package's; those it does not have stay as they are (EINTR is one). */
export function picoErrorNumber(wasi: number): number {
  return picoByWasi.get(wasi) ?? wasi;
}

/** System calls that answer with an error number, 0 being none. */
const answeringCalls = ['fd_close', 'fd_read', 'fd_seek', 'fd_sync', 'fd_write'];

/** Replaces the imports for files by ones that fail with a Pico's numbers. */
export function installErrorNumbers(imports: Imports): void {
  // The package gives one group of functions under two names.
  for (const group of new Set(Object.values(imports))) {
    for (const [name, call] of Object.entries(group)) {
      const original = call as unknown as (...parameters: unknown[]) => number;
      // These answer with a negative error number.
      if (name.startsWith('__syscall_') && name !== '__syscall_poll') {
        group[name] = (...parameters: unknown[]) => {
          const answer = original(...parameters);
          return answer < 0 ? -picoErrorNumber(-answer) : answer;
        };
      } else if (answeringCalls.includes(name)) {
        group[name] = (...parameters: unknown[]) => picoErrorNumber(original(...parameters));
      }
    }
  }
}
