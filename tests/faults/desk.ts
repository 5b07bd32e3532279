/** What a fault is tried on: a board, the computer's end of its cable, and the time for both. */

import { createHash } from 'node:crypto';
import type { Clock } from '../../runtime/clock.ts';
import type { CabledLink } from '../support/faulty-link.ts';

/** Paths of files, and what says whether their content is the same. Folders end in a slash. */
export type FileSums = Readonly<Record<string, string>>;

/** One board for one attempt. */
export interface Desk {
  readonly link: CabledLink & { plugIn(): Promise<void> };
  readonly clock: Clock;
  /**
   * Lets time pass until a job has ended, and ends as it did. Throws `Error` where that takes longer than `limit`,
   * in milliseconds of `clock`.
   */
  until<Result>(job: Promise<Result>, limit: number): Promise<Result>;
  /** All files, past the interpreter that the board runs now. */
  files(): Promise<FileSums>;
}

/** Makes desks. Each begins with a board at its prompt, with the same files and nothing else in memory. */
export interface DeskMaker {
  /**
   * `prepare` leaves something in the board's memory, the same every time: it may be kept from one desk to the next. The
   * board's port is closed then.
   */
  begin(files: Readonly<Record<string, Uint8Array>>, prepare?: (desk: Desk) => Promise<void>): Promise<Desk>;
  end(): Promise<void>;
}

/** Hexadecimal digits of SHA-256 that tell contents apart. */
export const sumLength = 12;

/** The sum of a content. */
export function sumOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, sumLength);
}

/** The sums of files. */
export function sumsOf(files: Readonly<Record<string, Uint8Array>>): FileSums {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, sumOf(content)]));
}
